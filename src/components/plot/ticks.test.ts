import { describe, expect, test } from 'vitest';
import { textWidth } from '../ui/textWidth';
import { besideLine } from './besideLine';
import {
  type AxisRange,
  decadeTicks,
  linearTicks,
  listedTicks,
  TICK_SIZE,
  type TickMaker,
  ticksAcross,
  ticksUp,
} from './ticks';

/** Of many kinds: around 0 and far from it, tiny and huge. */
const RANGES: readonly AxisRange[] = [
  [-7.3, 12.1],
  [0, 1],
  [-1, 1],
  [0.1, 0.9],
  [-3e-4, 2e-5],
  [2.4621, 3.0579],
  [99_900, 100_100],
  [0, 1e6],
  [-0.33, 0],
  [0.15, 0.17],
];

describe('linear ticks', () => {
  test('are round and lie inside', () => {
    expect(linearTicks([-7.3, 12.1], 7)).toEqual({
      values: [-5, 0, 5, 10],
      words: ['−5', '0', '5', '10'],
    });
    expect(linearTicks([0, 0.3], 3).words).toEqual(['0.0', '0.1', '0.2', '0.3']);
  });

  test.each(RANGES)(
    'from %f to %f are 1, 2 or 5 times a power of ten apart, as near as may be',
    (...range) => {
      for (let most = 1; most <= 12; most++) {
        const { values } = linearTicks(range, most);
        const [low, high] = range;
        const rough = (high - low) / most;
        const power = 10 ** Math.floor(Math.log10(rough));
        const step = [1, 2, 5, 10].map((k) => k * power).find((own) => own >= rough * (1 - 1e-9)) ?? 0;
        const expected: number[] = [];
        for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++)
          expected.push(k * step);
        expect(values).toHaveLength(expected.length);
        values.forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 10);
        });
      }
    },
  );

  test('are none where floating point cannot tell them apart', () => {
    expect(linearTicks([9e27, 9e27 + 2e12], 5).values).toEqual([]);
    expect(linearTicks([-1e308, 1e308], 5).values).toEqual([]);
    expect(linearTicks([0, Number.NaN], 5).values).toEqual([]);
    expect(linearTicks([3, 3], 5).values).toEqual([]);
    expect(linearTicks([9e27, 9.1e27], 5).values.length).toBeGreaterThan(2);
  });
});

describe('decades', () => {
  test('are thinned where there are many', () => {
    expect(decadeTicks([0.2, 3.9], 6).values).toEqual([1, 2, 3]);
    expect(decadeTicks([-6, 6], 5).values).toEqual([-6, -3, 0, 3, 6]);
  });

  test('are all written as powers where one of them must be', () => {
    expect(decadeTicks([1, 5], 5).words).toEqual(['10', '100', '1,000', '10k', '100k']);
    expect(decadeTicks([4, 12], 3).words).toEqual(['10⁴', '10⁷', '10¹⁰']);
  });
});

/** Where numbers stand, from their left to their right end. */
function boxesOf(make: TickMaker, range: AxisRange, most: number, length: number, beyond: number) {
  const { values, words } = ticksAcross(make, range, most, { length, before: beyond, after: beyond });
  return values.map((value, i) => {
    const middle = ((value - range[0]) / (range[1] - range[0])) * length;
    const half = textWidth(words[i] ?? '', TICK_SIZE) / 2;
    return [middle - half, middle + half] as const;
  });
}

describe('numbers along an axis', () => {
  test.each(RANGES)('from %f to %f never meet, nor pass the figure’s edge, however narrow', (...range) => {
    for (let length = 10; length < 700; length += 7) {
      const boxes = boxesOf(linearTicks, range, 6, length, 12);
      boxes.forEach(([left, right], i) => {
        expect(left).toBeGreaterThanOrEqual(-12);
        expect(right).toBeLessThanOrEqual(length + 12);
        const next = boxes[i + 1];
        if (next) expect(next[0] - right).toBeGreaterThan(5);
      });
    }
  });

  test('of decades never meet either', () => {
    for (let length = 10; length < 500; length += 7)
      boxesOf(decadeTicks, [-5, 6], 12, length, 30).forEach(([, right], i, all) => {
        const next = all[i + 1];
        if (next) expect(next[0] - right).toBeGreaterThan(5);
      });
  });

  test('are as many as are asked for where there is room, and more the wider the axis', () => {
    const count = (length: number) => ticksAcross(linearTicks, [0, 1], 5, { length }).values.length;
    expect(count(400)).toBe(6);
    expect(count(100)).toBe(3);
    expect(count(12)).toBe(1);
  });

  test('of decades mark both ends where only two have room', () => {
    expect(ticksAcross(decadeTicks, [-4, -1], 3, { length: 45 }).words).toEqual(['10⁻⁴', '0.1']);
  });

  test('stand a line apart up an axis', () => {
    expect(ticksUp(linearTicks, [0, 1], 10, 400).values).toHaveLength(11);
    expect(ticksUp(linearTicks, [0, 1], 10, 60).values).toEqual([0, 0.5, 1]);
  });

  test('that are listed are thinned evenly', () => {
    expect(listedTicks([1, 5, 10, 15, 20])([0, 21], 5).values).toEqual([1, 5, 10, 15, 20]);
    expect(listedTicks([1, 5, 10, 15, 20])([0, 21], 3).words).toEqual(['1', '10', '20']);
  });
});

test('no text is wider than is thought', () => {
  // Measured in Inter at 100 px: the sums of what its signs take.
  for (const [words, width] of [
    ['−0.0125', 66 + 63 + 29 + 63 + 41 + 61 + 59],
    ['1,000', 41 + 29 + 3 * 63],
    ['10⁻⁵', 41 + 63 + 53 + 40],
    ['Pathwise', 64 + 56 + 33 + 59 + 82 + 24 + 53 + 58],
    ['WMmw', 99 + 90 + 88 + 82],
  ] as const) {
    expect(textWidth(words, 100)).toBeGreaterThanOrEqual(width);
    expect(textWidth(words, 100)).toBeLessThan(1.25 * width);
  }
});

describe('words beside an upright line', () => {
  const beside = (at: number, length: number) =>
    besideLine(at, [0, 1], 'truth 0.0250', { length, before: 60, after: 12 });

  test('run towards the middle', () => {
    expect([beside(0.1, 400), beside(0.9, 400)]).toEqual(['left', 'right']);
  });

  test('turn where the figure’s edge would cut them', () => {
    // About 72 px wide: from 45 px on they would end at 117, beyond 112.
    expect(beside(0.45, 100)).toBe('right');
    expect(besideLine(0.55, [0, 1], 'truth 0.0250', { length: 100, before: 0, after: 60 })).toBe('left');
  });
});
