import { expect } from '@playwright/test';
import { DISTRIBUTIONS } from '../src/engine/distributions/registry';
import { prepareReference } from '../src/engine/executors/reference/reference';
import { DistributionProbe } from '../src/engine/testing/distributionProbe';
import { type DistributionSetting, SETTINGS, titleOf } from '../src/engine/testing/distributionSettings';
import { noiseKinds } from '../src/engine/testing/noise';
import { distributionProgram, LANES, SIDE } from './harness/programs';
import { feedsOf, test } from './harness/serve';

/** Draws that are compared one by one. */
const COUNT = 16 * LANES;
const TOLERANCE = 2e-5;
/**
 * Share of draws that may come out otherwise. A rejection sampler accepts by a comparison of two numbers of the size of
 * 1, which float32 has to about 1e-6: one attempt in a million or so lies that close to the edge, and the draw is then
 * that of the attempt after it. A count that is found by summing its mass has such an edge at every step of its
 * distribution function.
 */
const FLIPS = 1e-4;

test.setTimeout(120_000);

for (const setting of SETTINGS)
  test(`${titleOf(setting)}: draws, scores and paths equal the reference`, async ({ fused }) => {
    const { program, feeds, args, paths } = distributionProgram(setting);
    const order = { seed: 7, first: 0, count: COUNT, raw: COUNT, feeds };
    const { raw } = await fused.run(await fused.ready(program, SIDE), order);
    const exact = prepareReference(program).runNow({ ...order, feeds: feedsOf(feeds) }).raw;
    const column = (columns: readonly ArrayLike<number>[], output: number, row: number) => {
      const values = columns[output] ?? [];
      const width = values.length / COUNT;
      return Array.from({ length: width }, (_, j) => values[row * width + j] ?? Number.NaN);
    };
    const rows = Array.from({ length: COUNT }, (_, row) => row);
    const draws = rows.map((row) => column(raw, 0, row));
    const { discrete } = DISTRIBUTIONS[setting.name];
    const flipped = new Set(
      misses(
        draws,
        rows.map((row) => column(exact, 0, row)),
        discrete ? 0 : TOLERANCE,
      ),
    );
    expect(flipped.size).toBeLessThanOrEqual(mayFlip(setting) ? FLIPS * COUNT : 0);

    // A score may turn the rounding of a draw into much more, as that of a location's square does: so it is right at
    // the very draw that the shader made, or, where that carries its logarithm beside it, at the reference's.
    const scores = new DistributionProbe(setting).scores(draws);
    args.forEach((arg, i) => {
      const wanted = scores.filter((score) => score.arg === arg);
      const missed = misses(
        rows.map((row) => column(raw, 1 + i, row)),
        rows.map((row) => wanted.map(({ values }) => values[row] ?? Number.NaN)),
        TOLERANCE,
      );
      const atReference = misses(
        rows.map((row) => column(raw, 1 + i, row)),
        rows.map((row) => column(exact, 1 + i, row)),
        TOLERANCE,
      );
      const both = missed.filter((row) => atReference.includes(row));
      expect(both.slice(0, 5), `score of ${arg}`).toEqual([]);
    });
    // A path in proportion to its draw carries the draw's rounding over, which is held against the median draw.
    const usual = medianSize(rows.flatMap((row) => column(exact, 0, row)));
    const carriedOver = (path: readonly number[], draw: readonly number[]) =>
      largest(path) * Math.max(1, usual / largest(draw));
    paths.forEach((arg, i) => {
      const missed = misses(
        rows.map((row) => column(raw, 1 + args.length + i, row)),
        rows.map((row) => column(exact, 1 + args.length + i, row)),
        TOLERANCE,
        rows.map((row) => carriedOver(column(exact, 1 + args.length + i, row), column(exact, 0, row))),
      );
      expect(missed.filter((row) => !flipped.has(row)).slice(0, 5), `path of ${arg}`).toEqual([]);
    });
  });

/** Draws that float32, or float64, rounds to 0 or 1: their scores and paths go by the logarithms that they carry. */
const SMALL: readonly DistributionSetting[] = [
  { name: 'Gamma', args: { concentration: [0.003], rate: [2] }, outside: [] },
  { name: 'InverseGamma', args: { concentration: [0.02], rate: [2] }, outside: [] },
  { name: 'Beta', args: { concentration1: [0.05], concentration0: [0.02] }, outside: [] },
  { name: 'Dirichlet', args: { concentration: [0.01, 0.02, 0.005] }, outside: [] },
];

for (const setting of SMALL)
  test(`${titleOf(setting)}: draws that are rounded away have the scores and paths of the reference`, async ({
    fused,
  }) => {
    const { program, feeds, args } = distributionProgram(setting);
    const order = { seed: 7, first: 0, count: COUNT, raw: COUNT, feeds };
    const { raw } = await fused.run(await fused.ready(program, SIDE), order);
    const exact = prepareReference(program).runNow({ ...order, feeds: feedsOf(feeds) }).raw;
    // The relative error of a draw is the absolute one of its logarithm, which goes up to 23 / concentration and has 24
    // bits.
    const smallest = Math.min(...Object.values(setting.args).flatMap((numbers) => [...(numbers ?? [])]));
    const ofDraws = (2e-7 * 23) / smallest;
    exact.forEach((values, output) => {
      const isScore = output >= 1 && output <= args.length;
      // Beyond, a float32 on the way may be infinite.
      const pairs = Array.from(values, (value, i) => ({ value, own: raw[output]?.[i] ?? Number.NaN })).filter(
        ({ value }) => Math.abs(value) < 1e36,
      );
      if (output > args.length) {
        // Close to 1, a draw's distance to it has few digits, and so has its path, a small one: their sums agree.
        const total = (of: (pair: { value: number; own: number }) => number) =>
          pairs.reduce((sum, pair) => sum + Math.abs(of(pair)), 0);
        expect(
          total(({ value, own }) => own - value),
          `output ${output}`,
        ).toBeLessThan(ofDraws * total(({ value }) => value));
        return;
      }
      const tolerance = isScore ? TOLERANCE : ofDraws;
      const size = medianSize(pairs.map(({ value }) => value));
      const off = pairs.filter(
        ({ value, own }) => !(Math.abs(own - value) <= tolerance * Math.max(size, Math.abs(value)) + 1e-30),
      );
      expect(off.slice(0, Math.max(0, off.length - FLIPS * values.length)), `output ${output}`).toEqual([]);
    });
  });

/**
 * Rows in which a number is off by more than the tolerance times its size, the median size, or that given for its row,
 * whichever is largest.
 */
function misses(
  got: readonly (readonly number[])[],
  wanted: readonly (readonly number[])[],
  tolerance: number,
  sizes: readonly number[] = [],
): number[] {
  const median = medianSize(wanted.flat());
  const far = (value: number, own: number | undefined, size: number) =>
    !(Math.abs((own ?? Number.NaN) - value) <= tolerance * Math.max(Math.abs(value), median, size));
  return wanted.flatMap((row, i) =>
    row.some((value, j) => far(value, got[i]?.[j], sizes[i] ?? 0)) ? [i] : [],
  );
}

function largest(numbers: readonly number[]): number {
  return Math.max(...numbers.map(Math.abs));
}

function mayFlip(setting: DistributionSetting): boolean {
  const distribution = DISTRIBUTIONS[setting.name];
  const counts = distribution.support === 'naturals' || distribution.support === 'counts';
  return counts || noiseKinds(distribution, setting).includes('gamma');
}

function medianSize(values: readonly number[]): number {
  const sizes = Float64Array.from(values, Math.abs).sort();
  return sizes[Math.floor(sizes.length / 2)] ?? 0;
}
