import {
  compilePlan,
  type Document,
  estimateWork,
  type Feeds,
  isHeavy,
  type Model,
  merge,
  modelOf,
  NO_MOMENTS,
  type Plan,
  planFeeds,
  prepareReference,
  type ReferenceRunner,
  type Shape,
  sizeOf,
  standardError,
  Tail,
  variance,
} from '../engine';
import { finite, nested } from './nested';
import { BEST_CONSTANTS } from './readDocument';

export interface EstimateOptions {
  readonly plan: string | undefined;
  /** Missing: the usual number, or as many as are soon made. */
  readonly estimates: number | undefined;
  readonly seed: number;
}

/** Estimates where no other number is asked for. */
export const USUAL = 100_000;
/** Operations on single numbers that end within a few seconds. */
const SOON = 2 ** 26;
/** Operations that a number of an estimate is worth: its moments are kept one by one. */
const KEEPING = 64;
/** What a variance needs. */
const FEWEST = 2;

/** How many estimates of each of these plans are soon made. */
function fittingEstimates(model: Model, plans: readonly Plan[]): number {
  const programs = plans.map((plan) => compilePlan(model, plan).program);
  const fitting = programs.map((program) => {
    const { instructions, outputs, warmUp } = program;
    const work = estimateWork(program);
    const kept = outputs.reduce((sum, { value }) => sum + sizeOf(instructions[value]?.shape ?? []), 0);
    return (SOON / programs.length - warmUp * work) / (1 + work + KEEPING * kept);
  });
  return Math.max(FEWEST, Math.floor(Math.min(USUAL, ...fitting)));
}

/** The answer of `scg estimate --json`. */
export function estimate(document: Document, { plan, estimates: asked, seed }: EstimateOptions) {
  const model = modelOf(document);
  const chosen = document.plans.filter(({ name }) => plan === undefined || name === plan);
  const estimates = asked ?? Math.min(USUAL, fittingEstimates(model, chosen));
  const run = (own: Plan) => {
    const { program, parameters } = compilePlan(model, own);
    const numbers = planFeeds(model, own, undefined, BEST_CONSTANTS);
    const runner = prepareReference(program);
    const started = performance.now();
    const { moments, tails } = inBatches(runner, { seed, estimates, feeds: numbers });
    const milliseconds = performance.now() - started;
    const cost = moments[0]?.[0];
    return {
      plan: own.name,
      executor: runner.executor,
      milliseconds: Math.round(milliseconds * 10) / 10,
      cost: {
        mean: finite(cost?.mean),
        standardError: cost ? finite(standardError(cost)) : null,
        tail: told(tails[0], []),
      },
      gradient: Object.fromEntries(
        parameters.map(({ name, shape }, i) => {
          const own = moments[i + 1] ?? [];
          const variances = own.map(variance);
          return [
            name,
            {
              mean: nested(
                own.map(({ mean }) => mean),
                shape,
              ),
              variance: nested(variances, shape),
              standardError: nested(own.map(standardError), shape),
              totalVariance: finite(variances.reduce((sum, v) => sum + v, 0)),
              tail: told(tails[i + 1], shape),
            },
          ];
        }),
      ),
    };
  };
  return { seed, estimates, plans: chosen.map(run) };
}

interface BatchesRequest {
  readonly seed: number;
  readonly estimates: number;
  readonly feeds: Feeds;
}

/** Single estimates that are held at a time, in numbers. */
const HELD = 2 ** 21;
/** Coordinates of one output whose tails are kept. */
const MOST_TAILS = 512;

/** Moments of all estimates, and the tails of single ones. */
function inBatches(runner: ReferenceRunner, { seed, estimates, feeds }: BatchesRequest) {
  const { outputs, instructions } = runner.program;
  const sizes = outputs.map(({ value }) => sizeOf(instructions[value]?.shape ?? []));
  const tails = sizes.map((size) => Array.from({ length: Math.min(size, MOST_TAILS) }, () => new Tail()));
  let moments = sizes.map((size) => Array.from({ length: size }, () => NO_MOMENTS));
  const most = Math.ceil(HELD / sizes.reduce((sum, size) => sum + size, 1));
  for (let first = 0; first < estimates; first += most) {
    const count = Math.min(most, estimates - first);
    const batch = runner.runNow({ seed, first, count, feeds, raw: count });
    moments = moments.map((own, i) => own.map((m, j) => merge(m, batch.moments[i]?.[j] ?? NO_MOMENTS)));
    for (const [i, own] of tails.entries())
      for (const [j, tail] of own.entries()) tail.add(batch.raw[i] ?? new Float64Array(), j, sizes[i]);
  }
  return { moments, tails };
}

/** Pareto k of every coordinate, null where there is no tail; `heavy` where some k is above the threshold. */
function told(tails: readonly Tail[] = [], shape: Shape) {
  const fits = tails.map((tail) => tail.fit());
  const { threshold = null } = fits.find((fit) => fit !== undefined) ?? {};
  return {
    k: nested(
      fits.map((fit) => fit?.k ?? Number.NaN),
      shape,
    ),
    threshold,
    heavy: fits.some(isHeavy),
  };
}
