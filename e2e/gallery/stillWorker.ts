import type { Attempt } from '../../src/engine/equivalence/attempt';
import type { Call, Echo } from '../../src/engine/jobs/contract';
import type { ProofOrder } from '../../src/engine/proof/contract';
import type { RunNews, RunOrder } from '../../src/engine/run/contract';
import type { SurveyOrder, SurveySnapshot } from '../../src/engine/survey/contract';
import type { TrainingNews, TrainingOrder } from '../../src/engine/training/contract';
import type { TruthNews, TruthOrder } from '../../src/engine/truth/contract';

/** What each worker of the page answers to an order. */
export interface Answers {
  readonly run?: (order: RunOrder) => readonly RunNews[];
  readonly truth?: (order: TruthOrder) => readonly TruthNews[];
  readonly training?: (order: TrainingOrder) => readonly TrainingNews[];
  readonly survey?: (order: SurveyOrder) => readonly SurveySnapshot[];
  readonly proof?: (order: ProofOrder) => readonly Attempt[];
}

let answers: Answers = {};

/** From now on workers answer so; to all else they say nothing. */
export function answerWith(next: Answers): void {
  answers = next;
}

/** Stands in for every worker of the page: computes nothing, and gives fixed answers at once. */
class StillWorker {
  onmessage: ((event: { readonly data: Echo<unknown> }) => void) | null = null;
  readonly #job: string;
  #generation = 0;
  #calls = 0;

  constructor(url: string | URL) {
    this.#job = /(\w+)Worker[^/]*$/.exec(String(url))?.[1] ?? '';
  }

  postMessage(call: Call<unknown>): void {
    this.#calls++;
    if (call.kind === 'open' || call.kind === 'close') {
      this.#generation = call.generation;
      this.#tell({ kind: 'takes', generation: call.generation });
      this.#tell({ kind: 'taken', generation: call.generation });
    }
    if (call.kind === 'open') this.#answer(call.order);
    // Who asks for numbers listens for them only once it has asked.
    if (call.kind === 'order') queueMicrotask(() => this.#answer(call.order));
    this.#tell({ kind: 'rest', calls: this.#calls });
  }

  #answer(order: unknown): void {
    const generation = this.#generation;
    for (const news of this.#answersTo(order)) this.#tell({ kind: 'news', generation, news });
  }

  terminate(): void {
    this.onmessage = null;
  }

  #answersTo(order: unknown): readonly unknown[] {
    const own = Object.entries(answers).find(([job]) => job === this.#job)?.[1];
    return (own as ((order: unknown) => readonly unknown[]) | undefined)?.(order) ?? [];
  }

  #tell(data: Echo<unknown>): void {
    this.onmessage?.({ data });
  }
}

Object.assign(globalThis, { Worker: StillWorker });
