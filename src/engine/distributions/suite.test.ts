import { describe, expect, test } from 'vitest';
import { Builder } from '../ir/builder';
import { argStep, constantArgs, feedArgs, movedArgs } from '../testing/distributionArgs';
import { gridMoments, gridOfLaw, likelyDraws } from '../testing/distributionGrid';
import { DistributionProbe } from '../testing/distributionProbe';
import { SETTINGS, titleOf } from '../testing/distributionSettings';
import { evaluate } from '../testing/evaluate';
import { countedNoise } from '../testing/noise';
import { integral } from '../testing/quadrature';

/** What every distribution says of itself: density, moments, distribution function and score hold together. */
describe.each(SETTINGS.map((setting) => ({ title: titleOf(setting), setting })))('$title', ({ setting }) => {
  const probe = new DistributionProbe(setting);
  const { distribution } = probe;
  const grid = gridOfLaw(setting);
  const mass = probe.logProb(setting.args, grid.draws).map(Math.exp);
  const { moments = Number.POSITIVE_INFINITY } = setting;

  test('density integrates to one', () => {
    expect(Math.abs(integral(grid, mass) - 1)).toBeLessThan(distribution.discrete ? 1e-12 : 1e-11);
  });

  test('mean and variance are those of the density, or not finite where there are none', () => {
    const { mean, variance } = gridMoments(grid, mass);
    const [ownMean, ownVariance] = [
      probe.coordinates(distribution.mean),
      probe.coordinates(distribution.variance),
    ];
    if (moments > 1) expectClose(ownMean, mean, 1e-9);
    else expect(ownMean.some(Number.isFinite)).toBe(false);
    if (moments > 2) expectClose(ownVariance, variance, 1e-9);
    else expect(ownVariance).toEqual(ownVariance.map(() => Number.POSITIVE_INFINITY));
  });

  test('distribution function is the integral of the density', () => {
    const { cdf } = distribution;
    if (!cdf) return;
    const at = setting.cuts ? setting.cuts.slice(1, -1) : grid.draws.slice(0, 60).flat();
    for (const x of at) {
      const below = mass.map((p, i) => ((grid.draws[i]?.[0] as number) <= x ? p : 0));
      expect(Math.abs(integral(grid, below) - cdf(setting.args, x)), String(x)).toBeLessThan(1e-10);
    }
  });

  test('score has mean zero, but where the argument moves the support', () => {
    for (const { arg, values } of probe.scores(grid.draws)) {
      if (distribution.movesSupport.includes(arg)) continue;
      const terms = values.map((score, i) => score * (mass[i] as number));
      const size = integral(grid, terms.map(Math.abs));
      // Entries that the density does not read have the score 0.
      if (size > 0) expect(Math.abs(integral(grid, terms)) / size, arg).toBeLessThan(1e-10);
    }
  });

  test('gradient of the log density is its finite difference', () => {
    const draws = likelyDraws(grid, mass, setting.cuts ?? []);
    for (const { arg, position, values } of probe.scores(draws)) {
      if (distribution.constraints[arg] === 'naturalNumber') continue;
      const step = argStep(setting.args[arg]?.[position] as number);
      const up = probe.logProb(movedArgs(setting.args, arg, position, step), draws);
      const down = probe.logProb(movedArgs(setting.args, arg, position, -step), draws);
      values.forEach((score, i) => {
        const difference = ((up[i] as number) - (down[i] as number)) / (2 * step);
        expect(Math.abs(score - difference), `${arg} at ${draws[i]}`).toBeLessThan(
          1e-6 * (1 + Math.abs(score)),
        );
      });
    }
  });

  test('log density outside the support is minus infinity, and makes no NaN in the gradient', () => {
    if (setting.outside.length === 0) return;
    expect(probe.logProb(setting.args, setting.outside)).toEqual(
      setting.outside.map(() => Number.NEGATIVE_INFINITY),
    );
    for (const { values } of probe.scores(setting.outside)) expect(values.some(Number.isNaN)).toBe(false);
  });

  if (distribution.exact.kind === 'density') {
    const { axis, coordinate } = distribution.exact;

    if (coordinate)
      test('axis leaves out no mass of the coordinate, whose draws have the density', () => {
        const { from, to, draw: coordinateAt, slope } = axis(setting.args);
        const count = 4000;
        const h = (to - from) / count;
        const t = Array.from({ length: count }, (_, i) => from + (i + 0.5) * h);
        const at = t.map(coordinateAt);
        const b = new Builder();
        const { args, feeds } = feedArgs(b, distribution, setting.args, count);
        const y = b.feed('y', [count]);
        const numbers = { ...feeds, y: at };
        const density = evaluate(b, coordinate.logProb(b, args, y), numbers).map(
          (log, i) => Math.exp(log) * slope(t[i] ?? 0),
        );
        expect(Math.abs(h * density.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-12);
        const draw = distribution.sample(b, constantArgs(b, distribution, setting.args), [], countedNoise(b));
        const own = coordinate.of(b, draw);
        expect(own.id).toBeLessThan(draw.id);
        // From the middle of a cell to the next the distribution function of the draw grows by the density.
        const x = at.map((own) => 1 / (1 + Math.exp(-own)));
        for (const i of [1500, 1900, 2000, 2300]) {
          const below = (k: number) => distribution.cdf?.(setting.args, x[k] ?? 0) ?? Number.NaN;
          const grown = (below(i + 1) - below(i - 1)) / (2 * h);
          expect(Math.abs(grown - (density[i] ?? 0))).toBeLessThan(1e-3 * (1e-3 + (density[i] ?? 0)));
        }
      });
    else
      test('axis leaves out no mass', () => {
        const { from, to, draw } = axis(setting.args);
        expect(distribution.cdf?.(setting.args, draw(from))).toBeLessThan(1e-14);
        expect(distribution.cdf?.(setting.args, draw(to))).toBeGreaterThan(1 - 1e-14);
      });

    test('slope of the axis is the derivative of its draw', () => {
      const { from, to, draw, slope } = axis(setting.args);
      // Not at the far end: draws close to 1 have no digits for a difference.
      for (const share of [0.1, 0.3, 0.5]) {
        const t = from + share * (to - from);
        const difference = (draw(t + 1e-5) - draw(t - 1e-5)) / 2e-5;
        expect(Math.abs(difference / slope(t) - 1)).toBeLessThan(1e-6);
      }
    });
  }
});

function expectClose(got: readonly number[], wanted: readonly number[], tolerance: number) {
  expect(got.length).toBe(wanted.length);
  got.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(tolerance * (1 + Math.abs(value)));
  });
}
