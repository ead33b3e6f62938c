import type { CompiledPlan } from '../compile/plan';
import type { Plan } from '../document/types';
import {
  type Batch,
  ExecutorError,
  type ExecutorName,
  type Parts,
  type Request,
  type Runner,
} from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import { estimateWork } from '../executors/reference/work';
import type { Feeds } from '../ir/program';
import { errorWords } from '../jobs/errorWords';
import type { FastExecutor } from '../jobs/fast';
import type { Focus, PlanSnapshot } from './contract';
import { KEPT, PlanStatistics } from './planStatistics';

/** Single estimates asked of one batch, once the first ones are drawn. */
const RAW = 512;
/** Aim for one batch where nothing else is said, in milliseconds: short enough to pause and to draw in between. */
const BATCH_MILLISECONDS = 25;
const FIRST_BATCH = 256;
/** Operations that the first batch may take: a large graph begins with few estimates. */
const FIRST_OPERATIONS = 2 ** 22;
/** Numbers of single estimates asked of one batch, over all coordinates. */
const RAW_NUMBERS = 2 ** 21;
/** A batch never grows past this, so that the first one on a faster executor cannot be far too long. */
const GROWTH = 4;

/** One plan's run: its runner, and the statistics of what came of it. */
export class PlanRun {
  /** What its program reads from outside; a change of it asks for a reset. */
  feeds: Feeds = new Map();
  #runner: Runner;
  /** Makes single estimates while another executor runs the plan. */
  #stepper: Runner | undefined;
  #fallback: PlanSnapshot['fallback'];
  /** A runner that answered NaN, whose place the reference executor has till it answers NaN, too, or other numbers come. */
  #doubted: Runner | undefined;
  /** The reference executor answers NaN, too. */
  #isNan = false;
  /** A batch of which some parts are done. */
  #making: Making | undefined;
  /** Estimates that are to be made whether it runs or not. */
  #owed = 0;
  /** Counts up whenever a runner that is being made ready is no more wanted. */
  #handing = 0;
  readonly #statistics: PlanStatistics;
  /** Counts up with every reset. */
  #epoch = 0;
  readonly #firstBatch: number;
  #batch: number;
  #milliseconds = 0;
  #timed = 0;

  constructor(
    readonly plan: Plan,
    readonly compiled: CompiledPlan,
    readonly batchMilliseconds = BATCH_MILLISECONDS,
  ) {
    this.#runner = prepareReference(compiled.program);
    const work = 1 + estimateWork(compiled.program);
    this.#firstBatch = Math.max(1, Math.min(FIRST_BATCH, Math.floor(FIRST_OPERATIONS / work)));
    this.#batch = this.#firstBatch;
    this.#statistics = new PlanStatistics(compiled);
    this.reset();
  }

  get estimates(): number {
    return this.#statistics.count;
  }

  get executor(): ExecutorName {
    return this.#runner.executor;
  }

  /**
   * Goes on where it is with a runner of the fast executor; stays with the reference executor where that refuses the
   * program. Rejects with an ExecutorError 'context-lost' where the executor is gone.
   */
  async handOver(fast: FastExecutor): Promise<void> {
    const own = ++this.#handing;
    try {
      const runner = await fast.prepare(this.compiled.program);
      if (own === this.#handing) this.#use(runner);
      else runner.dispose();
    } catch (error) {
      if (own !== this.#handing) return;
      const isKnown = error instanceof ExecutorError;
      this.#stay(isKnown ? error : new ExecutorError('failed', errorWords(error)));
    }
  }

  /** Notes why the fused executor does not run this plan, and goes on with the reference executor. */
  fallBack({ failure, detail }: ExecutorError): void {
    if (this.#runner.executor !== 'reference' || this.#doubted)
      this.#use(prepareReference(this.compiled.program));
    this.#handing++;
    this.#fallback = { failure, detail };
    this.#batch = Math.min(this.#batch, this.#firstBatch * GROWTH);
  }

  #stay(error: ExecutorError): void {
    this.fallBack(error);
    if (error.failure === 'context-lost') throw error;
  }

  #use(runner: Runner): void {
    if (runner !== this.#doubted) this.#doubted?.dispose();
    this.#doubted = undefined;
    this.#runner.dispose();
    this.#runner = runner;
    this.#making = undefined;
    this.#handing++;
    this.#fallback = undefined;
    this.#milliseconds = 0;
    this.#timed = 0;
  }

  /** Forgets all estimates and what is carried between them. */
  reset(): void {
    this.#epoch++;
    if (this.#doubted) this.#use(this.#doubted);
    this.#isNan = false;
    this.#making = undefined;
    this.#owed = 0;
    this.#runner.reset();
    this.#stepper?.reset();
    this.#milliseconds = 0;
    this.#timed = 0;
    this.#statistics.reset();
  }

  /**
   * Makes the next estimates, as many as fit the time of one batch; where one takes longer, a part of it. Where the fast executor fails
   * nothing is counted, and the reference executor goes on. Rejects with an ExecutorError 'context-lost' where the executor is gone.
   */
  async advance(seed: number): Promise<void> {
    const runner = this.#runner;
    const epoch = this.#epoch;
    const started = performance.now();
    const earlier = this.#making?.milliseconds ?? 0;
    const batch = await this.#made(runner, this.#request(seed, this.#batch));
    const elapsed = earlier + performance.now() - started;
    if (this.#making) this.#making.milliseconds = elapsed;
    if (!batch) return;
    if (!this.#current(runner, epoch)) return;
    if (isNan(batch) && !this.#isNan && this.#doubt()) return;
    this.#statistics.take(batch);
    this.#milliseconds += elapsed;
    this.#timed += batch.count;
    const ideal = (batch.count * this.batchMilliseconds) / Math.max(elapsed, 0.5);
    this.#batch = Math.round(Math.min(batch.count * GROWTH, Math.max(ideal, this.#firstBatch)));
  }

  /**
   * NaN came: where another executor answered it, the reference executor makes the same estimates; where that does, the other one goes on.
   * Whether the batch is to be made anew.
   */
  #doubt(): boolean {
    if (this.#runner.executor === 'reference') {
      this.#isNan = true;
      if (this.#doubted) this.#use(this.#doubted);
      return false;
    }
    this.#doubted = this.#runner;
    this.#runner = prepareReference(this.compiled.program);
    this.#fallback = { failure: 'not-a-number', detail: 'the device answered NaN' };
    this.#milliseconds = 0;
    this.#timed = 0;
    this.#batch = this.#firstBatch;
    return true;
  }

  /**
   * From now on it owes `count` more estimates, made on the reference executor: others make thousands at a time. That has a moving
   * average of its own, and does not count for the estimates a second.
   */
  owe(count: number): void {
    this.#owed += count;
  }

  /** It owes nothing any more. */
  forgive(): void {
    this.#owed = 0;
  }

  get owes(): boolean {
    return this.#owed > 0;
  }

  /** Makes some of what it owes. */
  async pay(seed: number): Promise<void> {
    if (this.#runner.executor !== 'reference') this.#stepper ??= prepareReference(this.compiled.program);
    const runner = this.#stepper ?? this.#runner;
    const epoch = this.#epoch;
    const batch = await this.#made(runner, this.#request(seed, this.#owed));
    if (!batch || !this.#current(runner, epoch)) return;
    this.#statistics.take(batch);
    this.#owed = Math.max(0, this.#owed - batch.count);
  }

  /** A batch; undefined where there are more parts of it to be made, or where the runner failed. */
  async #made(runner: Runner, request: Request): Promise<Batch | undefined> {
    try {
      if (!runner.parts) return await runner.run(request);
      if (this.#making?.runner !== runner)
        this.#making = { runner, parts: runner.parts(request), milliseconds: 0 };
      const { done, value } = this.#making.parts.next();
      if (!done) return undefined;
      this.#making = undefined;
      return value;
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      if (runner === this.#runner) this.#stay(error);
      return undefined;
    }
  }

  #request(seed: number, count: number): Request {
    // The executor may make more than are wanted: of the first ones, every one it makes tells how the mean begins.
    const wanted = this.#statistics.count < KEPT ? KEPT : Math.min(count, RAW);
    const raw = Math.min(wanted, Math.floor(RAW_NUMBERS / Math.max(1, this.#statistics.coordinates)));
    return { seed, first: this.#statistics.count, count, feeds: this.feeds, raw };
  }

  snapshot(focus: Focus | undefined): PlanSnapshot {
    return {
      plan: this.plan.name,
      executor: this.#runner.executor,
      fallback: this.#fallback,
      estimatesPerSecond: this.#milliseconds > 0 ? (1000 * this.#timed) / this.#milliseconds : 0,
      cost: this.#statistics.cost,
      gradients: this.#statistics.gradients(focus),
    };
  }

  dispose(): void {
    this.#handing++;
    this.#doubted?.dispose();
    this.#runner.dispose();
    this.#stepper?.dispose();
  }

  /**
   * Whether a batch asked for in `epoch` still counts. One that was under way when the run began anew was made with
   * other numbers: it is dropped, and so is what the runner carried on from it.
   */
  #current(runner: Runner, epoch: number): boolean {
    if (runner !== this.#runner && runner !== this.#stepper) return false;
    if (epoch === this.#epoch) return true;
    runner.reset();
    return false;
  }
}

function isNan({ moments }: Batch): boolean {
  return moments.some((own) => own.some(({ mean }) => Number.isNaN(mean)));
}

interface Making {
  readonly runner: Runner;
  readonly parts: Parts;
  milliseconds: number;
}
