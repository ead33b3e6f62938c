import type { SurveyEntry, SurveyOrder, SurveySnapshot } from './contract';

/** The page's side of a survey: a worker of its own. News of entries that are no longer asked for is dropped. */
export class SurveyClient {
  readonly #worker: Worker;
  #generation = 0;

  constructor(onSnapshot: (snapshot: SurveySnapshot) => void) {
    this.#worker = new Worker(new URL('./surveyWorker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = ({ data }: MessageEvent<SurveySnapshot>) => {
      if (data.generation === this.#generation) onSnapshot(data);
    };
  }

  /** Asks for these entries from now on, in this order; those asked for before with the same numbers keep what is known of them. */
  open(entries: readonly SurveyEntry[]): void {
    this.#generation++;
    this.#order({ kind: 'open', generation: this.#generation, entries });
  }

  resume(): void {
    this.#order({ kind: 'resume' });
  }

  pause(): void {
    this.#order({ kind: 'pause' });
  }

  #order(order: SurveyOrder): void {
    this.#worker.postMessage(order);
  }
}
