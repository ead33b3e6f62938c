import { describe, expect, test } from 'vitest';
import { textWidth } from '../ui/textWidth';
import { estimatesFigure } from './estimatesFigure';
import { meanFigure } from './meanFigure';
import { varianceFigure } from './varianceFigure';

const COLOURS = { ink: '#111111', muted: '#777777', line: '#eeeeee' };
const SIZE = { width: 280, height: 180 };

describe('estimatesFigure', () => {
  const recent = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i));

  test('a violin a plan, inside its row, and the truth through all', () => {
    const rows = ['A', 'B'].map((plan) => ({ plan, colour: '#123456', recent }));
    const { data, layout, words } = estimatesFigure(
      rows,
      { mean: 0.25, text: '0.250', name: 'truth' },
      COLOURS,
      SIZE,
    );
    expect(data).toHaveLength(2);
    expect(layout.shapes?.[0]).toMatchObject({ x0: 0.25, x1: 0.25 });
    expect(words).toContain('0.250');
    const [, second] = data;
    const heights = second && 'y' in second && Array.isArray(second.y) ? second.y.map(Number) : [];
    expect(Math.min(...heights)).toBeGreaterThan(0.5);
    expect(Math.max(...heights)).toBeLessThan(1.5);
  });

  test('names are text, not markup', () => {
    const { layout } = estimatesFigure(
      [{ plan: '<b>A', colour: '#123456', recent }],
      undefined,
      COLOURS,
      SIZE,
    );
    expect(layout.annotations?.[0]?.text).toBe('&lt;b&gt;A');
    expect(layout.shapes).toEqual([]);
  });

  test('estimates of which none is finite leave their row empty', () => {
    const none = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY);
    const { data } = estimatesFigure(
      [{ plan: 'A', colour: '#123456', recent: none }],
      undefined,
      COLOURS,
      SIZE,
    );
    expect(data[0]).toMatchObject({ x: [], y: [] });
  });
});

describe('meanFigure', () => {
  const count = Float64Array.of(2, 10, 100, 10_000);
  const trace = { count, mean: Float64Array.of(50, 8, 7.2, 7), error: Float64Array.of(40, 3, 1, 0.1) };

  test('begins at ten estimates; the axis holds the truth and the bands from fifty on', () => {
    const { data, layout } = meanFigure(
      [{ plan: 'A', colour: '#123456', trace }],
      { mean: 7, text: '7.00', name: 'truth' },
      COLOURS,
      SIZE,
    );
    expect(data[1]).toMatchObject({ x: [10, 100, 10_000], y: [8, 7.2, 7] });
    const [low, high] = layout.yaxis?.range ?? [];
    // At 100 estimates the band ends at 7.2 + 2.
    expect(high).toBeGreaterThan(9.2);
    expect(high).toBeLessThan(10);
    expect((Number(low) + Number(high)) / 2).toBeCloseTo(7, 12);
  });

  test('a mean that is no number is not drawn', () => {
    const broken = { count, mean: count.map(() => Number.NaN), error: count.map(() => Number.NaN) };
    const { data } = meanFigure([{ plan: 'A', colour: '#123456', trace: broken }], undefined, COLOURS, SIZE);
    expect(data[1]).toMatchObject({ x: [], y: [] });
  });

  test('nor is one that was finite and is so no more', () => {
    const broken = { ...trace, mean: Float64Array.of(50, 8, 7.2, Number.POSITIVE_INFINITY) };
    const { data } = meanFigure([{ plan: 'A', colour: '#123456', trace: broken }], undefined, COLOURS, SIZE);
    expect(data).toMatchObject([
      { x: [], y: [] },
      { x: [], y: [] },
    ]);
  });
});

describe('varianceFigure', () => {
  test('whole decades around all variances; the exact one as a tick', () => {
    const rows = [
      { plan: 'A', colour: '#123456', variance: 519, error: 10, exact: 520 },
      { plan: 'B', colour: '#123456', variance: 80, error: 1, exact: undefined },
    ];
    const { data, layout } = varianceFigure(rows, COLOURS, SIZE);
    expect(layout.xaxis?.range).toEqual([1, 3]);
    expect(data[2]).toMatchObject({ marker: { symbol: 'line-ns' }, x: [520, null] });
  });

  test('two standard errors to either side of a point, as far as the axis goes', () => {
    const rows = [
      { plan: 'A', colour: '#123456', variance: 500, error: 50, exact: undefined },
      { plan: 'B', colour: '#123456', variance: 200, error: 300, exact: undefined },
    ];
    const { data } = varianceFigure(rows, COLOURS, SIZE);
    expect(data[0]).toMatchObject({ x: [400, 600, null, 100, 800, null], y: [0, 0, null, 1, 1, null] });
    expect(data[1]).toMatchObject({ type: 'scatter', mode: 'markers', x: [500, 200] });
  });

  test('the margin holds the value of a point at the end of the axis', () => {
    for (const variance of [9.99, 999_000, 9.99e12, 9.99e-12, 9.99e120]) {
      const rows = [{ plan: 'A', colour: '#123456', variance, error: 0, exact: undefined }];
      const { layout } = varianceFigure(rows, COLOURS, SIZE);
      const value = layout.annotations?.find(({ xanchor }) => xanchor === 'left');
      const width = textWidth(String(value?.text), 12);
      expect(layout.margin?.r).toBeGreaterThanOrEqual(width + Number(value?.xshift));
    }
  });

  test('no variance at all is said, not drawn', () => {
    const { data, layout } = varianceFigure(
      [{ plan: 'A', colour: '#123456', variance: 0, error: 0, exact: 0 }],
      COLOURS,
      SIZE,
    );
    expect(data[1]).toMatchObject({ x: [null] });
    expect(layout.annotations?.map(({ text }) => text)).toContain('0');
    expect(data[2]).toMatchObject({ x: [null] });
  });
});
