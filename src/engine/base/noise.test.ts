import { expect, test } from 'vitest';
import { blockOf, normalPairFrom, pcg4d, rejectionBlock, uniformFrom } from './noise';

test('pcg4d gives the same words for ever: shared seeds replay', () => {
  const v = Uint32Array.of(1, 2, 3, 4);
  pcg4d(v);
  // Worked out with 64-bit integers from the formulas of the paper.
  expect([...v]).toEqual(byTheBook([1n, 2n, 3n, 4n]));
  const w = Uint32Array.of(0xffffffff, 0, 77, 0x80000000);
  pcg4d(w);
  expect([...w]).toEqual(byTheBook([0xffffffffn, 0n, 77n, 0x80000000n]));
});

/** Jarzynski and Olano 2020, listing of pcg4d, on integers of any size. */
function byTheBook(words: [bigint, bigint, bigint, bigint]): number[] {
  const u32 = (n: bigint) => n & 0xffffffffn;
  const v = words.map((word) => u32(word * 1664525n + 1013904223n)) as typeof words;
  const mix = () => {
    v[0] = u32(v[0] + v[1] * v[3]);
    v[1] = u32(v[1] + v[2] * v[0]);
    v[2] = u32(v[2] + v[0] * v[1]);
    v[3] = u32(v[3] + v[1] * v[2]);
  };
  mix();
  for (let i = 0; i < 4; i++) v[i] = (v[i] as bigint) ^ ((v[i] as bigint) >> 16n);
  mix();
  return v.map(Number);
}

test('uniforms lie inside (0, 1), and the opposite word has the opposite, exactly', () => {
  for (const word of [0, 1, 511, 512, 0x7fffffff, 0xffffffff]) {
    const u = uniformFrom(word);
    expect(u).toBeGreaterThan(0);
    expect(u).toBeLessThan(1);
    expect(uniformFrom(~word)).toBe(1 - u);
    expect(1 - (1 - u)).toBe(u);
  }
  expect(uniformFrom(0)).toBe(2 ** -33);
});

test('coins of any probability come up as often as it says, to 2^-32, and so at both ends', () => {
  for (const p of [1e-8, 1e-6, 0.3]) {
    // Words below this come up heads: (word + 1/2) / 2^32 < p.
    const heads = Math.ceil(p * 2 ** 32 - 0.5);
    expect(uniformFrom(heads - 1) < p && uniformFrom(heads) >= p).toBe(true);
    expect(1 - uniformFrom(~(heads - 1)) < p && 1 - uniformFrom(~heads) >= p).toBe(true);
    expect(Math.abs(heads / 2 ** 32 / p - 1)).toBeLessThan(2 ** -33 / p + 1e-12);
  }
  expect(-Math.log(uniformFrom(0))).toBeCloseTo(33 * Math.LN2, 12);
});

test('rare coins come up at their rates in the words of many estimates', () => {
  const n = 1 << 19;
  const rates = [1e-4, 1e-5, 4e-6];
  const heads = rates.map(() => 0);
  const v = new Int32Array(4);
  for (let i = 0; i < n; i++) {
    v.set([3, i, 0, 0]);
    pcg4d(v);
    for (const word of v)
      rates.forEach((p, k) => {
        if (uniformFrom(word) < p) heads[k] = (heads[k] as number) + 1;
      });
  }
  // Some 210, 21 and 8 heads: a false alarm has a chance of some 1e-5, by the longer upper tail of the rarest, and the
  // seed is fixed.
  rates.forEach((p, k) => {
    const expected = 4 * n * p;
    expect(Math.abs((heads[k] as number) - expected), String(p)).toBeLessThan(5 * Math.sqrt(expected) + 2);
  });
});

test('normal pairs have mean 0, variance 1, fourth moment 3 and no correlation', () => {
  const n = 200_000;
  const sums = { x: 0, xx: 0, x4: 0, xy: 0, next: 0 };
  let last = 0;
  const v = new Int32Array(4);
  for (let i = 0; i < n; i++) {
    v.set([5, i, 0, blockOf(0)]);
    pcg4d(v);
    const [x, y] = normalPairFrom(v[0] ?? 0, v[1] ?? 0);
    sums.x += x;
    sums.xx += x * x;
    sums.x4 += x ** 4;
    sums.xy += x * y;
    sums.next += x * last;
    last = x;
  }
  // Five standard errors each: a false alarm has probability below 3e-6 over all five, and the seed is fixed.
  const within = (sum: number, mean: number, deviation: number) =>
    expect(Math.abs(sum / n - mean)).toBeLessThan((5 * deviation) / Math.sqrt(n));
  within(sums.x, 0, 1);
  within(sums.xx, 1, Math.sqrt(2));
  within(sums.x4, 3, Math.sqrt(96));
  within(sums.xy, 0, 1);
  within(sums.next, 0, 1);
});

test('blocks of sources and of rejection attempts never meet', () => {
  const blocks = [blockOf(0), blockOf(4_000_000), rejectionBlock(0, 0), rejectionBlock(1000, 255)];
  expect([...blocks].sort((a, b) => a - b)).toEqual(blocks);
  expect(rejectionBlock(1, 0)).toBe(rejectionBlock(0, 255) + 1);
});
