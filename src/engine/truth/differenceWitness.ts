import type { ExpectedCosts } from '../exact/expectedCosts';
import type { Feeds } from '../ir/program';
import { type Moments, momentsOf, standardError } from '../statistics/moments';
import type { CostSampler } from './costSampler';
import type { Slope, Witness } from './witness';

/**
 * The widest step, as a share of the parameter, or of 1 where it is small; every other one is a quarter of the last.
 */
const WIDEST = 0.2;
const STEPS = 10;
/**
 * Finer steps that are tried where the integral's own difference is not the derivative, and the share of a disagreement
 * that it may be off by.
 */
const FINER = 12;
const OWN = 0.1;
/** Draws by which the step is chosen: as many as take so long in all, in milliseconds, within limits. */
const PILOT_TIME = 300;
const PILOT = { least: 50, most: 2000 } as const;

/**
 * A coordinate of the gradient by a symmetric difference of costs at the same noise, extrapolated from two steps
 * (Richardson): it asks nothing of the graph. The step is the one whose remainder and noise together are least in a few
 * draws, jumps that these did not show included: the smaller the step, the rarer and larger they are. Undefined where
 * the parameter cannot move. Yields now and then.
 */
export function* differenceWitness(
  costs: CostSampler,
  slope: Slope,
  seed: number,
): Generator<undefined, Witness | undefined, undefined> {
  const line = new Line(costs, slope);
  const started = performance.now();
  const drawn = costs.sums(slope.costs, costs.feeds, seed, 0, PILOT.least);
  const each = (performance.now() - started) / PILOT.least;
  const draws = Math.round(
    Math.max(PILOT.least, Math.min(PILOT.most, PILOT_TIME / (2 * STEPS * Math.max(each, 1e-6)))),
  );
  const tried: Tried[] = [];
  for (let j = 0; j < STEPS; j++) {
    const h = WIDEST * Math.max(1, Math.abs(line.at)) * 0.25 ** j;
    if (tried.length > 0 || line.isSound(h))
      tried.push({ h, of: momentsOf(line.difference(h, seed, 0, draws)) });
    yield;
  }
  const costsSeen = { size: Math.abs(momentsOf(drawn).mean), jump: Math.max(...drawn) - Math.min(...drawn) };
  const h = bestStep(tried, costsSeen, draws);
  return h === undefined ? undefined : witnessAt(line, h, costsSeen);
}

/** Differences of costs along one coordinate of a parameter. */
class Line {
  /** Where the coordinate stands. */
  readonly at: number;
  /** Numbers of its parameter. */
  readonly size: number;
  readonly #values: Float64Array;

  constructor(
    readonly costs: CostSampler,
    readonly slope: Slope,
  ) {
    this.#values = Float64Array.from(costs.feeds.get(slope.parameter) ?? []);
    this.size = this.#values.length;
    this.at = this.#values[slope.coordinate] ?? Number.NaN;
  }

  moved(x: number): Feeds {
    const values = this.#values.slice();
    values[this.slope.coordinate] = x;
    return new Map([...this.costs.feeds, [this.slope.parameter, values]]);
  }

  /** Whether every distribution can take the numbers a step away on either side. */
  isSound(h: number): boolean {
    return [this.at - h, this.at + h].every((x) => this.costs.isSound(this.moved(x)));
  }

  /** Symmetric differences over a step, one a draw. */
  difference(h: number, seed: number, first: number, count: number): Float64Array {
    const { costs } = this.slope;
    const above = this.costs.sums(costs, this.moved(this.at + h), seed, first, count);
    const below = this.costs.sums(costs, this.moved(this.at - h), seed, first, count);
    return above.map((cost, i) => (cost - (below[i] as number)) / (2 * h));
  }

  /** The integral's own difference, extrapolated from two steps. */
  expected(h: number, expected: ExpectedCosts): number {
    const [coarse, fine] = [h, h / 2].map((own) => {
      const [above, below] = [this.at + own, this.at - own].map(
        (x) => expected(this.slope.costs, this.moved(x))?.value,
      );
      return ((above ?? Number.NaN) - (below ?? Number.NaN)) / (2 * own);
    }) as [number, number];
    return (4 * fine - coarse) / 3;
  }
}

/** What the differences over a step were like in a few draws. */
interface Tried {
  readonly h: number;
  readonly of: Moments;
}

/** The mean of the costs, and the most that one draw differs from another: by so much they may jump. */
interface CostsSeen {
  readonly size: number;
  readonly jump: number;
}

/** The step whose remainder and noise together are least. */
function bestStep(tried: readonly Tried[], { size, jump }: CostsSeen, draws: number): number | undefined {
  const priced = tried.map(({ h, of }, j) => {
    const remainders = tried.slice(j + 1).map((finer) => {
      // A draw in which the cost jumps is rare where the step is small, and large by as much.
      const chance = 4 * (standardError(of) + standardError(finer.of)) + (3 * jump) / (draws * finer.h);
      return Math.abs(of.mean - finer.of.mean) - chance;
    });
    const noise = 0.05 * standardError(of) + (1e-4 * jump + 1e-15 * size) / h;
    return { h, price: Math.max(0, ...remainders) + noise };
  });
  return priced.filter(({ price }) => Number.isFinite(price)).sort((a, b) => a.price - b.price)[0]?.h;
}

function witnessAt(line: Line, h: number, costs: CostsSeen): Witness {
  const { slope } = line;
  return {
    what: `the derivative in ${slope.parameter}${line.size > 1 ? `[${slope.coordinate}]` : ''}`,
    exact: slope.exact,
    bound: slope.bound,
    rounding: (1e-14 * costs.size) / h,
    // Of the finer of two steps, extrapolated.
    unseen: (4 * costs.jump) / (3 * h),
    sample: (seed, first, count) => {
      const coarse = line.difference(h, seed, first, count);
      const fine = line.difference(h / 2, seed, first, count);
      return {
        values: fine.map((d, i) => (4 * d - (coarse[i] as number)) / 3),
        remainders: fine.map((d, i) => d - (coarse[i] as number)),
      };
    },
    again: () => witnessAt(line, h / 4, costs),
    finer: (off, expected) => {
      const differs = (step: number) => !(Math.abs(line.expected(step, expected) - slope.exact) <= OWN * off);
      if (!differs(h)) return undefined;
      const steps = Array.from({ length: FINER }, (_, j) => h * 0.25 ** (j + 1));
      const step = steps.find((own) => !differs(own));
      return step === undefined ? undefined : witnessAt(line, step, costs);
    },
  };
}
