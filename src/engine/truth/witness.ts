import { compilePlan } from '../compile/plan';
import type { Plan } from '../document/types';
import type { ExpectedCosts } from '../exact/expectedCosts';
import { prepareReference } from '../executors/reference/reference';
import { isSoonDrawn } from '../executors/reference/work';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';
import type { CostSampler } from './costSampler';
import type { ExactClaim, Sample } from './testimony';

/** A claim, and how to estimate it by drawing alone. */
export interface Witness extends ExactClaim {
  /** `count` single estimates, independent of one another, of the run with this seed. */
  readonly sample: (seed: number, first: number, count: number) => Sample;
  /** The same by another way, as far as there is one: with a smaller step. */
  readonly again: () => Witness;
  /**
   * Of a difference over a step that is too wide for what happens around the parameter, such as a kink nearby: one with
   * a step at which the integral's own difference is the derivative. Undefined where the step is not to blame for being
   * `off` by so much, or none is better.
   */
  readonly finer?: (off: number, expected: ExpectedCosts) => Witness | undefined;
}

/** The expected cost: the mean of costs. */
export function costWitness(costs: CostSampler, exact: number, bound: number): Witness {
  const own: Witness = {
    what: 'the expected cost',
    exact,
    bound,
    rounding: 1e-12 * Math.abs(exact),
    sample: (seed, first, count) => ({
      values: costs.sums(costs.names, costs.feeds, seed, first, count),
      remainders: undefined,
    }),
    again: () => own,
  };
  return own;
}

/** One coordinate of the gradient, and the costs whose derivative it is. */
export interface Slope {
  readonly parameter: string;
  readonly coordinate: number;
  readonly costs: readonly string[];
  readonly exact: number;
  readonly bound: number;
}

/** Coordinates of the gradient by the estimates of a plan that is known to be unbiased; none where these take too long. */
export function planWitnesses(
  model: Model,
  plan: Plan,
  feeds: Feeds,
  slopes: readonly Slope[],
): readonly Witness[] {
  const { program, parameters } = compilePlan(model, plan);
  if (!isSoonDrawn(program)) return [];
  const runner = prepareReference(program);
  let last: { key: string; raw: readonly Float64Array[] } | undefined;
  const raw = (seed: number, first: number, count: number) => {
    const key = `${seed} ${first} ${count}`;
    if (last?.key !== key) last = { key, raw: runner.runNow({ seed, first, count, feeds, raw: count }).raw };
    return last.raw;
  };
  return slopes.flatMap((slope): Witness[] => {
    const place = parameters.findIndex(({ name }) => name === slope.parameter);
    const slot = parameters[place];
    if (!slot) return [];
    const size = sizeOf(slot.shape);
    const own: Witness = {
      what: `the derivative in ${slope.parameter}${size > 1 ? `[${slope.coordinate}]` : ''}`,
      exact: slope.exact,
      bound: slope.bound,
      rounding: 1e-12 * Math.abs(slope.exact),
      sample: (seed, first, count) => ({
        values: Float64Array.from(
          { length: count },
          (_, i) => raw(seed, first, count)[place + 1]?.[i * size + slope.coordinate] ?? Number.NaN,
        ),
        remainders: undefined,
      }),
      again: () => own,
    };
    return [own];
  });
}
