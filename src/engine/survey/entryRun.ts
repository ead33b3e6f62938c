import { type CompiledPlan, compilePlan } from '../compile/plan';
import type { Plan } from '../document/types';
import { planFeeds } from '../exact/planFeeds';
import type { ExecutorError } from '../executors/contract';
import { refuseWork } from '../executors/reference/work';
import type { FastExecutor } from '../jobs/fast';
import { modelOf } from '../model/model';
import { PlanRun } from '../run/planRun';
import { NO_MOMENTS } from '../statistics/moments';
import type { SurveyEntry, SurveyReport } from './contract';

/** Aim for one batch, in milliseconds: long enough for what begins and ends a batch to count little. */
const BATCH = 60;
/** A shorter batch than this says more of its beginning than of estimates. */
const WHOLE_BATCH = 30;
/** Milliseconds of whole batches after which the time of an estimate is known. */
const TIMED = 360;
/** Batches that may be shorter than that before they count all the same. */
const MOST_BATCHES = 60;

/** One entry of a survey: its run, and the time that estimates take. */
export class EntryRun {
  readonly #run: PlanRun;
  #entry: SurveyEntry;
  #isSettled: boolean;
  #isRefused = false;
  #batches = 0;
  /** Milliseconds that its estimates have taken. */
  #spent = 0;
  /**
   * Milliseconds of whole batches, and of an estimate in the one that was disturbed least by what else the machine
   * does.
   */
  #milliseconds = 0;
  #shortest = Number.NaN;

  /** Throws a FindingError where the document does not compile. */
  constructor(entry: SurveyEntry) {
    const { program } = compiledOf(entry);
    refuseWork([{ name: planOf(entry).name, program }]);
    this.#run = new PlanRun(planOf(entry), compiledOf(entry), BATCH);
    this.#entry = entry;
    this.#feed();
    this.#isSettled = !entry.timed;
  }

  get estimates(): number {
    return this.#run.estimates;
  }

  get spent(): number {
    return this.#spent;
  }

  get isDone(): boolean {
    return this.#hasEnough && (!this.#entry.timed || (this.#isSettled && this.#isTimed));
  }

  /** Where it runs is settled: on the fast executor, or not. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Nothing to do but to wait for the fast executor. */
  get isWaiting(): boolean {
    return this.#hasEnough && !this.#isSettled;
  }

  get #hasEnough(): boolean {
    const { estimates, milliseconds } = this.#entry;
    return this.#run.estimates >= estimates || this.#spent >= milliseconds;
  }

  get #isTimed(): boolean {
    return this.#milliseconds >= TIMED || this.#batches >= MOST_BATCHES;
  }

  /** Takes other numbers, or the same ones: then it goes on where it is. False where the program is another. */
  reopen(entry: SurveyEntry): boolean {
    if (compiledOf(entry) !== this.#run.compiled) return false;
    const isSame = JSON.stringify(entry.document) === JSON.stringify(this.#entry.document);
    this.#entry = entry;
    if (isSame) return true;
    this.#feed();
    this.#run.reset();
    this.#spent = 0;
    this.#forgetTime();
    return true;
  }

  #feed(): void {
    this.#run.feeds = planFeeds(modelOf(this.#entry.document), this.#run.plan);
  }

  /** Whether the fast executor would be of use: it has not refused it. */
  get wantsFast(): boolean {
    return this.#entry.timed && !this.#isRefused && this.#run.executor === 'reference';
  }

  /**
   * Moves to the fast executor; stays where that refuses it. Rejects with an ExecutorError 'context-lost' where that is
   * gone.
   */
  async handOver(fast: FastExecutor): Promise<void> {
    await this.#run.handOver(fast);
    this.#isRefused = this.#run.executor === 'reference';
    this.#isSettled = true;
    this.#forgetTime();
  }

  /** The fast executor is gone: for a while, or for good. */
  lose(error: ExecutorError, isForGood: boolean): void {
    if (this.#isRefused || !this.#entry.timed) return;
    this.#run.fallBack(error);
    this.#isSettled = isForGood;
    this.#forgetTime();
  }

  /** The next batch. What the fast executor cannot make, the reference executor makes. */
  async advance(now: () => number): Promise<void> {
    const { estimates, executor } = this.#run;
    const begun = now();
    await this.#run.advance(this.#entry.document.seed);
    if (this.#run.executor !== executor) {
      this.#forgetTime();
      return;
    }
    const milliseconds = now() - begun;
    this.#spent += milliseconds;
    const made = this.#run.estimates - estimates;
    if (made > 0) this.#batches++;
    if (made <= 0 || (milliseconds < WHOLE_BATCH && this.#batches < MOST_BATCHES)) return;
    this.#milliseconds += milliseconds;
    const own = milliseconds / made;
    this.#shortest = Number.isNaN(this.#shortest) ? own : Math.min(this.#shortest, own);
  }

  report(): SurveyReport {
    const { executor, fallback, gradients } = this.#run.snapshot(undefined);
    return {
      id: this.#entry.id,
      executor,
      fallback,
      gradient: gradients[0]?.moments[0] ?? NO_MOMENTS,
      done: this.isDone,
      seconds: this.#entry.timed && this.#isSettled ? this.#shortest / 1000 : Number.NaN,
    };
  }

  dispose(): void {
    this.#run.dispose();
  }

  #forgetTime(): void {
    this.#batches = 0;
    this.#milliseconds = 0;
    this.#shortest = Number.NaN;
  }
}

function planOf({ id, document }: SurveyEntry): Plan {
  const [plan] = document.plans;
  if (!plan) throw new Error(`${id} has no plan`);
  return plan;
}

function compiledOf(entry: SurveyEntry): CompiledPlan {
  return compilePlan(modelOf(entry.document), planOf(entry));
}
