import { describe, expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { trigamma } from '../base/special/gamma';
import { normalQuantile } from '../base/special/normal';
import { Builder, type Value } from '../ir/builder';
import { argStep, feedArgs, movedArgs } from '../testing/distributionArgs';
import { gridOfLaw } from '../testing/distributionGrid';
import { DistributionProbe, type Slopes } from '../testing/distributionProbe';
import { type DistributionSetting, SETTINGS, titleOf } from '../testing/distributionSettings';
import { evaluate } from '../testing/evaluate';
import { noiseKinds, onlyNoise } from '../testing/noise';
import { integral } from '../testing/quadrature';
import { DISTRIBUTIONS } from './registry';

/** Levels of noise at which draws are looked at one by one. */
const LEVELS = Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50);
/** Draws whose path derivatives are averaged. */
const DRAWS = 40_000;
/** Standard errors that an average may be off: a false alarm has probability 5.8e-7. */
const ERRORS = 5;

/** All but vectors without a path. */
const CASES = SETTINGS.filter(({ name }) => DISTRIBUTIONS[name].pathwise || !DISTRIBUTIONS[name].vector);

describe.each(CASES.map((setting) => ({ title: titleOf(setting), setting })))('$title', ({ setting }) => {
  const probe = new DistributionProbe(setting);
  const { distribution } = probe;
  const [kind, ...others] = noiseKinds(distribution, setting);
  const single = others.length === 0 && !distribution.vector;
  const { cdf, pathwise } = distribution;

  // Half of the noise of a HalfNormal draws is mirrored.
  if (single && cdf && kind !== 'gamma' && setting.name !== 'HalfNormal')
    test('draw at each level of noise is at that level of the distribution function, from below or from above', () => {
      const { draws } = pathsAt(noiseAt());
      const at = (levels: readonly number[]) =>
        draws.every((x, i) => {
          const level = levels[i] as number;
          const step = setting.name === 'Rademacher' ? 2 : 1;
          const below = cdf(setting.args, distribution.discrete ? x - step : x);
          return below - 1e-9 <= level && level <= cdf(setting.args, x) + 1e-9;
        });
      expect(at(LEVELS) || at(LEVELS.map((u) => 1 - u))).toBe(true);
    });

  if (single && pathwise && cdf)
    test('path derivative is -(dF/da) / p', () => {
      const { draws, slopes } = kind === 'gamma' ? gammaPaths() : pathsAt(noiseAt());
      const density = probe
        .logProb(
          setting.args,
          draws.map((x) => [x]),
        )
        .map(Math.exp);
      for (const { arg, values } of slopes) {
        const step = argStep(setting.args[arg]?.[0] as number);
        const level = (x: number, by: number) => cdf(movedArgs(setting.args, arg, 0, by), x);
        values.forEach((slope, i) => {
          const x = draws[i] as number;
          const implicit = -(level(x, step) - level(x, -step)) / (2 * step) / (density[i] as number);
          expect(Math.abs(slope - implicit), `${arg} at ${x}`).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
        });
      }
    });

  if (pathwise)
    test('path derivatives average to the derivative of an expectation', () => {
      // A bounded function, so that heavy tails have moments too, of all coordinates, none like another.
      const weights = [1, -0.6, 0.3];
      const f = (draw: readonly number[]) =>
        draw.reduce((sum, x, j) => sum + (weights[j] as number) * Math.tanh(x), 0);
      const { slopes } = probe.paths(DRAWS, 21, (b, draw) => {
        const own = weights.slice(0, draw.shape[0] ?? 1);
        return b.sum(b.mul(b.tanh(draw), b.constant(own, draw.shape)));
      });
      const grid = gridOfLaw(setting);
      const mass = probe.logProb(setting.args, grid.draws).map(Math.exp);
      const scores = probe.scores(grid.draws);
      slopes.forEach(({ arg, position, values }, i) => {
        if (distribution.movesSupport.includes(arg)) return;
        const score = scores[i] as Slopes;
        expect([score.arg, score.position]).toEqual([arg, position]);
        const wanted = integral(
          grid,
          grid.draws.map((draw, k) => f(draw) * (score.values[k] as number) * (mass[k] as number)),
        );
        const mean = values.reduce((sum, x) => sum + x, 0) / DRAWS;
        const spread = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / DRAWS;
        const error = ERRORS * Math.sqrt(spread / DRAWS);
        expect(Math.abs(mean - wanted), `${arg} ${position}`).toBeLessThan(error + 1e-12);
      });
    });

  function noiseAt(): readonly number[] {
    return kind === 'normal' ? LEVELS.map(normalQuantile) : LEVELS;
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

  /** Draws from gamma noise, which no number can stand for, as it moves with its concentration. */
  function gammaPaths() {
    const { draws, slopes } = probe.paths(200, 5, (_, draw) => draw);
    return { draws: draws.flat(), slopes };
  }
});

describe('implicit derivatives of Gamma(a, 1)', () => {
  // E x^2 = a (a + 1) and E log x = digamma(a).
  test.each([0.05, 0.3, 1, 2.5, 40])('give those of E x^2 and E log x at a = %f', (a) => {
    const setting = { name: 'Gamma', args: { concentration: [a], rate: [1] }, outside: [] } as const;
    const means = [(b: Builder, x: Value) => b.square(x), (b: Builder, x: Value) => b.log(x)].map((f) => {
      const values = new DistributionProbe(setting).paths(DRAWS, 9, f).slopes[0]?.values ?? [];
      const mean = values.reduce((sum, x) => sum + x, 0) / DRAWS;
      return { mean, error: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0)) / DRAWS };
    });
    [2 * a + 1, trigamma(a)].forEach((wanted, i) => {
      const { mean, error } = means[i] ?? { mean: Number.NaN, error: 0 };
      expect(Math.abs(mean - wanted)).toBeLessThan(ERRORS * error);
    });
  });

  test('stay finite where draws underflow', () => {
    const setting = { name: 'Gamma', args: { concentration: [1e-4], rate: [1] }, outside: [] } as const;
    const { draws, slopes } = new DistributionProbe(setting).paths(100, 9, (_, x) => x);
    expect(draws.flat().some((x) => x === 0)).toBe(true);
    expect(slopes[0]?.values.every((slope) => slope >= 0 && slope < 1e6)).toBe(true);
  });

  test('of parts whose sum underflows are finite too', () => {
    const settings: readonly DistributionSetting[] = [
      { name: 'Beta', args: { concentration1: [1e-3], concentration0: [1e-3] }, outside: [] },
      { name: 'Dirichlet', args: { concentration: [1e-3, 1e-3] }, outside: [] },
    ];
    for (const setting of settings) {
      const { draws, slopes } = new DistributionProbe(setting).paths(200, 4, (b, x) => b.sum(x));
      expect(
        draws.flat().every((x) => x >= 0 && x <= 1),
        setting.name,
      ).toBe(true);
      expect(
        slopes.every(({ values }) => values.every(Number.isFinite)),
        setting.name,
      ).toBe(true);
    }
  });
});
