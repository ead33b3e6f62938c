import { feedsOf } from '../compile/feeds';
import { compileDraws } from '../compile/nodes';
import { compilePlans } from '../compile/plan';
import { planFeeds } from '../exact/planFeeds';
import type { ExecutorError } from '../executors/contract';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import { estimateWork, refuseWork } from '../executors/reference/work';
import type { Feeds } from '../ir/program';
import type { FastExecutor } from '../jobs/fast';
import type { Model } from '../model/model';
import type { Focus, Snapshot } from './contract';
import { PlanRun } from './planRun';

/** Draws handed out for the pictures in the circles. */
const DRAWS = 500;
/** Operations that they may take, with every snapshot. */
const DRAW_OPERATIONS = 2 ** 22;

/**
 * A comparison of the plans of one document. Starts on the reference executor at once, and hands each plan over to
 * the fast executor when its program is ready there. Knows no thread: the worker and the page drive it alike.
 */
export class RunSession {
  #feeds: Feeds = new Map();
  #plans: PlanRun[] = [];
  #draws: { runner: ReferenceRunner; names: readonly string[] } | undefined;
  #fast: FastExecutor | undefined;
  #failure: ExecutorError | undefined;
  #focus: Focus | undefined;
  /** Found while plans were handed over, and told by the next round. */
  #lost: ExecutorError | undefined;
  /** The plans still wait for the fast executor: compiling for it begins when the first estimates are made. */
  #waiting = false;

  get estimates(): number {
    return this.#plans.length === 0 ? 0 : Math.min(...this.#plans.map(({ estimates }) => estimates));
  }

  get empty(): boolean {
    return this.#plans.length === 0;
  }

  /**
   * Shows another document, or the same with other numbers: then no plan is made ready again. All estimates start
   * afresh. Throws a FindingError where the document cannot run; the session is then empty.
   */
  open(model: Model): void {
    try {
      const all = compilePlans(model);
      refuseWork(all.map(({ plan, compiled }) => ({ name: plan.name, program: compiled.program })));
      const isSame =
        all.length === this.#plans.length &&
        all.every(({ compiled }, i) => compiled === this.#plans[i]?.compiled);
      if (isSame) for (const run of this.#plans) run.reset();
      else
        this.#begin(
          model,
          all.map(({ plan, compiled }) => new PlanRun(plan, compiled)),
        );
      this.#feeds = feedsOf(model.document);
      for (const run of this.#plans) run.feeds = planFeeds(model, run.plan, this.#feeds);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #begin(model: Model, plans: PlanRun[]): void {
    this.close();
    const draws = compileDraws(model).program;
    this.#draws = { runner: prepareReference(draws), names: draws.outputs.map(({ name }) => name) };
    this.#plans = plans;
    this.#waiting = true;
  }

  close(): void {
    for (const plan of this.#plans) plan.dispose();
    this.#plans = [];
    this.#draws = undefined;
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
    this.#lost = undefined;
    this.#failure = error;
    for (const plan of this.#plans) plan.fallBack(error);
  }

  look(focus: Focus): void {
    this.#focus = focus;
  }

  /**
   * One round: the plan that is furthest behind makes its next estimates. Rejects with an ExecutorError
   * 'context-lost' where the fast executor is gone.
   */
  async advance(seed: number): Promise<void> {
    const plan = this.#plans.reduce<PlanRun | undefined>(
      (least, own) => (least && least.estimates <= own.estimates ? least : own),
      undefined,
    );
    if (!plan) return;
    if (this.#lost) throw this.#lost;
    await plan.advance(seed);
    this.#handOver();
  }

  /** Every plan owes exactly `count` more estimates. */
  owe(count: number): void {
    for (const plan of this.#plans) plan.owe(count);
  }

  get owes(): boolean {
    return this.#plans.some((plan) => plan.owes);
  }

  /** Nothing is owed any more. */
  forgive(): void {
    for (const plan of this.#plans) plan.forgive();
  }

  /** One round: some of what is owed. */
  async pay(seed: number): Promise<void> {
    await this.#plans.find((plan) => plan.owes)?.pay(seed);
    if (!this.owes) this.#handOver();
  }

  snapshot(seed: number): Snapshot {
    return {
      estimates: this.estimates,
      plans: this.#plans.map((plan) => plan.snapshot(this.#focus)),
      draws: this.#drawNodes(seed),
    };
  }

  #handOver(): void {
    if (!this.#waiting || this.estimates === 0) return;
    this.#waiting = false;
    for (const plan of this.#plans) {
      if (this.#failure) plan.fallBack(this.#failure);
      if (!this.#fast) continue;
      plan.handOver(this.#fast).catch((error: ExecutorError) => {
        this.#lost = error;
      });
    }
  }

  #drawNodes(seed: number): Snapshot['draws'] {
    if (!this.#draws || this.estimates === 0) return [];
    const { runner, names } = this.#draws;
    const fitting = Math.max(1, Math.floor(DRAW_OPERATIONS / (1 + estimateWork(runner.program))));
    const count = Math.min(DRAWS, fitting, this.estimates);
    // The latest draws of the first sample of each estimate: what the plans themselves have just drawn.
    const { raw } = runner.runNow({
      seed,
      first: this.estimates - count,
      count,
      feeds: this.#feeds,
      raw: count,
    });
    return names.map((node, i) => {
      return { node, values: Float32Array.from(raw[i] ?? []) };
    });
  }
}
