import { describe, expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { gammaP } from '../base/special/incompleteGamma';
import { normalQuantile } from '../base/special/normal';
import { prepareReference } from '../executors/reference/reference';
import { Builder, type Value } from '../ir/builder';
import { gridOf, likelyDraws, momentsOf } from '../testing/distributionGrid';
import { SETTINGS, titleOf } from '../testing/distributionSettings';
import { evaluate } from '../testing/evaluate';
import { countedNoise, noiseKinds, onlyNoise } from '../testing/noise';
import { integral } from '../testing/quadrature';
import { hasClassAxis } from './args';
import type { Args, Distribution, NumericArgs } from './contract';
import { DISTRIBUTIONS } from './registry';

/** Draws of each sampler test. */
const DRAWS = 40_000;
/** Standard errors that a sampled mean or variance may be off: a false alarm has probability 5.8e-7. */
const ERRORS = 5;
/** For the tests of the whole distribution. */
const FALSE_ALARM = 1e-6;
/** Levels of noise at which draws are looked at one by one. */
const LEVELS = Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50);

describe.each(SETTINGS.map((setting) => ({ title: titleOf(setting), setting })))('$title', ({ setting }) => {
  const distribution = DISTRIBUTIONS[setting.name];
  const grid = gridOf(setting);
  const mass = logProbAt(setting.args, grid.draws).map(Math.exp);
  const { mean, variance, fourth } = momentsOf(grid, mass);

  test('density integrates to one', () => {
    expect(Math.abs(integral(grid, mass) - 1)).toBeLessThan(distribution.discrete ? 1e-12 : 1e-11);
  });

  test('mean and variance are those of the density', () => {
    expectClose(coordinates(distribution.mean), mean, 1e-9);
    expectClose(coordinates(distribution.variance), variance, 1e-9);
  });

  test('distribution function is the integral of the density', () => {
    const { cdf } = distribution;
    if (!cdf) return;
    const at = setting.cuts ? setting.cuts.slice(1, -1) : grid.draws.slice(0, 60).flat();
    for (const x of at) {
      const below = mass.map((p, i) => ((grid.draws[i]?.[0] as number) <= x ? p : 0));
      expect(Math.abs(integral(grid, below) - cdf(setting.args, x))).toBeLessThan(1e-10);
    }
  });

  test('score has mean zero, but where the argument moves the support', () => {
    for (const { arg, scores } of scoresAt(setting.args, grid.draws)) {
      if (distribution.movesSupport.includes(arg)) continue;
      const terms = scores.map((score, i) => score * (mass[i] as number));
      const size = scores.reduce(
        (sum, score, i) => sum + Math.abs(score) * (mass[i] as number) * (grid.weights[i] as number),
        0,
      );
      expect(Math.abs(integral(grid, terms)) / size, arg).toBeLessThan(1e-10);
    }
  });

  test('gradient of the log density is its finite difference', () => {
    const draws = likelyDraws(grid, mass, setting.cuts ?? []);
    for (const { arg, position, scores } of scoresAt(setting.args, draws)) {
      const value = setting.args[arg]?.[position] as number;
      const step = 1e-5 * Math.max(0.1, Math.abs(value));
      const up = logProbAt(moved(setting.args, arg, position, step), draws);
      const down = logProbAt(moved(setting.args, arg, position, -step), draws);
      scores.forEach((score, i) => {
        const difference = ((up[i] as number) - (down[i] as number)) / (2 * step);
        expect(Math.abs(score - difference), `${arg} at ${draws[i]}`).toBeLessThan(
          1e-6 * (1 + Math.abs(score)),
        );
      });
    }
  });

  test('log density outside the support is minus infinity, and makes no NaN in the gradient', () => {
    if (setting.outside.length === 0) return;
    expect(logProbAt(setting.args, setting.outside)).toEqual(
      setting.outside.map(() => Number.NEGATIVE_INFINITY),
    );
    for (const { scores } of scoresAt(setting.args, setting.outside))
      expect(scores.some(Number.isNaN)).toBe(false);
  });

  test('draws have the mean and variance', () => {
    const draws = drawsOf(DRAWS, 11);
    mean.forEach((mu, j) => {
      const sigma2 = variance[j] as number;
      const column = draws.map((draw) => draw[j] as number);
      const sampled = column.reduce((sum, x) => sum + x, 0) / DRAWS;
      const spread = column.reduce((sum, x) => sum + (x - sampled) ** 2, 0) / (DRAWS - 1);
      expect(Math.abs(sampled - mu)).toBeLessThan(ERRORS * Math.sqrt(sigma2 / DRAWS));
      const error = Math.sqrt(((fourth[j] as number) - sigma2 ** 2) / DRAWS);
      expect(Math.abs(spread - sigma2)).toBeLessThan(ERRORS * error + 1e-12);
    });
  });

  test('draws follow the distribution', () => {
    const draws = drawsOf(DRAWS, 12);
    if (distribution.discrete) expect(chiSquareTail(draws)).toBeGreaterThan(FALSE_ALARM);
    else expect(kolmogorovDistance(draws)).toBeLessThan(Math.sqrt(Math.log(2 / FALSE_ALARM) / 2 / DRAWS));
  });

  const [kind, ...others] = noiseKinds(distribution, setting);
  const single = kind !== 'gamma' && others.length === 0;
  const levels = (kind === 'normal' ? LEVELS.map(normalQuantile) : LEVELS) as readonly number[];

  if (single && distribution.cdf) {
    const { cdf } = distribution;
    test('draw at each level of noise is at that level of the distribution function, from below or from above', () => {
      const { draws } = pathsAt(levels);
      const at = (levels: readonly number[]) =>
        draws.every((x, i) => {
          const level = levels[i] as number;
          const below = cdf(setting.args, distribution.discrete ? x - 1 : x);
          return below - 1e-9 <= level && level <= cdf(setting.args, x) + 1e-9;
        });
      expect(at(LEVELS) || at(LEVELS.map((u) => 1 - u))).toBe(true);
    });
  }

  if (single && distribution.pathwise)
    test('path derivative is -(dF/da) / p', () => {
      const { draws, slopes } = pathsAt(levels);
      const density = logProbAt(
        setting.args,
        draws.map((x) => [x]),
      ).map(Math.exp);
      for (const { arg, values } of slopes) {
        const step = 1e-5 * Math.max(0.1, Math.abs(setting.args[arg]?.[0] as number));
        const cdf = (x: number, by: number) =>
          distribution.cdf?.(moved(setting.args, arg, 0, by), x) ?? Number.NaN;
        values.forEach((slope, i) => {
          const x = draws[i] as number;
          const implicit = -(cdf(x, step) - cdf(x, -step)) / (2 * step) / (density[i] as number);
          expect(Math.abs(slope - implicit), `${arg} at ${x}`).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
        });
      }
    });

  if (distribution.exact.kind === 'density') {
    const { range } = distribution.exact;
    test('range leaves out no mass', () => {
      const [from, to] = range(setting.args);
      expect(distribution.cdf?.(setting.args, from)).toBeLessThan(1e-14);
      expect(distribution.cdf?.(setting.args, to)).toBeGreaterThan(1 - 1e-14);
    });
  }

  /** The numbers of a value that is written from the arguments alone. */
  function coordinates(write: (b: Builder, args: Args) => Value): number[] {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, distribution, setting.args, 1);
    return evaluate(b, write(b, args), feeds);
  }

  function logProbAt(args: NumericArgs, draws: readonly (readonly number[])[]): number[] {
    const b = new Builder();
    const given = feedArgs(b, distribution, args, draws.length);
    const x = feedDraws(b, distribution, draws);
    return evaluate(b, distribution.logProb(b, given.args, x), { ...given.feeds, x: draws.flat() });
  }

  /** Gradients of the log density at each draw, coordinate by coordinate of the arguments. */
  function scoresAt(numbers: NumericArgs, draws: readonly (readonly number[])[]) {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, distribution, numbers, draws.length);
    const total = b.sum(distribution.logProb(b, args, feedDraws(b, distribution, draws)));
    return Object.entries(args).flatMap(([arg, value]) => {
      const [slope] = gradient(b, total, [value]) as [Value];
      const all = evaluate(b, slope, { ...feeds, x: draws.flat() });
      const width = all.length / draws.length;
      return Array.from({ length: width }, (_, position) => ({
        arg,
        position,
        scores: draws.map((_, i) => all[i * width + position] as number),
      }));
    });
  }

  /** Draws at given noise, with their derivatives in every argument. */
  function pathsAt(noise: readonly number[]) {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, distribution, setting.args, noise.length);
    const draw = distribution.sample(b, args, [noise.length], onlyNoise(b.feed('noise', [noise.length])));
    const numbers = { ...feeds, noise };
    const slopes = Object.entries(args).map(([arg, value]) => {
      const [slope] = gradient(b, b.sum(draw), [value]) as [Value];
      return { arg, values: evaluate(b, slope, numbers) };
    });
    return { draws: evaluate(b, draw, numbers), slopes };
  }

  /** Independent draws by the reference executor. */
  function drawsOf(count: number, seed: number): number[][] {
    const b = new Builder();
    const { args, feeds } = feedArgs(b, distribution, setting.args, undefined);
    const draw = distribution.sample(b, args, [], countedNoise(b));
    const runner = prepareReference({
      instructions: b.instructions,
      outputs: [{ name: 'draw', value: draw.id }],
      states: [],
      samples: 1,
      warmUp: 0,
    });
    const numbers = new Map(Object.entries(feeds).map(([name, list]) => [name, Float64Array.from(list)]));
    const { raw } = runner.runNow({ seed, first: 0, count, raw: count, feeds: numbers });
    const all = raw[0] as Float64Array;
    const width = all.length / count;
    return Array.from({ length: count }, (_, i) => Array.from(all.subarray(i * width, (i + 1) * width)));
  }

  /** Largest distance of the empirical from the distribution function (Kolmogorov's asymptotic law bounds it). */
  function kolmogorovDistance(draws: readonly (readonly number[])[]): number {
    const sorted = draws.map(([x]) => x as number).sort((p, q) => p - q);
    return sorted.reduce((largest, x, i) => {
      const level = distribution.cdf?.(setting.args, x) ?? Number.NaN;
      return Math.max(largest, level - i / sorted.length, (i + 1) / sorted.length - level);
    }, 0);
  }

  /** Probability of a chi-square statistic at least as large; points of low expectation are taken together. */
  function chiSquareTail(draws: readonly (readonly number[])[]): number {
    const counts = new Map<string, number>();
    for (const draw of draws) counts.set(draw.join(), (counts.get(draw.join()) ?? 0) + 1);
    const bins: { expected: number; seen: number }[] = [];
    let rest = { expected: 0, seen: 0 };
    grid.draws.forEach((draw, i) => {
      rest.expected += DRAWS * (mass[i] as number);
      rest.seen += counts.get(draw.join()) ?? 0;
      if (rest.expected < 10) return;
      bins.push(rest);
      rest = { expected: 0, seen: 0 };
    });
    const last = bins.at(-1);
    if (last) {
      last.expected += rest.expected;
      last.seen += rest.seen;
    }
    expect(bins.reduce((sum, { seen }) => sum + seen, 0)).toBe(DRAWS);
    const statistic = bins.reduce((sum, { expected, seen }) => sum + (seen - expected) ** 2 / expected, 0);
    return 1 - gammaP((bins.length - 1) / 2, statistic / 2);
  }
});

/** Arguments as feeds: each repeated for `rows` draws, or as they are. */
function feedArgs(b: Builder, distribution: Distribution, numbers: NumericArgs, rows: number | undefined) {
  const args: Record<string, Value> = {};
  const feeds: Record<string, readonly number[]> = {};
  for (const [name, values] of Object.entries(numbers)) {
    const event = hasClassAxis(distribution.constraints[name]) ? [values.length] : [];
    args[name] = b.feed(name, rows === undefined ? event : [rows, ...event]);
    feeds[name] = Array.from({ length: rows ?? 1 }, () => values).flat();
  }
  return { args, feeds };
}

function feedDraws(b: Builder, distribution: Distribution, draws: readonly (readonly number[])[]): Value {
  return b.feed('x', distribution.vector ? [draws.length, draws[0]?.length ?? 0] : [draws.length]);
}

function moved(args: NumericArgs, arg: string, position: number, by: number): NumericArgs {
  return { ...args, [arg]: (args[arg] ?? []).map((value, i) => (i === position ? value + by : value)) };
}

function expectClose(got: readonly number[], wanted: readonly number[], tolerance: number) {
  expect(got.length).toBe(wanted.length);
  got.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(tolerance * (1 + Math.abs(value)));
  });
}
