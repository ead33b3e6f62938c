import { describe, expect, test } from 'vitest';
import { generator } from '../base/mulberry';
import { UNARY, type UnaryOp } from '../ir/elementwise';
import { result } from './arithmetic';
import { powerRule } from './power';
import { UNARY_RULES, type UnaryRule } from './unary';

const INF = Number.POSITIVE_INFINITY;
const ENDS = [
  -INF,
  -1e13,
  -800,
  -30,
  -3,
  -1,
  -0.4,
  -1e-9,
  -0,
  0,
  1e-300,
  1e-9,
  0.3,
  1,
  1.4616,
  2,
  5,
  30,
  800,
  1e13,
  INF,
];

/** Every two of the ends, a point at each, and random ones of all sizes. */
function intervals(): (readonly [number, number])[] {
  const random = generator(7);
  const any = () => (random() < 0.5 ? -1 : 1) * 10 ** (8 * random() - 5);
  return [
    ...ENDS.flatMap((low, i) => ENDS.slice(i).map((high) => [low, high] as const)),
    ...Array.from({ length: 300 }, () => [any(), any()].sort((a, b) => a - b) as [number, number]),
    ...Array.from({ length: 100 }, () => any()).map((low) => [low, low + Math.abs(low) * 1e-9] as const),
  ];
}

/** Numbers all over an interval, its ends and what is close to them among them. */
function within(low: number, high: number): number[] {
  const [from, to] = [Math.max(low, -1e15), Math.min(high, 1e15)];
  const width = to - from;
  const shares = Array.from({ length: 41 }, (_, i) => i / 40);
  const near = Array.from({ length: 18 }, (_, i) => 10 ** -i);
  const middle = Math.min(to, Math.max(from, 0));
  return [
    low,
    high,
    ...shares.map((share) => from + share * width),
    ...near.flatMap((own) => [from + own * width, to - own * width]),
    ...near.flatMap((own) => [middle + own, middle - own, middle + 3 * own, middle + 700 * own]),
  ]
    .filter((x) => x >= low && x <= high)
    .sort((a, b) => a - b);
}

/**
 * What escapes from a rule over an interval: values, then slopes of chords, whose slope is met somewhere between (mean
 * value theorem). `rounding`: what values are off by besides their last places.
 */
function escapes(
  f: (x: number) => number,
  rule: UnaryRule,
  [low, high]: readonly [number, number],
  rounding = 1e-322,
): string[] {
  const range = result(true);
  const slope = result(true);
  rule.range(range, low, high);
  rule.slope(slope, low, high);
  const found: string[] = [];
  for (const own of [range, slope])
    if (Number.isNaN(own.low) || Number.isNaN(own.high)) found.push('an end is no number');
  const points = within(low, high).map((x) => ({ x, y: f(x) }));
  points.forEach(({ x, y }, i) => {
    if (y < range.low || y > range.high) found.push(`f(${x}) = ${y} is not in [${range.low}, ${range.high}]`);
    const other = points[i + 1 + (i % 3)];
    if (!other || !Number.isFinite(y) || !Number.isFinite(other.y)) return;
    const width = other.x - x;
    // Values are off by a few units in the last place; between numbers too close nothing is told.
    const noise = (4e-15 * (Math.abs(y) + Math.abs(other.y)) + rounding) / width;
    const chord = (other.y - y) / width;
    if (!Number.isFinite(noise) || !Number.isFinite(width)) return;
    const slack = noise + 1e-13 * Math.abs(chord);
    if (chord < slope.low - slack || chord > slope.high + slack)
      found.push(`the slope ${chord} from ${x} to ${other.x} is not in [${slope.low}, ${slope.high}]`);
  });
  return found;
}

describe('nothing escapes from', () => {
  test.each(Object.keys(UNARY_RULES) as UnaryOp[])('%s', (op) => {
    // Sums of logarithms are off by units in the last place of 1, near their zeros too.
    const rounding = op === 'lgamma' || op === 'digamma' ? 4e-15 : 1e-322;
    for (const own of intervals())
      expect(escapes(UNARY[op].compute, UNARY_RULES[op], own, rounding), own.join()).toEqual([]);
  });

  test.each([0, 1, 2, 3, 4, 5, 7, 9, -1, -2, -3, 0.5, 1.5, -0.5, 2.7])('x ^ %d', (power) => {
    // A pole at -0 is the one at 0.
    for (const own of intervals())
      expect(
        escapes((x) => (x + 0) ** power, powerRule(power), own),
        own.join(),
      ).toEqual([]);
  });
});

/** A rule that says nothing would pass: what it says is not far from the truth. */
describe('what is said is tight', () => {
  test.each([
    ['sin', 0.2, 2, Math.sin(0.2), 1],
    ['cos', -1, 0.5, Math.cos(1), 1],
    ['abs', -3, 2, 0, 3],
    ['tanh', -INF, INF, -1, 1],
    ['exp', -INF, 1, 0, Math.E],
    ['log', 0, 1, -INF, 0],
    ['sqrt', 0, 4, 0, 2],
    ['lgamma', 1, 2, -0.12148629053584961, 0],
    ['erf', 0, INF, 0, 1],
    ['floor', 0.5, 2.5, 0, 2],
  ] as const)('%s over [%d, %d]', (op, low, high, least, most) => {
    const out = result(true);
    UNARY_RULES[op].range(out, low, high);
    if (Number.isFinite(least)) expect(out.low).toBeCloseTo(least, 12);
    else expect(out.low).toBe(least);
    expect(out.high).toBeCloseTo(most, 12);
  });

  test('the slope of tanh keeps its digits where tanh is 1', () => {
    const out = result(true);
    UNARY_RULES.tanh.slope(out, 18, 19);
    // 1 / cosh^2
    expect(out.high * Math.cosh(18) ** 2).toBeCloseTo(1, 12);
    expect(out.low * Math.cosh(19) ** 2).toBeCloseTo(1, 12);
  });

  test.each([
    ['sin', 0.2, 1, Math.cos(1), Math.cos(0.2)],
    ['tanh', -1, 2, 1 - Math.tanh(2) ** 2, 1],
    ['abs', 1, 2, 1, 1],
    ['abs', -1, 2, -1, 1],
    ['sign', 1, 2, 0, 0],
    ['softplus', -1, 1, 1 / (1 + Math.E), Math.E / (1 + Math.E)],
  ] as const)('the slope of %s over [%d, %d]', (op, low, high, least, most) => {
    const out = result(true);
    UNARY_RULES[op].slope(out, low, high);
    expect(out.low).toBeCloseTo(least, 12);
    expect(out.high).toBeCloseTo(most, 12);
  });
});
