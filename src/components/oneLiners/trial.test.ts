import { describe, expect, test } from 'vitest';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { ONE_LINERS } from '../../presets/oneLiners/table';
import { LineGauge, PlaneGauge, TEST_LEVEL, type TrialVerdict } from './gauges';
import { type FormName, type SliderValues, sliderKey } from './settings';
import { TRIAL_DRAWS, Trial } from './trial';

function judged(
  row: OneLiner,
  form: FormName,
  values: SliderValues = {},
  seed = 1,
): Trial & { verdict: TrialVerdict } {
  const trial = new Trial(row, form, values, seed);
  while (trial.step());
  const { verdict } = trial;
  if (!verdict) throw new Error('no verdict');
  return Object.assign(trial, { verdict });
}

const rowOf = (id: string): OneLiner => {
  const row = ONE_LINERS.find((each) => each.id === id);
  if (!row) throw new Error(id);
  return row;
};

/** Seeded: they cannot fail by chance. For a fresh seed each would fail once in a thousand times. */
describe.each(ONE_LINERS)('$name', (row) => {
  test('agrees with its target', () => {
    const { verdict } = judged(row, 'right');
    expect(verdict).toMatchObject({ agrees: true, n: TRIAL_DRAWS, none: 0 });
    expect(verdict.p).toBeGreaterThan(TEST_LEVEL);
  });

  test.each(['min', 'max'] as const)('agrees with its sliders at their %s', (end) => {
    const values = Object.fromEntries(row.sliders.map((slider) => [sliderKey(slider), slider[end]]));
    expect(judged(row, 'right', values, 2).verdict).toMatchObject({ agrees: true, none: 0 });
  });
});

test('right p-values are spread evenly: about one in ten is below 0.1', () => {
  const row = rowOf('exponential');
  const seeds = Array.from({ length: 40 }, (_, i) => 100 + i);
  const low = seeds.filter((seed) => judged(row, 'right', {}, seed).verdict.p < 0.1).length;
  // Binomial(40, 0.1): more than 11 with probability 4e-4 for a fresh set of seeds.
  expect(low).toBeLessThanOrEqual(11);
});

describe('what is said of the lines as printed', () => {
  test.each(ONE_LINERS.filter(({ printed }) => printed))('$name does not agree', (row) => {
    const { verdict } = judged(row, 'printed');
    expect(verdict).toMatchObject({ agrees: false, n: TRIAL_DRAWS });
    expect(verdict.p).toBeLessThan(1e-12);
  });

  test('Box and Muller: the variance is 1/2', () => {
    const { gauge } = judged(rowOf('box-muller'), 'printed');
    if (!(gauge instanceof LineGauge)) throw new Error(gauge.kind);
    const [low, high] = gauge.range;
    const width = (high - low) / gauge.counts.length;
    const second = [...gauge.counts].reduce(
      (sum, count, i) => sum + count * (low + (i + 0.5) * width) ** 2,
      0,
    );
    expect(second / TRIAL_DRAWS).toBeCloseTo(0.5, 1);
  });

  test('Laplace: half the draws are none, the others lie above mu', () => {
    const { gauge, verdict } = judged(rowOf('laplace'), 'printed', { mu: 1.5 });
    if (!(gauge instanceof LineGauge)) throw new Error(gauge.kind);
    // Five standard deviations of Binomial(100,000, 1/2).
    expect(Math.abs(verdict.none - TRIAL_DRAWS / 2)).toBeLessThan(5 * Math.sqrt(TRIAL_DRAWS / 4));
    expect(verdict.tests[0]?.result.statistic).toBeGreaterThan(0.49);
    const below = gauge.counts.filter((_, i) => i / gauge.counts.length < (1.5 + 6) / 12 - 0.02);
    expect([...below].every((count) => count === 0)).toBe(true);
  });
});

test('pairs that are uncorrelated fail where they should be, with right margins', () => {
  const gauge = new PlaneGauge([0, 0], [1, 0, 0.6, 0.8], [-4, 4], TRIAL_DRAWS);
  const other = new Trial(rowOf('gaussian'), 'right', { 'mu[0]': 0, 'mu[1]': 0, 'R[2]': 0, 'R[3]': 1 }, 1);
  while (other.step());
  if (!(other.gauge instanceof PlaneGauge)) throw new Error(other.gauge.kind);
  gauge.add(other.gauge.shown());
  const verdict = gauge.judge() ?? gauge.judge() ?? gauge.judge();
  expect(verdict?.agrees).toBe(false);
  expect(verdict?.tests.map(({ result }) => result.p < TEST_LEVEL)).toEqual([false, false, true]);
});
