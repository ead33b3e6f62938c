import { expect, test, vi } from 'vitest';
import { CountedNoise, OWN_DRAW } from '../../compile/noise';
import { SourceNumbers } from '../../compile/sourceNumbers';
import { Builder } from '../../ir/builder';
import { costOf } from '../../ir/cost';
import type { Program } from '../../ir/program';
import { Machine } from './machine';
import { prepareReference } from './reference';

const NONE = new Map<string, Float64Array>();

/** One normal x and the number of the estimate's state; the state counts estimates. */
function counting(samples: number): Program {
  const b = new Builder();
  const x = b.noise('normal', [], { index: 0, sample: 0, copy: 0 });
  const seen = b.state('seen', []);
  const next = b.add(seen, 1);
  return {
    instructions: b.instructions,
    outputs: [
      { name: 'x', value: x.id },
      { name: 'seen', value: seen.id },
    ],
    states: [{ name: 'seen', shape: [], initial: [0], next: next.id }],
    samples,
    warmUp: 5,
  };
}

function plain(samples: number): Program {
  const { instructions, outputs } = counting(samples);
  return { instructions, outputs: outputs.slice(0, 1), states: [], samples, warmUp: 0 };
}

/** The sum of 64 normals. */
function wide(samples: number): Program {
  const b = new Builder();
  const sum = b.sum(b.noise('normal', [64], { index: 0, sample: 0, copy: 0 }));
  const outputs = [{ name: 'sum', value: sum.id }];
  return { instructions: b.instructions, outputs, states: [], samples, warmUp: 0 };
}

const raw = (program: Program, first: number, count: number, seed = 7, lanes = 1) => [
  ...(prepareReference(program, { lanes }).runNow({ seed, first, count, feeds: NONE, raw: count }).raw[0] ??
    []),
];

test('estimate e is the same however the run is cut into requests', () => {
  const whole = raw(plain(1), 0, 1000);
  expect([...raw(plain(1), 0, 300), ...raw(plain(1), 300, 700)]).toEqual(whole);
  expect(raw(plain(1), 0, 1000, 8)).not.toEqual(whole);
});

test('an estimate is the mean of its samples', () => {
  const means = raw(plain(400), 0, 2000);
  const square = means.reduce((sum, x) => sum + x * x, 0) / means.length;
  // The variance is 1 / 400 within 5 standard errors (chance of a false alarm 6e-7, and the seed is fixed).
  expect(Math.abs(400 * square - 1)).toBeLessThan(5 * Math.sqrt(2 / means.length));
});

test('moments are those of the raw estimates', () => {
  const runner = prepareReference(plain(1));
  const batch = runner.runNow({ seed: 7, first: 0, count: 500, feeds: NONE, raw: 500 });
  const numbers = [...(batch.raw[0] ?? [])];
  const mean = numbers.reduce((sum, x) => sum + x, 0) / 500;
  const m4 = numbers.reduce((sum, x) => sum + (x - mean) ** 4, 0);
  expect(batch.moments[0]?.[0]?.mean).toBeCloseTo(mean, 12);
  expect(batch.moments[0]?.[0]?.m4).toBeCloseTo(m4, 6);
});

test('a state holds what the estimates before left, after the warm-up', () => {
  const runner = prepareReference(counting(3));
  const request = { seed: 7, feeds: NONE, raw: 4 };
  expect([...(runner.runNow({ ...request, first: 0, count: 4 }).raw[1] ?? [])]).toEqual([5, 6, 7, 8]);
  expect([...(runner.runNow({ ...request, first: 4, count: 2 }).raw[1] ?? [])]).toEqual([9, 10]);
  runner.reset();
  expect([...(runner.runNow({ ...request, first: 0, count: 1 }).raw[1] ?? [])]).toEqual([5]);
});

test('lanes are chains of their own', () => {
  const runner = prepareReference(counting(1), { lanes: 4 });
  const batch = runner.runNow({ seed: 7, first: 0, count: 6, feeds: NONE, raw: 8 });
  expect(batch.count).toBe(8);
  expect([...(batch.raw[1] ?? [])]).toEqual([5, 5, 5, 5, 6, 6, 6, 6]);
  expect([...(batch.raw[0] ?? [])]).toEqual(raw(plain(1), 0, 8));
});

test('a mirrored draw is made from the opposite noise', () => {
  const b = new Builder();
  const plain = new CountedNoise(b, new SourceNumbers(), OWN_DRAW);
  const mirrored = new CountedNoise(b, new SourceNumbers(), { ...OWN_DRAW, mirrored: true });
  const sums = [b.add(plain.uniform([]), mirrored.uniform([])), b.add(plain.normal([]), mirrored.normal([]))];
  const gammas = [plain, mirrored].map((noise) => b.exp(noise.logGamma(b.constant(40))));
  const outputs = [...sums, ...gammas].map((value, i) => ({ name: String(i), value: value.id }));
  const runner = prepareReference({
    instructions: b.instructions,
    outputs,
    states: [],
    samples: 1,
    warmUp: 0,
  });
  const { raw } = runner.runNow({ seed: 3, first: 0, count: 200, raw: 200, feeds: new Map() });
  const [ones, zeros, x, y] = raw.map((column) => [...column]) as [number[], number[], number[], number[]];
  expect(ones.every((sum) => sum === 1) && zeros.every((sum) => sum === 0)).toBe(true);
  const opposite = x.filter((value, i) => value > 40 !== (y[i] ?? 0) > 40);
  expect(opposite.length).toBeGreaterThan(180);
});

test.each([
  ['one estimate of very many samples', wide(100_000), 1],
  ['very many estimates', wide(1), 100_000],
  ['samples under a state, and its warm-up', counting(20_000), 2],
])('%s: the batch is the same in parts, none of which takes long', (_, program, count) => {
  const request = { seed: 7, first: 0, count, feeds: NONE, raw: 4 };
  const whole = prepareReference(program).runNow(request);
  let rows = 0;
  const { run } = Machine.prototype;
  vi.spyOn(Machine.prototype, 'run').mockImplementation(function (this: Machine, counters, own) {
    rows += own;
    run.call(this, counters, own);
  });
  const parts = prepareReference(program).parts(request);
  const each: number[] = [];
  for (let part = parts.next(); ; part = parts.next()) {
    each.push(rows);
    rows = 0;
    if (!part.done) continue;
    expect(part.value).toEqual(whole);
    break;
  }
  vi.restoreAllMocks();
  const { operations } = costOf(program.instructions);
  expect(each.length).toBeGreaterThan(1);
  expect(Math.max(...each) * operations).toBeLessThan(2 ** 23);
});
