import { feedsOf, structureOf } from '../compile/feeds';
import { type Model, modelOf } from '../compile/model';
import { compileDraws } from '../compile/nodes';
import { compilePlan } from '../compile/plan';
import type { Document } from '../document/types';
import { ExecutorError, type Runner } from '../executors/contract';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import type { Feeds, Program } from '../ir/program';
import type { Snapshot } from './contract';
import { planFeeds } from './planFeeds';
import { PlanRun } from './planRun';

/** Draws handed out for the pictures in the circles. */
const DRAWS = 500;

/** Makes runners of the fast executor; may fail for one program, or be lost and come back. */
export interface FastExecutor {
  prepare(program: Program): Promise<Runner>;
}

export interface Focus {
  readonly parameter: string;
  readonly coordinate: number;
}

/**
 * A comparison of the plans of one document. Starts on the reference executor at once, and hands each plan over to
 * the fast executor when its program is ready there. Knows no thread: the worker and the page drive it alike.
 */
export class Session {
  #document: Document | undefined;
  #structure = '';
  #model: Model | undefined;
  #feeds: Feeds = new Map();
  #plans: PlanRun[] = [];
  #draws: { runner: ReferenceRunner; names: readonly string[] } | undefined;
  #fast: FastExecutor | undefined;
  #failure: ExecutorError | undefined;
  #focus: Focus | undefined;
  #generation = 0;
  /** The plans still wait for the fast executor: compiling for it begins when the first estimates are made. */
  #waiting = false;

  get generation(): number {
    return this.#generation;
  }

  get estimates(): number {
    return this.#plans.length === 0 ? 0 : Math.min(...this.#plans.map(({ estimates }) => estimates));
  }

  get empty(): boolean {
    return this.#plans.length === 0;
  }

  /**
   * Shows another document, or the same with other numbers: then nothing is compiled again. All estimates start
   * afresh. Throws a FindingError where the document cannot run; the session is then empty.
   */
  open(document: Document, generation: number): void {
    this.#generation = generation;
    const structure = structureOf(document);
    if (this.#document && structure === this.#structure) {
      this.#document = document;
      this.#feed(document);
      this.reset();
      return;
    }
    this.close();
    const model: Model = modelOf(document);
    const plans = document.plans.map((plan) => new PlanRun(plan, compilePlan(model, plan)));
    const draws = compileDraws(model).program;
    this.#draws = { runner: prepareReference(draws), names: draws.outputs.map(({ name }) => name) };
    this.#plans = plans;
    this.#model = model;
    try {
      this.#feed(document);
    } catch (error) {
      this.close();
      throw error;
    }
    this.#document = document;
    this.#structure = structure;
    this.#waiting = true;
  }

  /** Gives every plan the numbers of the document, and those that follow from them. */
  #feed(document: Document): void {
    this.#feeds = feedsOf(document);
    for (const run of this.#plans)
      run.feeds = this.#model ? planFeeds(this.#model, run.plan, run.compiled, this.#feeds) : this.#feeds;
  }

  close(): void {
    for (const plan of this.#plans) plan.dispose();
    this.#plans = [];
    this.#draws = undefined;
    this.#model = undefined;
    this.#document = undefined;
    this.#structure = '';
  }

  /** From now on plans run on this executor where it takes them. */
  runOn(executor: FastExecutor): void {
    this.#fast = executor;
    this.#failure = undefined;
    this.#waiting = true;
    this.#handOver();
  }

  /** There is no fast executor, or no more: plans go on with the reference executor. */
  withoutFast(error: ExecutorError): void {
    this.#fast = undefined;
    this.#failure = error;
    for (const plan of this.#plans) plan.fallBack(error.failure, error.detail);
  }

  look(focus: Focus): void {
    this.#focus = focus;
  }

  /** The same document from its first estimate. */
  restart(generation: number): void {
    this.#generation = generation;
    this.reset();
  }

  reset(): void {
    for (const plan of this.#plans) plan.reset();
  }

  /**
   * One round: the plan that is furthest behind makes its next estimates. Rejects with an ExecutorError
   * 'context-lost' where the fast executor is gone; any other failure of a plan makes that plan fall back.
   */
  async advance(seed: number): Promise<void> {
    const plan = this.#plans.reduce<PlanRun | undefined>(
      (least, own) => (least && least.estimates <= own.estimates ? least : own),
      undefined,
    );
    if (!plan) return;
    await this.#attempt(plan, () => plan.advance(seed));
    this.#handOver();
  }

  /** Exactly `count` more estimates of every plan. */
  async step(seed: number, count: number): Promise<void> {
    for (const plan of this.#plans) await this.#attempt(plan, () => plan.step(seed, count));
    this.#handOver();
  }

  snapshot(seed: number): Snapshot {
    return {
      generation: this.#generation,
      estimates: this.estimates,
      plans: this.#plans.map((plan) => plan.snapshot(this.#focus)),
      draws: this.#drawNodes(seed),
    };
  }

  async #attempt(plan: PlanRun, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ExecutorError) || error.failure === 'context-lost') throw error;
      plan.fallBack(error.failure, error.detail);
    }
  }

  #handOver(): void {
    if (!this.#waiting || this.estimates === 0) return;
    this.#waiting = false;
    for (const plan of this.#plans) {
      if (this.#failure) plan.fallBack(this.#failure.failure, this.#failure.detail);
      if (!this.#fast) continue;
      this.#fast.prepare(plan.compiled.program).then(
        (runner) => {
          if (this.#plans.includes(plan)) plan.use(runner);
          else runner.dispose();
        },
        (error: unknown) => {
          if (error instanceof ExecutorError) plan.fallBack(error.failure, error.detail);
          else throw error;
        },
      );
    }
  }

  #drawNodes(seed: number): Snapshot['draws'] {
    if (!this.#draws || this.estimates === 0) return [];
    const { runner, names } = this.#draws;
    const count = Math.min(DRAWS, this.estimates);
    // The latest draws of the first sample of each estimate: what the plans themselves have just drawn.
    const { raw } = runner.runNow({
      seed,
      first: this.estimates - count,
      count,
      feeds: this.#feeds,
      raw: count,
    });
    return names.map((node, i) => {
      const values = raw[i] ?? new Float64Array(0);
      const size = Math.max(1, values.length / count);
      return { node, values: Float32Array.from({ length: count }, (_, k) => values[k * size] ?? Number.NaN) };
    });
  }
}
