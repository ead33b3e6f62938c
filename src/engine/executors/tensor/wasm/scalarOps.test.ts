import { expect, test } from 'vitest';
import { binomialQuantile } from '../../../base/special/binomial';
import { digamma, lgamma, trigamma } from '../../../base/special/gamma';
import { gammaSlope } from '../../../base/special/gammaSlope';
import { erf } from '../../../base/special/normal';
import { poissonQuantile } from '../../../base/special/poisson';
import type { BinaryOp, UnaryOp } from '../../../ir/elementwise';
import type { BodyOp } from '../kernelPlan';
import { runKernel } from './singleKernel';

const EDGES = [0, -0, 1, -1, Infinity, -Infinity, Number.NaN, 1e-42, -1e-42, 1e-30, -1e-30, 3e38, -3e38];

/** From one end to the other, and the same again near 0. */
function grid(from: number, to: number): number[] {
  const steps = Array.from({ length: 1001 }, (_, i) => from + ((to - from) * i) / 1000);
  return [...EDGES, ...steps, ...steps.map((x) => x * 1e-3), ...steps.map((x) => x * 1e-6)];
}

async function apply(op: BodyOp['op'], ...args: readonly number[][]): Promise<Float32Array> {
  const length = args[0]?.length ?? 0;
  const positions = args.map((_, i) => i);
  const [out] = await runKernel(
    {
      kind: 'elementwise',
      extents: [length],
      inputs: positions.map((buffer) => ({ buffer, offset: 0, strides: [1] })),
      body: [
        ...positions.map((input) => ({ op: 'input', input }) as const),
        { op, args: positions } as unknown as BodyOp,
      ],
      outputs: [{ value: args.length, to: { buffer: args.length, offset: 0, strides: [1] } }],
    },
    args,
    [length],
  );
  return out as Float32Array;
}

/** Relative to the right value, or absolute below `scale`; what float32 rounds to the same number is no error. */
function errorOf(got: number, want: number, scale: number): number {
  if (Object.is(got, Math.fround(want)) || got === want) return 0;
  if (Number.isNaN(want) || !Number.isFinite(Math.fround(want))) return Infinity;
  const error = Math.abs(got - want) / Math.max(Math.abs(want), scale);
  return Number.isNaN(error) ? Infinity : error;
}

/** Below the smallest normal float32 there are fewer digits. */
const TINY = 2 ** -126;

const UNARY: Record<UnaryOp, { f: (x: number) => number; xs: number[]; error: number; scale?: number }> = {
  neg: { f: (x) => -x, xs: grid(-10, 10), error: 0 },
  exp: { f: Math.exp, xs: [...grid(-110, 100), 1000, -1000, 88.72, 88.73], error: 3e-7 },
  log: { f: Math.log, xs: [...grid(-1, 20), 0.99999, 1.00001, 1e20], error: 3e-7 },
  log1p: { f: Math.log1p, xs: [...grid(-1.1, 20), 1e10, 1e-8], error: 3e-7 },
  expm1: { f: Math.expm1, xs: [...grid(-30, 95), ...grid(-2, 2), 1000], error: 3e-7 },
  sqrt: { f: Math.sqrt, xs: grid(-1, 20), error: 1e-7 },
  sin: {
    f: Math.sin,
    xs: [...grid(-10, 10), ...grid(-1e5, 1e5)].filter((x) => Math.abs(x) < 1e30),
    error: 2e-7,
    scale: 0.5,
  },
  cos: {
    f: Math.cos,
    xs: [...grid(-10, 10), ...grid(-1e5, 1e5)].filter((x) => Math.abs(x) < 1e30),
    error: 2e-7,
    scale: 0.5,
  },
  tanh: { f: Math.tanh, xs: grid(-12, 12), error: 3e-7 },
  sigmoid: {
    f: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
    xs: [...grid(-20, 20), ...grid(-110, 110)],
    error: 4e-7,
  },
  softplus: {
    f: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
    xs: [...grid(-20, 20), ...grid(-110, 110)],
    error: 4e-7,
  },
  abs: { f: Math.abs, xs: grid(-10, 10), error: 0 },
  sign: { f: Math.sign, xs: grid(-10, 10), error: 0 },
  floor: { f: Math.floor, xs: grid(-10, 10), error: 0 },
  lgamma: { f: lgamma, xs: grid(-3.3, 20), error: 1e-7 },
  digamma: { f: digamma, xs: grid(-3.3, 20), error: 1e-7 },
  trigamma: { f: trigamma, xs: grid(-3.3, 20), error: 1e-7 },
  erf: { f: erf, xs: grid(-5, 5), error: 3e-7 },
};

test.each(Object.keys(UNARY) as UnaryOp[])('%s of one argument', async (op) => {
  const { f, xs, error, scale = TINY } = UNARY[op];
  const arguments32 = [...Float32Array.from(xs)];
  const got = await apply(op, arguments32);
  const wrong = arguments32
    .map((x, i) => ({ x, got: got[i] as number, want: f(x) }))
    .filter(({ got, want }) => errorOf(got, want, scale) > error + (Math.abs(want) < 2 * TINY ? 0.5 : 0));
  expect(wrong.slice(0, 5)).toEqual([]);
});

test('sine and cosine of infinities are NaN', async () => {
  const xs = [Infinity, -Infinity, Number.NaN];
  expect([...(await apply('sin', xs))]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect([...(await apply('cos', xs))]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});

const BINARY: Record<BinaryOp, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  pow: (x, y) => x ** y,
  min: Math.min,
  max: Math.max,
  lt: (x, y) => (x < y ? 1 : 0),
  le: (x, y) => (x <= y ? 1 : 0),
  eq: (x, y) => (x === y ? 1 : 0),
  gammaSlope,
};

test.each(Object.keys(BINARY) as BinaryOp[])('%s of two arguments', async (op) => {
  const own = op === 'gammaSlope' ? [0.1, 0.5, 1, 2, 7] : [...EDGES, -2.5, 0.3, 2, 7];
  const values = [...Float32Array.from(own)];
  const xs = values.flatMap((x) => values.map(() => x));
  const ys = values.flatMap(() => values);
  const got = await apply(op, xs, ys);
  const wrong = xs
    .map((x, i) => ({
      x,
      y: ys[i] as number,
      got: got[i] as number,
      want: Math.fround(BINARY[op](x, ys[i] as number)),
    }))
    .filter(({ got, want }) => !Object.is(got, want));
  expect(wrong.slice(0, 5)).toEqual([]);
});

test.each([
  ['min', 0],
  ['max', 0],
  ['max', -0],
  ['min', -1.5],
  ['max', 2],
  ['max', Number.NaN],
  ['min', Infinity],
] as const)('%s against the constant %s, on either side', async (op, bound) => {
  const xs = [...Float32Array.from([...EDGES, -2.5, 0.3, 5])];
  const place = (buffer: number) => ({ buffer, offset: 0, strides: [1] });
  const outputs = await runKernel(
    {
      kind: 'elementwise',
      extents: [xs.length],
      inputs: [place(0)],
      body: [
        { op: 'input', input: 0 },
        { op: 'constant', value: bound },
        { op, args: [0, 1] },
        { op, args: [1, 0] },
      ],
      outputs: [
        { value: 2, to: place(1) },
        { value: 3, to: place(2) },
      ],
    },
    [xs],
    [xs.length, xs.length],
  );
  const want = xs.map((x) => Math.fround(Math[op](x, bound)));
  for (const got of outputs) expect([...got]).toEqual(want);
});

test('where takes any number but 0 as true, and comparisons as they are', async () => {
  const condition = [0, -0, 1, Number.NaN, -3, 1e-42, 0];
  const then = [1, 2, 3, 4, 5, 6, 7];
  const otherwise = [-1, -2, -3, -4, -5, -6, Number.NaN];
  expect([...(await apply('where', condition, then, otherwise))]).toEqual([-1, -2, 3, 4, 5, 6, Number.NaN]);
  const place = (buffer: number) => ({ buffer, offset: 0, strides: [1] });
  const [got] = await runKernel(
    {
      kind: 'elementwise',
      extents: [7],
      inputs: [place(0), place(1), place(2)],
      body: [
        { op: 'input', input: 0 },
        { op: 'input', input: 1 },
        { op: 'input', input: 2 },
        { op: 'lt', args: [0, 1] },
        { op: 'where', args: [3, 1, 2] },
      ],
      outputs: [{ value: 4, to: place(3) }],
    },
    [condition, then, otherwise],
    [7],
  );
  expect([...(got ?? [])]).toEqual([1, 2, 3, -4, 5, 6, 7]);
});

test.each([2, 3, -1, 0.5, -0.5, 1.5])('a power with the constant exponent %s', async (exponent) => {
  const xs = [...Float32Array.from([...EDGES, -3, 0.3, 7])];
  const [got] = await runKernel(
    {
      kind: 'elementwise',
      extents: [xs.length],
      inputs: [{ buffer: 0, offset: 0, strides: [1] }],
      body: [
        { op: 'input', input: 0 },
        { op: 'constant', value: exponent },
        { op: 'pow', args: [0, 1] },
      ],
      outputs: [{ value: 2, to: { buffer: 1, offset: 0, strides: [1] } }],
    },
    [xs],
    [xs.length],
  );
  const wrong = xs
    .map((x, i) => ({ x, got: got?.[i] ?? 0, want: x ** exponent }))
    .filter(({ got, want }) => errorOf(got, want, TINY) > 2e-7);
  expect(wrong).toEqual([]);
});

test('quantiles of discrete laws', async () => {
  const u = [0.1, 0.5, 0.9, 0.99, 0.3];
  const rates = [0.5, 3, 10, 40, 0];
  const n = [1, 4, 10, 40, 7];
  const p = [0.5, 0.25, 0.75, 0.125, 1];
  const us = [...Float32Array.from(u)];
  expect([...(await apply('poissonQuantile', us, rates))]).toEqual(
    us.map((x, i) => poissonQuantile(x, rates[i] as number)),
  );
  expect([...(await apply('binomialQuantile', us, n, p))]).toEqual(
    us.map((x, i) => binomialQuantile(x, n[i] as number, p[i] as number)),
  );
});
