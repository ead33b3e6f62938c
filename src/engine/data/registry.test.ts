import { describe, expect, test } from 'vitest';
import type { Split } from './contract';
import { DATA_NAMES, DATA_SETS, isDataName } from './registry';

const rowsOf = ({ rows }: Split, width: number): Float64Array[] =>
  Array.from({ length: rows.length / width }, (_, i) => rows.subarray(i * width, (i + 1) * width));

/** Element by element, without a report of where: the arrays are long. */
const isSame = (p: Float64Array, q: Float64Array) => p.length === q.length && p.every((x, i) => x === q[i]);

describe.each(DATA_NAMES)('%s', (name) => {
  const set = DATA_SETS[name];
  const { train, heldOut } = set.rows(1);

  test('has the rows that it says, of classes in turn', () => {
    for (const [split, count] of [
      [train, set.train],
      [heldOut, set.heldOut],
    ] as const) {
      expect(split.rows).toHaveLength(count * set.width);
      expect(split.rows.every(Number.isFinite)).toBe(true);
      expect([...split.classes].every((c, i) => c === i % Math.max(1, set.classes.length))).toBe(true);
    }
  });

  test('is the same for one seed and another for another, whoever asked between', () => {
    const other = set.rows(2);
    expect(isSame(other.train.rows, train.rows)).toBe(false);
    expect(set.rows(1)).not.toBe(other);
    expect(isSame(set.rows(1).train.rows, train.rows)).toBe(true);
    expect(isSame(set.rows(1).heldOut.rows, heldOut.rows)).toBe(true);
  });

  test('gives its first rows by themselves', () => {
    const { rows, classes } = set.first(1, 3);
    expect(rows).toEqual(train.rows.slice(0, 3 * set.width));
    expect(classes).toEqual(train.classes.slice(0, 3));
    expect(set.first(1, 1e9).rows).toHaveLength(set.train * set.width);
  });

  test('hardly ever repeats a row', () => {
    const rows = [...rowsOf(train, set.width), ...rowsOf(heldOut, set.width)].map((row) => row.join());
    // Upright strokes of one pixel are often drawn as a 1, and there are only so many.
    expect(new Set(rows).size).toBeGreaterThan(rows.length * (set.form === 'picture' ? 0.99 : 0.9999));
  });
});

test('names are known', () => {
  expect(isDataName('digits')).toBe(true);
  expect(isDataName('toString')).toBe(false);
});

describe.each([
  ['digits', 12],
  ['digits16', 16],
] as const)('%s', (name, side) => {
  const { train, heldOut } = DATA_SETS[name].rows(1);

  test('are told apart by their nearest neighbour', () => {
    const known = rowsOf(train, side * side);
    const asked = rowsOf(heldOut, side * side).slice(0, 200);
    const right = asked.filter((row, i) => train.classes[nearest(row, known)] === heldOut.classes[i]);
    // 0.97 of all; the standard error of 200 is 0.012.
    expect(right.length / asked.length).toBeGreaterThan(0.93);
  });

  test('are black and white, and ink keeps off most of the picture', () => {
    expect(new Set(train.rows)).toEqual(new Set([0, 1]));
    const ink = train.rows.reduce((sum, pixel) => sum + pixel, 0) / train.rows.length;
    expect(ink).toBeGreaterThan(0.12);
    expect(ink).toBeLessThan(0.3);
  });
});

function nearest(row: Float64Array, among: readonly Float64Array[]): number {
  let [place, least] = [-1, Number.POSITIVE_INFINITY];
  among.forEach((other, i) => {
    let distance = 0;
    for (let k = 0; k < row.length && distance < least; k++)
      distance += Math.abs((other[k] ?? 0) - (row[k] ?? 0));
    if (distance < least) [place, least] = [i, distance];
  });
  return place;
}

test('a two is a two', () => {
  const two = rowsOf(DATA_SETS.digits.rows(1).train, 144)[2] ?? [];
  const picture = Array.from({ length: 12 }, (_, y) =>
    [...two.slice(y * 12, y * 12 + 12)].map((pixel) => (pixel ? '#' : '.')).join(''),
  );
  expect(picture).toEqual([
    '............',
    '.......###..',
    '......##.#..',
    '.....#...#..',
    '........##..',
    '........#...',
    '.......##...',
    '......##....',
    '......#.....',
    '.....####...',
    '....######..',
    '....#.......',
  ]);
});

describe('points in the plane', () => {
  test.each(DATA_NAMES.filter((name) => DATA_SETS[name].form === 'point'))(
    '%s: near the origin, of unit size',
    (name) => {
      const { rows } = DATA_SETS[name].rows(1).train;
      expect(rows.every((x) => Math.abs(x) < 4.5)).toBe(true);
      const square = rows.reduce((sum, x) => sum + x * x, 0) / rows.length;
      expect(square).toBeGreaterThan(0.5);
      expect(square).toBeLessThan(3);
    },
  );

  test('ring: every class lies around a place of its own', () => {
    const { rows, classes } = DATA_SETS.ring.rows(1).train;
    classes.forEach((c, i) => {
      const [x = 0, y = 0] = rows.subarray(2 * i, 2 * i + 2);
      const [dx, dy] = [x - 2 * Math.cos((c * Math.PI) / 4), y - 2 * Math.sin((c * Math.PI) / 4)];
      expect(Math.hypot(dx, dy)).toBeLessThan(0.8);
    });
  });
});

test('wave: the train rows leave a gap that the others fill', () => {
  const { train, heldOut } = DATA_SETS.wave.rows(1);
  const inGap = (split: Split) => rowsOf(split, 2).filter(([x = 0]) => x > -0.3 && x < 0.5).length;
  expect(inGap(train)).toBe(0);
  // 27 expected, standard deviation 4.4.
  expect(inGap(heldOut)).toBeGreaterThan(5);
});
