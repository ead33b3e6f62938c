import { describe, expect, test } from 'vitest';
import { bestGain, type Moments } from '../../engine';
import { regulatorAt, USUAL } from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';
import type { Palette } from '../ui/palette';
import { biasCurves, biasFigure } from './biasFigure';
import { gainFigure } from './gainFigure';
import { horizonFigure } from './horizonFigure';
import { comparedTimes, exactMeans, meanAxis, methodRow } from './rows';

const palette: Palette = {
  theme: 'light',
  paper: '#fff',
  panel: '#fff',
  ink: '#111',
  muted: '#666',
  line: '#ddd',
  stochasticInk: '#345',
  parameter: '#53a',
  error: '#c00',
  heatLow: '#fb0',
  heatHigh: '#00f',
  plans: ['#1', '#2', '#3', '#4', '#5', '#6'],
};
const size = { width: 640, height: 480 };

/** Of `count` estimates with this mean and variance. */
const moments = (count: number, mean: number, variance: number): Moments => ({
  count,
  mean,
  m2: variance * (count - 1),
  m3: 0,
  m4: 3 * variance * variance * count,
});

const report = (id: string, gradient: Moments, done = true) => ({
  id,
  executor: 'fused' as const,
  fallback: undefined,
  gradient,
  done,
  seconds: 1e-7,
});

const byName = (setting = USUAL) => new Map(exactMeans(setting).means.map((own) => [own.method.id, own]));

function meanOf(id: string, setting = USUAL) {
  const own = byName(setting).get(id);
  if (!own) throw new Error(`no method ${id}`);
  return own;
}

describe('times', () => {
  const own = meanOf('whole');
  const row = (failure?: 'too-large' | 'no-webgl2-in-worker' | 'context-lost') =>
    methodRow(own, {
      ...report('whole', moments(10_000, own.mean, 1)),
      ...(failure && { executor: 'reference', fallback: { failure, detail: '' } }),
    });

  test('of the shader need no word', () => {
    expect(comparedTimes([row(), row()]).slowness).toBeUndefined();
  });

  test('of what was refused are marked, with the reason', () => {
    const { rows, slowness } = comparedTimes([row(), row('too-large')]);
    expect(rows[1]?.slowness).toBeDefined();
    expect(slowness).toMatch(/too large for one shader; so its time cannot be compared/);
  });

  test.each([
    ['no-webgl2-in-worker', /background work no WebGL2\.$/],
    ['context-lost', /context was lost\.$/],
  ] as const)(
    'that all lack the shader for %s compare, and nothing is said to be too large',
    (failure, words) => {
      const { rows, slowness } = comparedTimes([row(failure), row(failure)]);
      expect(rows.map((own) => own.slowness)).toEqual([undefined, undefined]);
      expect(slowness).toMatch(words);
    },
  );
});

describe('a row', () => {
  test('waits until all its estimates are there', () => {
    const own = meanOf('whole');
    expect(methodRow(own, undefined).verdict.kind).toBe('open');
    expect(methodRow(own, report('whole', moments(1000, own.mean, 1), false)).verdict.kind).toBe('open');
  });

  test('is unbiased where its formula is the gradient, and what is measured agrees', () => {
    const own = meanOf('whole');
    const row = methodRow(own, report('whole', moments(10_000, own.mean + 0.03, 100)));
    expect(row).toMatchObject({ bias: 0, verdict: { kind: 'unbiased' } });
    expect(row.standardError).toBeCloseTo(0.1, 10);
    expect(row.distance).toBeCloseTo(0.3, 10);
    expect(row.work).toBeCloseTo(100 * 1e-7, 12);
  });

  test('is biased by its formula where the critic is wrong', () => {
    const own = meanOf('actor-critic', { ...USUAL, critic: 1.2 });
    expect(own.bias).toBeCloseTo(own.mean - meanOf('whole').mean, 12);
    expect(Math.abs(own.bias)).toBeGreaterThan(1);
    const row = methodRow(own, report('actor-critic', moments(10_000, own.mean, 100)));
    expect(row.verdict.kind).toBe('biased');
  });

  test('is told apart where what is measured does not agree with the formula', () => {
    const own = meanOf('svg-0');
    const row = methodRow(own, report('svg-0', moments(10_000, own.mean + 0.5, 100)));
    expect(row.verdict.kind).toBe('off');
  });

  test('stays where it is, whatever model and critic say, unless it trusts them', () => {
    const moved = byName({ ...USUAL, model: 0.8, critic: 1.2 });
    for (const { method, mean } of exactMeans(USUAL).means)
      expect(moved.get(method.id)?.mean === mean).toBe(method.trusts.length === 0);
  });
});

test('the axis of means has the truth in its middle and every moderate bias on it', () => {
  expect(meanAxis(-8, [0, -0.5])).toEqual([-8.96, -7.04]);
  const [low, high] = meanAxis(-8, [0, -3, 1]);
  expect(low).toBeCloseTo(-11.9, 10);
  expect(high).toBeCloseTo(-4.1, 10);
  // One that is far off would leave nothing to be seen of the others.
  expect(meanAxis(-8, [-100])).toEqual([-14, -2]);
});

describe('the figure of horizons', () => {
  const lines = METHODS.map((method, i) => ({
    method,
    exact: method.isExact ? [10, 100, 1000 * (i + 1)] : [],
    measured: method.isExact
      ? []
      : ([
          [1, 5],
          [2, 50],
        ] as const),
  }));

  test('draws lines where there is a formula, and joined signs where there is none', () => {
    const spec = horizonFigure(lines, 2, 3, palette, size);
    const modes = spec?.data.flatMap((trace) =>
      'mode' in trace && Array.isArray(trace.x) && trace.x.length > 0 ? [trace.mode] : [],
    );
    expect(modes?.filter((mode) => mode === 'lines')).toHaveLength(
      METHODS.filter(({ isExact }) => isExact).length,
    );
    expect(modes?.filter((mode) => mode === 'lines+markers')).toHaveLength(
      METHODS.filter(({ isExact }) => !isExact).length,
    );
    expect(spec?.words).toContain('Whole return: variance 100 at T = 2, exactly');
    expect(spec?.words).toContain('Measure-valued: variance 50.0 at T = 2, measured');
  });

  test('names every line once, where it ends', () => {
    const ends = horizonFigure(lines, 2, 3, palette, size)?.ends ?? [];
    expect(ends.map(({ name }) => name)).toEqual(METHODS.map(({ name }) => name));
    METHODS.forEach(({ isExact }, i) => {
      expect(ends[i]?.x).toBeCloseTo(isExact ? 2.5 / 3 : 0.5, 10);
    });
  });

  test('shows nothing before there is anything', () => {
    const none = METHODS.map((method) => ({ method, exact: [], measured: [] }));
    expect(horizonFigure(none, 2, 3, palette, size)).toBeUndefined();
  });
});

test('the figure of biases draws what moves, and one line for all that stay', () => {
  const rows = exactMeans(USUAL).means.map((own) => methodRow(own, undefined));
  const critic = biasFigure('critic', USUAL, biasCurves('critic', USUAL), rows, palette, size);
  const names = critic.ends?.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'Actor-critic',
      'SVG(0)',
      'DPG',
      'SVG(1)',
      'Evolution',
      'Mirrored evolution',
      '6 others',
    ]),
  );
  expect(names).not.toContain('SVG(∞)');
  const [first] = critic.data;
  if (!first || !('y' in first) || !Array.isArray(first.y)) throw new Error('no line');
  // Actor-critic: in the middle the critic is right.
  expect(Math.abs(Number(first.y[20]))).toBeLessThan(1e-9);
  expect(Number(first.y[0])).toBeCloseTo(meanOf('actor-critic', { ...USUAL, critic: 0.5 }).bias, 9);
});

describe('the figure of gains', () => {
  const best = bestGain(regulatorAt(USUAL));
  const own = { best, start: 0.2, steps: 20 };
  const timed = {
    id: 'svg-0',
    step: [0, 10, 20],
    gain: [0.2, 0.4, 0.6],
    seconds: 0.002,
    diverged: undefined,
  };
  const untimed = { ...timed, id: 'dpg', seconds: Number.NaN };

  test('has the line of the optimal gain', () => {
    const spec = gainFigure([timed], own, 'steps', palette, size);
    expect(spec.data[0]).toMatchObject({ x: timed.step, y: timed.gain });
    expect(spec.layout.shapes).toMatchObject([{ y0: best, y1: best }]);
    expect(spec.words).toContain('optimal gain 0.589');
    expect(spec.words).toContain('SVG(0): gain 0.600 after 20 steps');
  });

  test('runs along time for those whose steps have been timed', () => {
    const spec = gainFigure([timed, untimed], own, 'time', palette, size);
    expect(spec.data[0]).toMatchObject({ x: [0, 20, 40], y: timed.gain });
    expect(spec.ends).toHaveLength(1);
    expect(gainFigure([timed, untimed], own, 'steps', palette, size).ends).toHaveLength(2);
  });
});
