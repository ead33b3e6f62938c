import { expect, test } from 'vitest';
import { blockOf, normalPairFrom, pcg4d, sampleWord, seedWord, uniformFrom } from '../../../base/noise';
import { logStandardGamma } from '../../../base/special/gammaDraw';
import type { Source } from '../../../ir/operations';
import { Machine } from '../../reference/machine';
import type { DrawKind } from '../kernelPlan';
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
function drawOf(kind: DrawKind, estimate: number, sample: number, copy: number, index: number): number {
  const words = Int32Array.of(seedWord(SEED), estimate, sampleWord(sample, copy), blockOf(index));
  pcg4d(words);
  const lane = index % 4;
  const u = uniformFrom(words[lane] as number);
  if (kind === 'uniform') return u;
  if (kind === 'logUniform') return Math.log(u);
  if (kind === 'nearZero') return u < 0.5 ? u : u - 1;
  const pair = normalPairFrom(words[lane & 2] as number, words[(lane & 2) + 1] as number);
  return pair[lane % 2] as number;
}

async function draw(
  kind: DrawKind,
  { count, width, rows, samples, source }: Case,
  mirrored = false,
): Promise<Float32Array> {
  const [got] = await runKernel(
    { kind: 'noise', noise: kind, count, width, source, mirrored, out: { buffer: 0, offset: BEFORE } },
    [],
    [BEFORE + count * width + AFTER],
    { seed: SEED, first: FIRST, rows, samples },
  );
  return got ?? new Float32Array();
}

function expected(kind: DrawKind, { count, width, rows, samples, source }: Case): number[] {
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

test('uniform draws are those of base/noise, rounded', async () => {
  for (const one of CASES) {
    const want = expected('uniform', one);
    // Twice to float32, relatively.
    const got = await draw('uniform', one);
    expect(relativeError(got, want), JSON.stringify(one)).toBeLessThan(1.3e-7);
    expect(Math.max(...got.slice(BEFORE, -AFTER))).toBeLessThan(1);
  }
});

const MANY = { count: 1000, width: 200, rows: 1000, samples: 1, source: { index: 0, sample: 0, copy: 0 } };

test('opposites, logarithms and levels near 0 are rounded once, at both ends of a uniform', async () => {
  const u = expected('uniform', MANY).slice(BEFORE, -AFTER);
  const of = async (kind: DrawKind, mirrored: boolean) =>
    (await draw(kind, MANY, mirrored)).slice(BEFORE, -AFTER);
  const rest = u.map((x) => 1 - x);
  expect(relativeError(await of('uniform', true), rest)).toBeLessThan(1.3e-7);
  expect(relativeError(await of('logUniform', false), u.map(Math.log))).toBeLessThan(1e-6);
  expect(relativeError(await of('logUniform', true), rest.map(Math.log))).toBeLessThan(1e-6);
  const nearZero = u.map((x) => (x < 0.5 ? x : x - 1));
  expect(relativeError(await of('nearZero', false), nearZero)).toBeLessThan(1.3e-7);
  expect(
    relativeError(
      await of('nearZero', true),
      nearZero.map((x) => -x),
    ),
  ).toBeLessThan(1.3e-7);
});

/** The largest error relative to the right value. */
function relativeError(got: ArrayLike<number>, want: readonly number[]): number {
  return want.reduce((worst, right, i) => Math.max(worst, Math.abs((got[i] ?? Number.NaN) / right - 1)), 0);
}

test('normal draws are those of base/noise, to float32', async () => {
  for (const one of CASES)
    expect(
      largestError(await draw('normal', one), expected('normal', one)),
      JSON.stringify(one),
    ).toBeLessThan(1e-6);
});

test('normal draws stay near those of base/noise out to the tails', async () => {
  expect(largestError(await draw('normal', MANY), expected('normal', MANY))).toBeLessThan(2e-6);
});

test.each([false, true])(
  'gamma draws are those of the reference executor, mirrored: %s',
  async (mirrored) => {
    const concentrations = [1e-5, 0.01, 0.3, 1, 2.5, 40, -1];
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
        { op: 'logStandardGamma', shape: [width], args: [0], source, mirrored },
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
    const want = Float32Array.from(machine.column(1).data);
    expect([...(got ?? [])]).toEqual([UNTOUCHED, ...want, UNTOUCHED]);
    expect(logStandardGamma(-1, () => ({ normal: 0, uniform: 0.5, boost: 0.5 }))).toBeNaN();
  },
);
