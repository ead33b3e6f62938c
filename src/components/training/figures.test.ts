import { describe, expect, test } from 'vitest';
import { curvesFigure, type PlanCurve, valueRange } from './curves';
import { isScaled, ratioWords } from './ratioWords';

const colours = { ink: '#000000', muted: '#777777', line: '#eeeeee' };
const size = { width: 400, height: 200 };
const curve = (plan: string, value: readonly number[]): PlanCurve => ({
  plan,
  colour: '#d55e00',
  step: Float64Array.from(value, (_, i) => 10 * i),
  value: Float64Array.from(value),
});

describe('curves over steps', () => {
  test('pass over what is no number', () => {
    const { data, words } = curvesFigure(
      [curve('A', [Number.NaN, 3, Number.NaN, 1])],
      { what: 'cost' },
      colours,
      size,
    );
    expect(data).toMatchObject([{ x: [10, 30], y: [3, 1] }]);
    expect(words).toBe('A: cost 1.00');
  });

  test('have a dotted line where there is one', () => {
    const both = { ...curve('A', [3, 2]), dotted: Float64Array.from([Number.NaN, 4]) };
    const { data, words } = curvesFigure([both], { what: 'cost', whatDotted: 'held out' }, colours, size);
    expect(data).toHaveLength(2);
    expect(words).toBe('A: cost 2.00, held out 4.00');
  });

  test('fit what comes after the first steps', () => {
    const value = [1e6, ...Array.from({ length: 99 }, (_, i) => 10 - i / 100)];
    const [low, high] = valueRange([curve('A', value)], false);
    expect(high).toBeLessThan(12);
    expect(low).toBeGreaterThan(8);
  });

  test('have whole decades where the axis is logarithmic', () => {
    expect(valueRange([curve('A', [0.5, 0, 30, Number.NaN])], true)).toEqual([-1, 2]);
    expect(valueRange([curve('A', [])], true)).toEqual([0, 1]);
  });

  test('are named as their plans, whatever the names hold', () => {
    const { ends, layout } = curvesFigure([curve('<b>', [1, 2])], { what: 'cost' }, colours, size);
    expect(ends).toMatchObject([{ name: '<b>', x: 1 }]);
    // Plotly reads HTML in texts, so that it is given none of them.
    expect(layout.annotations).toBeUndefined();
  });
});

describe('the ratio of variances', () => {
  const words = (...variances: readonly number[]) =>
    ratioWords(
      variances.map((variance, i) => ({ plan: ['NVIL', 'Pathwise', 'Other'][i] ?? '', variance })),
      'φ',
    );

  test('is told of the noisiest and the quietest plan', () => {
    expect(words(46.2, 2)).toBe('NVIL varies 23 times as much as Pathwise in φ');
    expect(words(2, 3, 2.5)).toBe('Pathwise varies 1.5 times as much as NVIL in φ');
    expect(words(12_345, 1)).toBe('NVIL varies 12,300 times as much as Pathwise in φ');
    expect(words(5.18e14, 1)).toBe('NVIL varies 5.18×10¹⁴ times as much as Pathwise in φ');
  });

  test('is none where plans are alike, or not measured yet', () => {
    expect(words(2, 2.1)).toBe('NVIL and Pathwise vary about as much in φ');
    expect(words(2, Number.NaN)).toBeUndefined();
    expect(words(2)).toBeUndefined();
  });
});

test('a plan that normalizes or ranks is known by its baselines', () => {
  const baseline = { kind: 'average', decay: 0.9 } as const;
  expect(isScaled({ h: { estimator: 'score', baseline } })).toBe(false);
  expect(isScaled({ h: { estimator: 'score', baseline: { kind: 'ranks' } } })).toBe(true);
  expect(
    isScaled({
      z: { estimator: 'pathwise' },
      h: { estimator: 'score', baseline: { ...baseline, normalize: true } },
    }),
  ).toBe(true);
});
