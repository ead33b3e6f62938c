import { analyse } from '../../src/engine/analysis/analyse';
import { checkWritten } from '../../src/engine/check/check';
import { feedsOf } from '../../src/engine/compile/feeds';
import { compileCostDraws } from '../../src/engine/compile/nodes';
import { compilePlan } from '../../src/engine/compile/plan';
import { FindingError } from '../../src/engine/diagnostics/types';
import { isError } from '../../src/engine/diagnostics/words';
import { isUnbiasedByDesign } from '../../src/engine/document/estimators';
import type { Document, Plan } from '../../src/engine/document/types';
import { planFeeds } from '../../src/engine/exact/planFeeds';
import { prepareReference, type ReferenceRunner } from '../../src/engine/executors/reference/reference';
import type { Feeds, Program } from '../../src/engine/ir/program';
import { type Model, modelOf } from '../../src/engine/model/model';
import { type ExactOutcome, exactAnswer } from '../../src/engine/testing/exactAnswer';

/** Whether a document can run at all. */
export function isSound(document: Document): boolean {
  const { fields, expressions } = checkWritten(modelOf(document));
  return ![...fields, ...expressions].some(isError);
}

/** A plan made ready to run beside what is said of it. */
export interface PlanTrial {
  readonly plan: Plan;
  readonly runner: ReferenceRunner;
  readonly feeds: Feeds;
  /** Coordinates of the gradient, in the order of the program's outputs after the cost. */
  readonly coordinates: readonly Coordinate[];
  /** Whether its mean is the gradient, as far as the analysis of the graph knows. */
  readonly sound: boolean;
}

export interface Coordinate {
  readonly parameter: string;
  readonly k: number;
}

/** A document with its exact answer, ready to be run. */
export interface Trial {
  readonly document: Document;
  readonly outcome: ExactOutcome;
  readonly milliseconds: number;
  readonly feeds: Feeds;
  readonly costs: ReferenceRunner;
  readonly plans: readonly PlanTrial[];
}

/** Compiles a document, and asks for its exact answer. Throws what the engine throws. */
export function prepare(document: Document): Trial {
  const model = modelOf(document);
  const feeds = feedsOf(document);
  const started = performance.now();
  const outcome = exactAnswer(model, document.plans, feeds);
  const milliseconds = performance.now() - started;
  return {
    document,
    outcome,
    milliseconds,
    feeds,
    costs: prepareReference(compileCostDraws(model).program),
    plans: document.plans.flatMap((plan) => planTrial(model, plan, feeds) ?? []),
  };
}

/** Undefined where the plan cannot run on this document, and says so. */
function planTrial(model: Model, plan: Plan, feeds: Feeds): PlanTrial | undefined {
  try {
    const compiled = compilePlan(model, plan);
    return {
      plan,
      runner: prepareReference(compiled.program),
      feeds: planFeeds(model, plan, feeds),
      coordinates: compiled.parameters.flatMap(({ name, shape }) =>
        Array.from({ length: shape.reduce((size, n) => size * n, 1) }, (_, k) => ({ parameter: name, k })),
      ),
      sound: isUnbiasedByDesign(plan) && analyse(model, plan).violations.length === 0,
    };
  } catch (error) {
    if (error instanceof FindingError) return undefined;
    throw error;
  }
}

/** Every estimate, by flattened output coordinate. */
export function columnsOf(
  runner: ReferenceRunner,
  feeds: Feeds,
  seed: number,
  count: number,
): Float64Array[] {
  runner.reset();
  const { raw } = runner.runNow({ seed, first: 0, count, feeds, raw: count });
  return raw.flatMap((values) => {
    const size = Math.round(values.length / count);
    return Array.from({ length: size }, (_, k) =>
      Float64Array.from({ length: count }, (__, i) => values[i * size + k] as number),
    );
  });
}

/** The sum of all costs, estimate by estimate. */
export function costsOf({ costs }: Trial, feeds: Feeds, seed: number, count: number): Float64Array {
  const columns = columnsOf(costs, feeds, seed, count);
  return Float64Array.from({ length: count }, (_, i) =>
    columns.reduce((sum, column) => sum + (column[i] as number), 0),
  );
}

export function programOf({ costs }: Trial): Program {
  return costs.program;
}
