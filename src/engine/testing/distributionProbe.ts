import { gradient } from '../autodiff/gradient';
import type { Args, Distribution, NumericArgs } from '../distributions/contract';
import { DISTRIBUTIONS } from '../distributions/registry';
import { prepareReference } from '../executors/reference/reference';
import { Builder, type Value } from '../ir/builder';
import { feedArgs } from './distributionArgs';
import type { DistributionSetting } from './distributionSettings';
import { evaluate } from './evaluate';
import { countedNoise } from './noise';

/** The numbers of one coordinate of one argument, for every draw. */
export interface Slopes {
  readonly arg: string;
  /** Which of the argument's numbers. */
  readonly position: number;
  readonly values: readonly number[];
}

/** What the suites ask of one distribution at one choice of arguments. */
export class DistributionProbe {
  readonly distribution: Distribution;

  constructor(readonly setting: DistributionSetting) {
    this.distribution = DISTRIBUTIONS[setting.name];
  }

  /** The numbers of a value that is written from the arguments alone. */
  coordinates(write: (b: Builder, args: Args) => Value): number[] {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, this.distribution, this.setting.args, 1);
    return evaluate(b, write(b, args), feeds);
  }

  logProb(args: NumericArgs, draws: readonly (readonly number[])[]): number[] {
    const b = new Builder();
    const given = feedArgs(b, this.distribution, args, draws.length);
    const x = this.#feedDraws(b, draws);
    return evaluate(b, this.distribution.logProb(b, given.args, x), { ...given.feeds, x: draws.flat() });
  }

  /** Gradients of the log density at each draw. */
  scores(draws: readonly (readonly number[])[]): Slopes[] {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, this.distribution, this.setting.args, draws.length);
    const total = b.sum(this.distribution.logProb(b, args, this.#feedDraws(b, draws)));
    return Object.entries(args).flatMap(([arg, value]) => {
      const [slope] = gradient(b, total, [value]) as [Value];
      return columns(arg, evaluate(b, slope, { ...feeds, x: draws.flat() }), draws.length);
    });
  }

  /** Independent draws by the reference executor. */
  draws(count: number, seed: number): number[][] {
    return this.paths(count, seed, (b) => b.constant(0)).draws;
  }

  /** Draws, and for each the derivatives in every argument of a scalar that is written from it. */
  paths(count: number, seed: number, write: (b: Builder, draw: Value) => Value) {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, this.distribution, this.setting.args, undefined);
    const draw = this.distribution.sample(b, args, [], countedNoise(b));
    const names = Object.keys(args);
    const slopes = gradient(b, write(b, draw), Object.values(args));
    const { raw } = prepareReference({
      instructions: b.instructions,
      outputs: [draw, ...slopes].map((value, i) => ({ name: String(i), value: value.id })),
      states: [],
      samples: 1,
      warmUp: 0,
    }).runNow({
      seed,
      first: 0,
      count,
      raw: count,
      feeds: new Map(Object.entries(feeds).map(([name, list]) => [name, Float64Array.from(list)])),
    });
    const [own = new Float64Array(0), ...others] = raw;
    const width = own.length / count;
    return {
      draws: Array.from({ length: count }, (_, i) => Array.from(own.subarray(i * width, (i + 1) * width))),
      slopes: names.flatMap((arg, i) => columns(arg, Array.from(others[i] ?? []), count)),
    };
  }

  #feedDraws(b: Builder, draws: readonly (readonly number[])[]): Value {
    return b.feed('x', this.distribution.vector ? [draws.length, draws[0]?.length ?? 0] : [draws.length]);
  }
}

function columns(arg: string, all: readonly number[], rows: number): Slopes[] {
  const width = all.length / rows;
  return Array.from({ length: width }, (_, position) => ({
    arg,
    position,
    values: Array.from({ length: rows }, (__, i) => all[i * width + position] as number),
  }));
}
