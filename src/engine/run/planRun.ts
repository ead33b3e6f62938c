import type { CompiledPlan } from '../compile/plan';
import type { Plan } from '../document/types';
import {
  type Batch,
  ExecutorError,
  type ExecutorName,
  type Request,
  type Runner,
} from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { errorWords } from '../jobs/errorWords';
import type { FastExecutor } from '../jobs/fast';
import { type Moments, merge, NO_MOMENTS, variance } from '../statistics/moments';
import { Tail, type TailFit } from '../statistics/paretoTail';
import { Recent } from '../statistics/recent';
import { Trace } from '../statistics/trace';
import type { ParameterSnapshot, PlanSnapshot } from './contract';

/** Single estimates kept for the picture. */
const KEPT = 4000;
/** Single estimates asked of one batch, once the first ones are drawn. */
const RAW = 512;
/** A tail is fitted again after so many times as many estimates. */
const REFIT = 1.25;
/** Coordinates whose traces are kept; of more, only these first ones. */
const TRACED = 64;
/** Aim for one batch where nothing else is said, in milliseconds: short enough to pause and to draw in between. */
const BATCH_MILLISECONDS = 25;
const FIRST_BATCH = 256;
/** Instructions' numbers that the first batch may compute: a large graph begins with few estimates. */
const FIRST_NUMBERS = 2 ** 22;
/** Numbers of single estimates asked of one batch, over all coordinates. */
const RAW_NUMBERS = 2 ** 21;
/** Coordinates of one parameter that a snapshot tells of. */
const TOLD = 1000;
/** A batch never grows past this, so that the first one on a faster executor cannot be far too long. */
const GROWTH = 4;

interface Slot {
  readonly name: string;
  readonly offset: number;
  readonly output: number;
  readonly size: number;
}

/** One plan's run: its runner, and the statistics of what came of it. */
export class PlanRun {
  /** What its program reads from outside; a change of it asks for a reset. */
  feeds: Feeds = new Map();
  readonly #slots: readonly Slot[];
  #runner: Runner;
  /** Makes single estimates while another executor runs the plan. */
  #stepper: Runner | undefined;
  #fallback: PlanSnapshot['fallback'];
  /** Counts up whenever a runner that is being made ready is no more wanted. */
  #handing = 0;
  #moments: Moments[][] = [];
  #traces: Trace[] = [];
  #recent: Recent[] = [];
  #tails: FittedTail[] = [];
  #count = 0;
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
    const row = compiled.program.instructions.reduce((sum, { shape }) => sum + sizeOf(shape), 1);
    this.#firstBatch = Math.max(1, Math.min(FIRST_BATCH, Math.floor(FIRST_NUMBERS / row)));
    this.#batch = this.#firstBatch;
    let offset = 0;
    this.#slots = compiled.parameters.map(({ name, shape }, i) => {
      const slot = { name, offset, output: i + 1, size: sizeOf(shape) };
      offset += slot.size;
      return slot;
    });
    this.reset();
  }

  get estimates(): number {
    return this.#count;
  }

  get #coordinates(): number {
    return this.#slots.reduce((sum, { size }) => sum + size, 0);
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
      this.#stay(isKnown ? error : new ExecutorError('compile-failed', errorWords(error)));
    }
  }

  /** Notes why the fused executor does not run this plan, and goes on with the reference executor. */
  fallBack({ failure, detail }: ExecutorError): void {
    if (this.#runner.executor !== 'reference') this.#use(prepareReference(this.compiled.program));
    this.#handing++;
    this.#fallback = { failure, detail };
    this.#batch = Math.min(this.#batch, this.#firstBatch * GROWTH);
  }

  #stay(error: ExecutorError): void {
    this.fallBack(error);
    if (error.failure === 'context-lost') throw error;
  }

  #use(runner: Runner): void {
    this.#runner.dispose();
    this.#runner = runner;
    this.#handing++;
    this.#fallback = undefined;
    this.#milliseconds = 0;
    this.#timed = 0;
  }

  /** Forgets all estimates and what is carried between them. */
  reset(): void {
    this.#epoch++;
    this.#runner.reset();
    this.#stepper?.reset();
    this.#count = 0;
    this.#milliseconds = 0;
    this.#timed = 0;
    this.#moments = this.compiled.program.outputs.map(({ value }) =>
      Array.from(
        { length: sizeOf(this.compiled.program.instructions[value]?.shape ?? []) },
        () => NO_MOMENTS,
      ),
    );
    const traced = Math.min(TRACED, this.#coordinates);
    this.#traces = Array.from({ length: traced }, () => new Trace());
    this.#recent = Array.from({ length: traced }, () => new Recent(KEPT));
    this.#tails = Array.from({ length: traced }, () => new FittedTail());
  }

  /**
   * Makes the next estimates, as many as fit the time of one batch. Where the fast executor fails nothing is counted,
   * and the reference executor goes on. Rejects with an ExecutorError 'context-lost' where the executor is gone.
   */
  async advance(seed: number): Promise<void> {
    const runner = this.#runner;
    const epoch = this.#epoch;
    const started = performance.now();
    const batch = await this.#made(runner, this.#request(seed, this.#batch));
    if (!batch) return;
    const elapsed = performance.now() - started;
    if (!this.#current(runner, epoch)) return;
    this.#take(batch);
    this.#milliseconds += elapsed;
    this.#timed += batch.count;
    const ideal = (batch.count * this.batchMilliseconds) / Math.max(elapsed, 0.5);
    this.#batch = Math.round(Math.min(batch.count * GROWTH, Math.max(ideal, this.#firstBatch)));
  }

  /**
   * Makes exactly `count` more estimates, on the reference executor: others make thousands at a time. It has a moving
   * average of its own, and does not count for the estimates a second.
   */
  async step(seed: number, count: number): Promise<void> {
    if (this.#runner.executor !== 'reference') this.#stepper ??= prepareReference(this.compiled.program);
    const runner = this.#stepper ?? this.#runner;
    const epoch = this.#epoch;
    const batch = await runner.run(this.#request(seed, count));
    if (this.#current(runner, epoch)) this.#take(batch);
  }

  async #made(runner: Runner, request: Request): Promise<Batch | undefined> {
    try {
      return await runner.run(request);
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      if (runner === this.#runner) this.#stay(error);
      return undefined;
    }
  }

  #request(seed: number, count: number): Request {
    // The executor may make more than are wanted: of the first ones, every one it makes tells how the mean begins.
    const wanted = this.#count < KEPT ? KEPT : Math.min(count, RAW);
    const raw = Math.min(wanted, Math.floor(RAW_NUMBERS / Math.max(1, this.#coordinates)));
    return { seed, first: this.#count, count, feeds: this.feeds, raw };
  }

  snapshot(focus: { readonly parameter: string; readonly coordinate: number } | undefined): PlanSnapshot {
    return {
      plan: this.plan.name,
      executor: this.#runner.executor,
      fallback: this.#fallback,
      estimatesPerSecond: this.#milliseconds > 0 ? (1000 * this.#timed) / this.#milliseconds : 0,
      cost: this.#moments[0]?.[0] ?? NO_MOMENTS,
      gradients: this.#slots.map((slot) => this.#parameter(slot, focus)),
    };
  }

  dispose(): void {
    this.#handing++;
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

  #parameter(slot: Slot, focus: { parameter: string; coordinate: number } | undefined): ParameterSnapshot {
    const moments = this.#moments[slot.output] ?? [];
    const coordinate = focus?.parameter === slot.name ? focus.coordinate : 0;
    const trace = this.#traces[slot.offset + coordinate];
    return {
      parameter: slot.name,
      moments: moments.slice(0, TOLD),
      totalVariance: moments.reduce((sum, m) => sum + variance(m), 0),
      trace: {
        count: Float64Array.from(trace?.count ?? []),
        mean: Float64Array.from(trace?.mean ?? []),
        error: Float64Array.from(trace?.error ?? []),
      },
      recent: this.#recent[slot.offset + coordinate]?.values() ?? new Float64Array(0),
      tail: this.#tails[slot.offset + coordinate]?.fit(),
    };
  }

  #take(batch: Batch): void {
    const isEarly = this.#count < KEPT;
    this.#count += batch.count;
    batch.moments.forEach((elements, output) => {
      const own = this.#moments[output];
      elements.forEach((moments, j) => {
        if (own) own[j] = merge(own[j] ?? NO_MOMENTS, moments);
      });
    });
    for (const { offset, output, size } of this.#slots) {
      const raw = batch.raw[output] ?? new Float64Array(0);
      for (let j = 0; j < size; j++) {
        const moments = batch.moments[output]?.[j];
        if (moments && isEarly) this.#traces[offset + j]?.addBegun(raw, j, size, moments);
        else if (moments) this.#traces[offset + j]?.add(moments);
        this.#recent[offset + j]?.add(raw, j, size);
        this.#tails[offset + j]?.tail.add(raw, j, size);
      }
    }
  }
}

/** A tail and its last fit, which takes milliseconds and changes slowly. */
class FittedTail {
  readonly tail = new Tail();
  #fit: TailFit | undefined;
  #count = 0;

  fit(): TailFit | undefined {
    if (this.tail.count > REFIT * this.#count) {
      this.#count = this.tail.count;
      this.#fit = this.tail.fit();
    }
    return this.#fit;
  }
}
