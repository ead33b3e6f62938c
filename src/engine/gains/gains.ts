import type { Document } from '../document/types';
import { TrainingClient } from '../training/client';
import type { PlanTraining, TrainingSnapshot } from '../training/contract';

/** A document with one plan, and the scalar parameter that is watched as it is learned. */
export interface GainTask {
  readonly id: string;
  readonly document: Document;
  readonly parameter: string;
}

/** What a task learned: the parameter at some steps. */
export interface GainCurve {
  readonly id: string;
  readonly step: readonly number[];
  readonly gain: readonly number[];
  /** Of one step on this machine; NaN until it has been measured. */
  readonly seconds: number;
  /** The step at which a number was no more finite. */
  readonly diverged: number | undefined;
}

export interface GainsListener {
  readonly onCurves: (curves: readonly GainCurve[]) => void;
  /** The task that is learned now; undefined: all have been. */
  readonly onTask: (id: string | undefined) => void;
  /** A task that cannot be trained on this machine is passed over; why, in words. */
  readonly onPassed: (id: string, words: string) => void;
}

/** Points of a curve. */
const POINTS = 50;
/**
 * After the last point of a curve so many seconds of steps, in one go, to time them, since what a clock says of a few
 * is its own grain: so many times, of which the one counts that was disturbed least by what else the machine does.
 */
const TIMED = 0.05;
const TIMES = 4;

/** Learns one task after the other, each from the number that its document gives the parameter. */
export class Gains {
  readonly #listener: GainsListener;
  readonly #client: TrainingClient;
  #tasks: readonly GainTask[] = [];
  #curves: readonly GainCurve[] = [];
  #steps = 0;
  #isPaused = false;
  /** The step until which it was asked to go on, and whether it has not come there. */
  #asked = 0;
  #isUnderWay = false;
  /** How fast the steps after the last point were, each time, a second. */
  #rates: number[] = [];

  constructor(listener: GainsListener, hire?: ConstructorParameters<typeof TrainingClient>[1]) {
    this.#listener = listener;
    this.#client = new TrainingClient(
      {
        onNews: (news) => {
          if (news.kind === 'snapshot') this.#hear(news.snapshot);
          if (news.kind !== 'status' || news.status.state !== 'idle') return;
          const { notice, diagnostics } = news.status;
          this.#pass(notice ?? diagnostics[0]?.message);
        },
        onFailure: (words) => this.#pass(words),
      },
      hire,
    );
  }

  /** Learns these from the beginning, each for so many steps. */
  begin(tasks: readonly GainTask[], steps: number): void {
    this.#tasks = tasks;
    this.#steps = steps;
    this.#isPaused = false;
    this.#publish([]);
    this.#open();
  }

  pause(): void {
    this.#isPaused = true;
  }

  goOn(): void {
    this.#isPaused = false;
    this.#ask();
  }

  /** Forgets all. */
  forget(): void {
    this.#tasks = [];
    this.#client.close();
    this.#publish([]);
  }

  #open(): void {
    const [task] = this.#tasks;
    this.#listener.onTask(task?.id);
    if (!task) return;
    const node = task.document.nodes.find(({ name }) => name === task.parameter);
    const start = node?.kind === 'parameter' ? Number(node.value) : Number.NaN;
    this.#asked = 0;
    this.#isUnderWay = true;
    this.#rates = [];
    this.#change(task.id, { step: [0], gain: [start] });
    // For so few numbers a step no other device comes near it, and trying these takes longer than learning.
    this.#client.open(task.document, { device: 'wasm' });
  }

  #next(): void {
    this.#tasks = this.#tasks.slice(1);
    this.#open();
  }

  #pass(words: string | undefined): void {
    const [task] = this.#tasks;
    if (!task || words === undefined) return;
    this.#listener.onPassed(task.id, words);
    this.#next();
  }

  #ask(): void {
    this.#goOn(Math.max(1, Math.min(this.#steps - this.#asked, Math.ceil(this.#steps / POINTS))));
  }

  #goOn(count: number): void {
    this.#asked += count;
    this.#isUnderWay = true;
    this.#client.tell({ kind: 'step', count });
  }

  /** After the steps that were asked for their gain is asked for, too, or their time is taken. */
  #hear({ plans: [plan], stepsPerSecond }: TrainingSnapshot): void {
    const [task] = this.#tasks;
    if (!plan || !task || !this.#isUnderWay || (plan.steps < this.#asked && !plan.divergence)) return;
    this.#isUnderWay = false;
    if (this.#asked > this.#steps) this.#rates.push(stepsPerSecond);
    const rate = Math.max(...this.#rates);
    if (plan.divergence || this.#rates.length === TIMES) {
      const seconds = 1 / Math.max(rate, stepsPerSecond);
      this.#change(task.id, { seconds, diverged: plan.divergence?.step });
      this.#next();
    } else if (this.#rates.length > 0) this.#goOn(Math.ceil(TIMED * rate));
    else void this.#read(task, plan, stepsPerSecond);
  }

  async #read({ id, parameter }: GainTask, { plan }: PlanTraining, stepsPerSecond: number): Promise<void> {
    const trained = await this.#client.export(plan);
    const gain = trained?.parameters.get(parameter)?.[0];
    // None of what is no longer open.
    if (!trained || gain === undefined) return;
    const before = this.#curves.find((curve) => curve.id === id);
    if (before && trained.step > (before.step.at(-1) ?? 0))
      this.#change(id, { step: [...before.step, trained.step], gain: [...before.gain, gain] });
    if (trained.step >= this.#steps) this.#goOn(Math.ceil(TIMED * stepsPerSecond));
    else if (!this.#isPaused) this.#ask();
  }

  #change(id: string, news: Partial<GainCurve>): void {
    const before = this.#curves.find((curve) => curve.id === id);
    const none: GainCurve = { id, step: [], gain: [], seconds: Number.NaN, diverged: undefined };
    this.#publish([...this.#curves.filter((own) => own.id !== id), { ...none, ...before, ...news }]);
  }

  #publish(curves: readonly GainCurve[]): void {
    this.#curves = curves;
    this.#listener.onCurves(curves);
  }
}
