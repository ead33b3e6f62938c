import { describe, expect, test } from 'vitest';
import { blockOf, pcg4d, rejectionBlock, sampleWord, seedWord } from './noise';
import { gammaQ } from './special/incompleteGamma';

/**
 * A battery on the words of counted noise, in the ways that programs read them. Every statistic has its own tail
 * probability, and none may be below this: some 500 statistics in all make a false alarm in one seed of 2,000, and the
 * seeds are fixed.
 */
const LEAST = 1e-6;

/** What the counter of a word is. */
interface At {
  readonly seed: number;
  readonly estimate: number;
  readonly sample: number;
  readonly copy: number;
  readonly block: number;
  readonly lane: number;
}

const START: At = { seed: 5, estimate: 0, sample: 0, copy: 0, block: 0, lane: 0 };
const LANES = [0, 1, 2, 3];

/** Words of `count` estimates in a row. */
function column({ seed, estimate, sample, copy, block, lane }: At, count: number): Uint32Array {
  const first = seedWord(seed);
  const third = sampleWord(sample, copy);
  const v = new Int32Array(4);
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    v[0] = first;
    v[1] = estimate + i;
    v[2] = third;
    v[3] = block;
    pcg4d(v);
    words[i] = v[lane] as number;
  }
  return words;
}

const at = (more: Partial<At>, count = 1 << 13) => column({ ...START, ...more }, count);

/** Probability of a chi-square statistic at least as large for cells as likely as one another. */
function evenness(cells: Uint32Array, count: number): number {
  const expected = count / cells.length;
  const statistic = cells.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  return gammaQ((cells.length - 1) / 2, statistic / 2);
}

type Digit = (word: number) => number;
const top4: Digit = (word) => word >>> 28;
const mid4: Digit = (word) => (word >>> 12) & 15;
const low4: Digit = (word) => word & 15;

/** The same for pairs of words at one place of two columns, each told by 4 of its bits. */
function pairs(
  x: Uint32Array,
  y: Uint32Array,
  [first, second]: readonly [Digit, Digit] = [top4, top4],
): number {
  const cells = new Uint32Array(256);
  x.forEach((word, i) => {
    const cell = 16 * first(word) + second(y[i] as number);
    cells[cell] = (cells[cell] as number) + 1;
  });
  return evenness(cells, x.length);
}

describe('words of counted noise', () => {
  test.each(LANES)('are even in their highest and lowest bits: lane %i', (lane) => {
    for (const shift of [24, 16, 8, 0])
      for (const seed of [0, 1, 77]) {
        const cells = new Uint32Array(256);
        for (const word of at({ seed, lane }, 1 << 16)) {
          const cell = (word >>> shift) & 255;
          cells[cell] = (cells[cell] as number) + 1;
        }
        expect(evenness(cells, 1 << 16), `bits from ${shift}, seed ${seed}`).toBeGreaterThan(LEAST);
      }
  });

  // Not the lowest four bits among themselves: they depend on one another from estimate to estimate, which no draw
  // shows above 2^-28.
  test.each(LANES)('do not depend on those before: lane %i', (lane) => {
    const x = at({ lane });
    const later: readonly Partial<At>[] = [
      { estimate: 1 },
      { estimate: 2 },
      { estimate: 65536 },
      { sample: 1 },
      { copy: 1 },
      { copy: 2 },
      { block: 1 },
      { block: 2 },
    ];
    for (const next of later)
      for (const digits of [
        [top4, top4],
        [mid4, mid4],
        [low4, top4],
      ] as const)
        expect(pairs(x, at({ lane, ...next }), digits), JSON.stringify(next)).toBeGreaterThan(LEAST);
  });

  test('of one block do not depend on one another', () => {
    for (const block of [0, 1, rejectionBlock(0, 0)])
      for (const i of LANES)
        for (const j of LANES.slice(0, i))
          for (const digits of [
            [top4, top4],
            [top4, low4],
            [low4, top4],
            [low4, low4],
          ] as const)
            expect(
              pairs(at({ block, lane: i }), at({ block, lane: j }), digits),
              `${i} ${j}`,
            ).toBeGreaterThan(LEAST);
  });

  test.each(LANES)(
    'share nothing between seeds that differ in a single bit, or are neighbours: lane %i',
    (lane) => {
      for (const seed of [0, 5, 0x7fffffff])
        for (let bit = 0; bit < 32; bit++)
          expect(
            pairs(at({ seed, lane }), at({ seed: seed ^ (1 << bit), lane })),
            `bit ${bit}`,
          ).toBeGreaterThan(LEAST);
      for (let seed = 0; seed < 10; seed++)
        expect(pairs(at({ seed, lane }), at({ seed: seed + 1, lane })), `seed ${seed}`).toBeGreaterThan(
          LEAST,
        );
    },
  );

  // So many that a canonical correlation of 0.02 shows.
  test('of sources do not depend on those of the samplers by rejection', () => {
    const count = 1 << 18;
    const columns = (block: number) => LANES.map((lane) => at({ block, lane }, count));
    const [none, first] = [columns(blockOf(0)), columns(blockOf(4))];
    const rejected = columns(rejectionBlock(0, 0));
    for (const own of [none, first])
      own.forEach((x, i) => {
        rejected.forEach((y, j) => {
          expect(pairs(x, y), `lanes ${i}, ${j}`).toBeGreaterThan(LEAST);
        });
      });
  });

  // Marsaglia 1985: of m birthdays in n days m^3 / (4 n) spacings are met twice, a Poisson number to a good
  // approximation; here 2 of each of 500 years.
  test.each(LANES)('have birthdays spaced as chance spaces them: lane %i', (lane) => {
    const [years, birthdays] = [500, 512];
    for (const shift of [8, 0]) {
      const words = at({ seed: 9, lane }, years * birthdays);
      let twice = 0;
      for (let year = 0; year < years; year++) {
        const days = words
          .subarray(year * birthdays, (year + 1) * birthdays)
          .map((word) => (word >>> shift) & 0xffffff);
        const sorted = days.sort();
        const spacings = sorted.map((day, i) => day - (i === 0 ? 0 : (sorted[i - 1] as number))).sort();
        spacings.forEach((spacing, i) => {
          if (i > 0 && spacing === spacings[i - 1]) twice++;
        });
      }
      // Five standard deviations: a false alarm has probability 6e-7.
      expect(Math.abs(twice - 1000), `bits from ${shift}`).toBeLessThan(5 * Math.sqrt(1000));
    }
  });
});
