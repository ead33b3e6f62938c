import { describe, expect, test } from 'vitest';
import { densityShapeOf, quantiles, robustRange, sortedFinite } from './density';

/** The standard normal quantiles at n even levels, by bisection on a logistic-free series: here the sample itself is exact. */
function evenNormal(n: number): Float64Array {
  const cdf = (x: number) => {
    // Simpson's rule on the density from -8.
    const steps = 400;
    const h = (x + 8) / steps;
    let sum = 0;
    for (let i = 0; i <= steps; i += 1) {
      const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
      sum += weight * Math.exp(-0.5 * (-8 + i * h) ** 2);
    }
    return (sum * h) / 3 / Math.sqrt(2 * Math.PI);
  };
  return Float64Array.from({ length: n }, (_, i) => {
    let low = -8;
    let high = 8;
    for (let k = 0; k < 40; k += 1) {
      const middle = (low + high) / 2;
      if (cdf(middle) < (i + 0.5) / n) low = middle;
      else high = middle;
    }
    return low;
  });
}

test('quantiles interpolate between neighbours', () => {
  expect(quantiles(Float64Array.of(0, 1, 2, 10), [0, 0.5, 1])).toEqual([0, 1.5, 10]);
  expect(quantiles(new Float64Array(), [0.5])).toEqual([Number.NaN]);
});

test('what is not finite is left out', () => {
  expect([...sortedFinite([3, Number.NaN, -1, Number.POSITIVE_INFINITY])]).toEqual([-1, 3]);
});

describe('robustRange', () => {
  test('a few wild estimates do not set the range', () => {
    const sample = Float64Array.from({ length: 1000 }, (_, i) => i / 1000);
    sample[999] = 1e9;
    const [low, high] = robustRange([sample], undefined);
    expect(low).toBeGreaterThan(-0.2);
    expect(high).toBeLessThan(1.2);
  });

  test('the truth is always inside', () => {
    const [, high] = robustRange([Float64Array.of(0, 1)], 5);
    expect(high).toBeGreaterThan(5);
  });

  test('one value alone still gives an interval', () => {
    const [low, high] = robustRange([Float64Array.of(3, 3, 3)], undefined);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(3);
  });
});

describe('shapeOf', () => {
  test('a smooth sample gives its density, widened only by the kernel', () => {
    const shape = densityShapeOf(evenNormal(2000), [-4, 4]);
    if (shape.kind !== 'curve') throw new Error(`expected a curve, got ${shape.kind}`);
    // A kernel of width 0.6 n^-0.2 turns N(0, 1) into N(0, 1 + width^2).
    const deviation = Math.sqrt(1 + (0.6 * 2000 ** -0.2) ** 2);
    for (const [i, x] of shape.x.entries()) {
      expect(Math.abs((shape.height[i] ?? 0) - Math.exp(-0.5 * (x / deviation) ** 2))).toBeLessThan(0.02);
    }
  });

  test('a handful of values give atoms with their shares', () => {
    const sorted = sortedFinite([...new Array(30).fill(-1), ...new Array(60).fill(2)]);
    expect(densityShapeOf(sorted, [-2, 3])).toEqual({ kind: 'atoms', x: [-1, 2], height: [0.5, 1] });
  });

  test('a sample without spread and one without numbers do no harm', () => {
    expect(densityShapeOf(Float64Array.of(1, 1, 1), [0, 2]).kind).toBe('curve');
    expect(densityShapeOf(new Float64Array(), [0, 1])).toEqual({ kind: 'nothing' });
  });
});
