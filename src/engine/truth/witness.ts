import { numbersChecker } from '../check/checkNumbers';
import { compileCostDraws } from '../compile/nodes';
import { compilePlan } from '../compile/plan';
import type { Finding } from '../diagnostics/types';
import type { Plan } from '../document/types';
import type { ExpectedCosts } from '../exact/expectedCosts';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import { isSoonDrawn } from '../executors/reference/work';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';
import { type Moments, merge, momentsOf, NO_MOMENTS, standardError, variance } from '../statistics/moments';
import { Tail } from '../statistics/paretoTail';

/** A number of the exact answer, held to be the mean of what is drawn. */
export interface Claim {
  /** What it is, in words. */
  readonly what: string;
  readonly exact: number;
  /** Of the exact number's own error. */
  readonly bound: number;
  /** Of what single values lose by rounding. */
  readonly rounding: number;
  /** How large a value may be that no draw has shown yet; missing: as far from the others as they are from one another. */
  readonly unseen?: number;
}

/** A claim, and how to estimate it by drawing alone. */
export interface Witness extends Claim {
  /** `count` single estimates, independent of one another, of the run with this seed. */
  readonly sample: (seed: number, first: number, count: number) => Sample;
  /** The same by another way, as far as there is one: with a smaller step. */
  readonly again: () => Witness;
  /**
   * Of a difference over a step that is too wide for what happens around the parameter, such as a kink nearby: one with a step at which the
   * integral's own difference is the derivative. Undefined where the step is not to blame for being `off` by so much, or none is better.
   */
  readonly finer?: (off: number, expected: ExpectedCosts) => Witness | undefined;
}

export interface Sample {
  readonly values: Float64Array;
  /** Of a difference: by how much it changes as the step is halved. */
  readonly remainders: Float64Array | undefined;
}

/** What has been drawn so far for or against a claim. */
export class Testimony<C extends Claim = Witness> {
  #moments: Moments = NO_MOMENTS;
  #remainders: Moments = NO_MOMENTS;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  readonly #tail = new Tail();

  constructor(readonly witness: C) {}

  add({ values, remainders }: Sample): void {
    this.#moments = merge(this.#moments, momentsOf(values));
    for (const value of values) {
      this.#least = Math.min(this.#least, value);
      this.#most = Math.max(this.#most, value);
    }
    if (remainders) this.#remainders = merge(this.#remainders, momentsOf(remainders));
    this.#tail.add(values);
  }

  get count(): number {
    return this.#moments.count;
  }

  get estimate(): number {
    return this.#moments.mean;
  }

  get error(): number {
    return standardError(this.#moments);
  }

  get variance(): number {
    return variance(this.#moments);
  }

  /** How far the estimate may be from the truth: by chance, by what is too rare to be seen, by the step, by rounding, and by the exact number's own bound. */
  get reach(): number {
    const { count, mean } = this.#remainders;
    // What is left of the step after Richardson's extrapolation is well below what halving it changed.
    const step = count > 0 ? (Math.abs(mean) + standardError(this.#remainders)) / 3 : 0;
    const { bound, rounding, unseen = this.#most - this.#least } = this.witness;
    return CHANCE * this.error + (RARE * unseen) / this.count + step + bound + rounding;
  }

  /** Whether the standard error is known well enough to judge by: enough different values, and no heavy tail. */
  get isTrusted(): boolean {
    const { count, mean, m2, m4 } = this.#moments;
    const spread = Math.sqrt(m2 / count);
    if (!(spread > EQUAL * Math.abs(mean)) || !Number.isFinite(m4)) return false;
    const kurtosis = (count * m4) / (m2 * m2);
    const tail = this.#tail.fit();
    return count > FEWEST * kurtosis && (tail === undefined || tail.k < HEAVIEST);
  }

  get disagrees(): boolean {
    return this.isTrusted && Math.abs(this.estimate - this.witness.exact) > this.reach;
  }

  /** No more draws would tell more. */
  get isSettled(): boolean {
    const size = Math.max(Math.abs(this.estimate), Math.abs(this.witness.exact));
    return this.count >= ENOUGH && this.error < PRECISE * size;
  }
}

/** Standard errors that chance does not reach: beyond in 6 of ten million, and a disagreement is asked for twice. */
const CHANCE = 5;
/** What comes so many times in all draws, on average, does not stay away from all of them (a chance of e^-10). */
const RARE = 10;
/** So many draws for every unit of kurtosis give the variance to a fifth. */
const FEWEST = 25;
/** Tails from here on have no variance (Pareto k), and standard errors of means no use. */
const HEAVIEST = 0.5;
/** Values that differ by less are the same but for rounding. */
const EQUAL = 1e-9;
const PRECISE = 1e-3;
const ENOUGH = 10_000;

/** Sums of costs by drawing. */
export class CostSampler {
  readonly #runner: ReferenceRunner;
  readonly #findings: (feeds: Feeds) => readonly Finding[];
  readonly names: readonly string[];

  constructor(
    readonly model: Model,
    readonly feeds: Feeds,
  ) {
    const { program } = compileCostDraws(model);
    this.#runner = prepareReference(program);
    this.#findings = numbersChecker(model);
    this.names = program.outputs.map(({ name }) => name.slice('cost:'.length));
  }

  /** Whether every distribution can take these numbers. */
  isSound(feeds: Feeds): boolean {
    return this.#findings(feeds).length === 0;
  }

  /** The sum of these costs in every one of `count` draws. */
  sums(costs: readonly string[], feeds: Feeds, seed: number, first: number, count: number): Float64Array {
    const { raw } = this.#runner.runNow({ seed, first, count, feeds, raw: count });
    const sums = new Float64Array(count);
    this.names.forEach((name, i) => {
      if (!costs.includes(name)) return;
      raw[i]?.forEach((cost, row) => {
        sums[row] = (sums[row] as number) + cost;
      });
    });
    return sums;
  }
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

/** The widest step, as a share of the parameter, or of 1 where it is small; every other one is a quarter of the last. */
const WIDEST = 0.2;
const STEPS = 10;
/** Finer steps that are tried where the integral's own difference is not the derivative, and the share of a disagreement that it may be off by. */
const FINER = 12;
const OWN = 0.1;
/** Draws by which the step is chosen: as many as take so long in all, in milliseconds, within limits. */
const PILOT_TIME = 300;
const PILOT = { least: 50, most: 2000 } as const;

/**
 * A coordinate of the gradient by a symmetric difference of costs at the same noise, extrapolated from two steps (Richardson): it
 * asks nothing of the graph. The step is the one whose remainder and noise together are least in a few draws, jumps that these
 * did not show included: the smaller the step, the rarer and larger they are. Undefined where the parameter
 * cannot move. Yields now and then.
 */
export function* differenceWitness(
  costs: CostSampler,
  slope: Slope,
  seed: number,
): Generator<undefined, Witness | undefined, undefined> {
  const { feeds } = costs;
  const at = feeds.get(slope.parameter)?.[slope.coordinate] ?? Number.NaN;
  const moved = (x: number): Feeds => {
    const values = Float64Array.from(feeds.get(slope.parameter) ?? []);
    values[slope.coordinate] = x;
    return new Map([...feeds, [slope.parameter, values]]);
  };
  const difference = (h: number, own: number, first: number, count: number) => {
    const above = costs.sums(slope.costs, moved(at + h), own, first, count);
    const below = costs.sums(slope.costs, moved(at - h), own, first, count);
    return above.map((cost, i) => (cost - (below[i] as number)) / (2 * h));
  };
  const started = performance.now();
  const drawn = costs.sums(slope.costs, feeds, seed, 0, PILOT.least);
  const size = Math.abs(momentsOf(drawn).mean);
  // A draw in which the cost jumps by this much is rare where the step is small, and large by as much.
  const jump = Math.max(...drawn) - Math.min(...drawn);
  const each = (performance.now() - started) / PILOT.least;
  const pilot = Math.round(
    Math.max(PILOT.least, Math.min(PILOT.most, PILOT_TIME / (2 * STEPS * Math.max(each, 1e-6)))),
  );
  const tried: { readonly h: number; readonly of: Moments }[] = [];
  for (let j = 0; j < STEPS; j++) {
    const h = WIDEST * Math.max(1, Math.abs(at)) * 0.25 ** j;
    const isInside = tried.length > 0 || [at - h, at + h].every((x) => costs.isSound(moved(x)));
    if (isInside) tried.push({ h, of: momentsOf(difference(h, seed, 0, pilot)) });
    yield;
  }
  const [best] = tried
    .map(({ h, of }, j) => {
      const others = tried.slice(j + 1).map((finer) => {
        const chance = 4 * (standardError(of) + standardError(finer.of)) + (3 * jump) / (pilot * finer.h);
        return Math.abs(of.mean - finer.of.mean) - chance;
      });
      const noise = 0.05 * standardError(of) + (1e-4 * jump + 1e-15 * size) / h;
      return { h, price: Math.max(0, ...others) + noise };
    })
    .filter(({ price }) => Number.isFinite(price))
    .sort((a, b) => a.price - b.price);
  if (!best) return undefined;
  const witness = (h: number): Witness => ({
    what: `the derivative in ${slope.parameter}${(feeds.get(slope.parameter)?.length ?? 1) > 1 ? `[${slope.coordinate}]` : ''}`,
    exact: slope.exact,
    bound: slope.bound,
    rounding: (1e-14 * size) / h,
    // Of the finer of two steps, extrapolated.
    unseen: (4 * jump) / (3 * h),
    sample: (own, first, count) => {
      const coarse = difference(h, own, first, count);
      const fine = difference(h / 2, own, first, count);
      return {
        values: fine.map((d, i) => (4 * d - (coarse[i] as number)) / 3),
        remainders: fine.map((d, i) => d - (coarse[i] as number)),
      };
    },
    again: () => witness(h / 4),
    finer: (off, expected) => {
      const differs = (step: number) => {
        const [coarse, fine] = [step, step / 2].map((own) => {
          const [above, below] = [at + own, at - own].map((x) => expected(slope.costs, moved(x))?.value);
          return ((above ?? Number.NaN) - (below ?? Number.NaN)) / (2 * own);
        }) as [number, number];
        return !(Math.abs((4 * fine - coarse) / 3 - slope.exact) <= OWN * off);
      };
      if (!differs(h)) return undefined;
      const steps = Array.from({ length: FINER }, (_, j) => h * 0.25 ** (j + 1));
      const step = steps.find((own) => !differs(own));
      return step === undefined ? undefined : witness(step);
    },
  });
  return witness(best.h);
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
