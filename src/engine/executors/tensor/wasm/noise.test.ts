import { expect, test } from 'vitest';
import { blockOf, type NoiseKind, normalPairFrom, pcg4d, sampleWord, uniformFrom } from '../../../base/noise';
import { standardGamma } from '../../../base/special/gammaDraw';
import type { Source } from '../../../ir/operations';
import { Machine } from '../../reference/machine';
import { largestError, runKernel, UNTOUCHED } from './singleKernel';

const BEFORE = 2;
const AFTER = 5;
const SEED = 0x9abcdef0;
const FIRST = 1_000_000;

interface Case {
  readonly count: number;
  readonly width: number;
  readonly rows: number;
  readonly samples: number;
  readonly source: Source;
}

/** Draw number `index` of a row, as base/noise defines it. */
function drawOf(kind: NoiseKind, estimate: number, sample: number, copy: number, index: number): number {
  const words = Int32Array.of(SEED, estimate, sampleWord(sample, copy), blockOf(index));
  pcg4d(words);
  const lane = index % 4;
  if (kind === 'uniform') return uniformFrom(words[lane] as number);
  const pair = normalPairFrom(words[lane & 2] as number, words[(lane & 2) + 1] as number);
  return pair[lane % 2] as number;
}

async function draw(kind: NoiseKind, { count, width, rows, samples, source }: Case): Promise<Float32Array> {
  const [got] = await runKernel(
    { kind: 'noise', noise: kind, count, width, source, out: { buffer: 0, offset: BEFORE } },
    [],
    [BEFORE + count * width + AFTER],
    { seed: SEED, first: FIRST, rows, samples },
  );
  return got ?? new Float32Array();
}

function expected(kind: NoiseKind, { count, width, rows, samples, source }: Case): number[] {
  const out: number[] = Array(BEFORE).fill(UNTOUCHED);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < width; j++) {
      const row = (i * rows) / count;
      const estimate = FIRST + Math.floor(row / samples);
      out.push(drawOf(kind, estimate, (row % samples) + source.sample, source.copy, source.index + j));
    }
  return [...out, ...Array(AFTER).fill(UNTOUCHED)];
}

const CASES: Case[] = [1, 2, 3, 4, 5, 6, 9, 16, 17, 40]
  .flatMap((width) =>
    [1, 2, 3, 4, 5, 7, 64].flatMap((count) =>
      [
        { rows: count, samples: 1, source: { index: 0, sample: 0, copy: 0 } },
        { rows: count, samples: count, source: { index: 4 * width + 2, sample: 3, copy: 1 } },
        { rows: 6 * count, samples: 6, source: { index: 7, sample: 0, copy: 2 } },
        { rows: 6 * count, samples: 3, source: { index: 5, sample: 1, copy: 0 } },
        { rows: 3 * count, samples: count * 3, source: { index: 1, sample: 0, copy: 0 } },
      ].map((rest) => ({ width, count, ...rest })),
    ),
  )
  .concat(
    // Estimates that begin anywhere among the rows that are drawn at once.
    [1, 3].flatMap((width) =>
      [
        { count: 15, rows: 15, samples: 3 },
        { count: 15, rows: 15, samples: 5 },
        { count: 14, rows: 42, samples: 7 },
      ].map((rest) => ({ width, source: { index: 2, sample: 4, copy: 1 }, ...rest })),
    ),
  );

test('uniform draws are those of base/noise, bit for bit', async () => {
  for (const one of CASES)
    expect([...(await draw('uniform', one))], JSON.stringify(one)).toEqual(expected('uniform', one));
}, 60_000);

test('normal draws are those of base/noise, to float32', async () => {
  for (const one of CASES)
    expect(
      largestError(await draw('normal', one), expected('normal', one)),
      JSON.stringify(one),
    ).toBeLessThan(1e-6);
}, 60_000);

test('normal draws stay near those of base/noise out to the tails', async () => {
  const one = { count: 1000, width: 200, rows: 1000, samples: 1, source: { index: 0, sample: 0, copy: 0 } };
  expect(largestError(await draw('normal', one), expected('normal', one))).toBeLessThan(2e-6);
});

test.each([false, true])(
  'gamma draws are those of the reference executor, mirrored: %s',
  async (mirrored) => {
    const concentrations = [0.01, 0.3, 1, 2.5, 40, -1];
    const source = { index: 3, sample: 2, copy: 1 };
    const rows = 8;
    const samples = 2;
    const count = 4;
    const width = concentrations.length;
    const inputs = Float32Array.from(
      { length: count * width },
      (_, i) => concentrations[i % width] as number,
    );
    const [got] = await runKernel(
      {
        kind: 'gamma',
        count,
        width,
        source,
        mirrored,
        concentration: { buffer: 0, offset: 0 },
        out: { buffer: 1, offset: 1 },
      },
      [inputs],
      [count * width + 2],
      { seed: SEED, first: FIRST, rows, samples },
    );
    const machine = new Machine(
      [
        { op: 'constant', shape: [width], values: [...inputs.subarray(0, width)] },
        { op: 'standardGamma', shape: [width], args: [0], source, mirrored },
      ],
      count,
    );
    machine.feed(new Map());
    machine.run(
      {
        seed: SEED,
        estimates: Int32Array.from([0, 1, 2, 3], (i) => FIRST + i),
        samples: Int32Array.of(0, 0, 0, 0),
      },
      count,
    );
    const want = [...machine.column(1).data].map((x) => Math.max(x, 2 ** -126));
    expect([...(got ?? [])]).toEqual([UNTOUCHED, ...Float32Array.from(want), UNTOUCHED]);
    expect(standardGamma(-1, () => ({ normal: 0, uniform: 0.5, boost: 0.5 }))).toBeNaN();
  },
);
