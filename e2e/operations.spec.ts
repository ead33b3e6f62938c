import { expect } from '@playwright/test';
import { rowKernelOf } from '../src/engine/executors/reference/kernels';
import { Builder, type Value } from '../src/engine/ir/builder';
import type { BinaryOp, UnaryOp } from '../src/engine/ir/elementwise';
import { LANES, over, programOf, SIDE, source, spread } from './harness/programs';
import { type Fused, test } from './harness/serve';

/**
 * Every operation of a scalar program, in float32 in the browser, against float64 at the very float32 arguments that
 * the shader had.
 */
const COUNT = 4 * LANES;

function exactly(op: UnaryOp | BinaryOp, ...args: readonly number[]): number {
  const out = new Float64Array(1);
  const shapes = args.map(() => []);
  const kernel = rowKernelOf(
    isUnary(op) ? { op, shape: [], args: [0] } : { op, shape: [], args: [0, 1] },
    shapes,
  );
  kernel(
    out,
    args.map((x) => ({ data: Float64Array.of(x), stride: 0 })),
    1,
  );
  return out[0] ?? Number.NaN;
}

/**
 * Intervals to draw arguments from, each with the error that is allowed, as a multiple of 1e-6 (1 + |value|). A second
 * argument comes from [-4, 4] unless an interval is given for it.
 */
type Ranges = readonly (readonly [
  from: number,
  to: number,
  units: number,
  second?: readonly [from: number, to: number],
])[];

const UNARY: Record<UnaryOp, Ranges> = {
  neg: [[-5, 5, 0]],
  exp: [
    [-20, 5, 1],
    [-87, 88, 5],
  ],
  log: [
    [1e-6, 1e-3, 1],
    [0.5, 2, 0.3],
    [0, 1e6, 1],
  ],
  log1p: [
    [-1e-3, 1e-3, 1e-3],
    [-0.99, 3, 1],
    [0, 1e6, 1],
  ],
  expm1: [
    [-1e-3, 1e-3, 1e-3],
    [-20, 5, 1],
  ],
  sqrt: [[0, 1e6, 0.2]],
  sin: [
    [-1e-3, 1e-3, 1e-3],
    [-10, 10, 0.3],
    [-8000, 8000, 0.5],
  ],
  cos: [
    [-10, 10, 0.3],
    [-8000, 8000, 0.5],
  ],
  tanh: [
    [-1e-3, 1e-3, 1e-3],
    [-3, 3, 0.5],
    [-200, 200, 0.2],
  ],
  sigmoid: [
    [-5, 5, 0.3],
    [-200, 200, 0.3],
  ],
  softplus: [
    [-20, 20, 0.5],
    [-200, 200, 0.5],
  ],
  abs: [[-5, 5, 0]],
  sign: [[-5, 5, 0]],
  floor: [[-5, 5, 0]],
  lgamma: [
    [1e-3, 4, 1],
    [0, 100, 1],
    [-4.9, -4.1, 5],
  ],
  digamma: [
    [1e-3, 4, 2],
    [4, 100, 1],
    [-4.9, -4.1, 10],
  ],
  trigamma: [
    [1e-3, 4, 2],
    [4, 100, 1],
    [-4.9, -4.1, 20],
  ],
  erf: [
    [-1e-3, 1e-3, 1e-3],
    [-5, 5, 0.2],
    [-100, 100, 0.2],
  ],
};

const BINARY: Record<BinaryOp, Ranges> = {
  add: [[-5, 5, 0.1]],
  sub: [[-5, 5, 0.1]],
  mul: [[-5, 5, 0.1]],
  div: [[-5, 5, 0.3]],
  pow: [
    [0, 3, 3],
    [0.5, 20, 100],
  ],
  min: [[-5, 5, 0]],
  max: [[-5, 5, 0]],
  lt: [[-5, 5, 0]],
  le: [[-5, 5, 0]],
  eq: [[-5, 5, 0]],
  gammaSlope: [
    [1e-4, 0.01, 5, [-2e4, 0]],
    [0.01, 1, 5, [-40, 0]],
    [0.01, 1, 5, [0, 3.4]],
    [1, 3, 5, [-8, 1.4]],
    [3, 40, 5, [0, 4.4]],
    [900, 1100, 5, [6.75, 7.05]],
    [1e4, 1e4, 5, [9.16, 9.26]],
  ],
};

const UNARY_OPS = Object.keys(UNARY).filter(isUnary);
const BINARY_OPS = Object.keys(BINARY).filter(isBinary);

function isUnary(op: string): op is UnaryOp {
  return op in UNARY;
}

function isBinary(op: string): op is BinaryOp {
  return op in BINARY;
}

/** The arguments that lanes had, and what came of them. */
async function tabulate(fused: Fused, runner: number, feeds: Record<string, number[]>, count = COUNT) {
  const { raw } = await fused.run(runner, { seed: 3, first: 0, count, raw: count, feeds });
  return raw;
}

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  2,
  -2,
  0.5,
  -2.5,
  1e-30,
  1e30,
  -1e30,
  200,
  -200,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

/**
 * What float64 gives, as far as float32 can hold it. The reference has NaN for log gamma and trigamma at -Infinity,
 * where their limits do not exist and any answer that is not finite will do; float32 angles of 1e30 mean nothing.
 */
function expectSpecial(op: string, got: number, exact: number, args: readonly number[]): void {
  const label = `${op}(${args.join(', ')})`;
  if ((op === 'sin' || op === 'cos') && Math.abs(args[0] ?? 0) > 1e7) {
    if (Number.isFinite(exact)) expect(Math.abs(got), label).toBeLessThanOrEqual(1);
    else expect(got, label).toBeNaN();
    return;
  }
  const wanted = Math.fround(exact);
  if (args[0] === Number.NEGATIVE_INFINITY && Number.isNaN(wanted))
    expect(Number.isFinite(got), label).toBe(false);
  else if (Number.isNaN(wanted)) expect(got, label).toBeNaN();
  else if (Number.isFinite(wanted))
    expect(Math.abs(got - wanted), label).toBeLessThanOrEqual(1e-5 * Math.abs(wanted) + 1e-37);
  else expect(got, label).toBe(wanted);
}

test.setTimeout(120_000);

test('operations of one argument agree with float64', async ({ fused }) => {
  const b = new Builder();
  const x = spread(b, 'x', 0);
  const program = programOf(b, [x, ...UNARY_OPS.map((op) => b.unary(op, x))]);
  const runner = await fused.ready(program, SIDE);
  for (const [i, op] of UNARY_OPS.entries())
    for (const [from, to, units] of UNARY[op]) {
      const raw = await tabulate(fused, runner, over('x', from, to));
      const worst = worstError(op, [raw[0] ?? []], raw[i + 1] ?? []);
      expect(worst.error, `${op}(${worst.args}) on [${from}, ${to}]`).toBeLessThanOrEqual(units * 1e-6);
    }
  for (const value of SPECIAL) {
    const raw = await tabulate(fused, runner, { 'x.from': [value], 'x.width': [0] }, 1);
    UNARY_OPS.forEach((op, i) => {
      expectSpecial(op, raw[i + 1]?.[0] ?? 0, exactly(op, value), [value]);
    });
  }
});

test('operations of two arguments agree with float64', async ({ fused }) => {
  const b = new Builder();
  const [x, y] = [spread(b, 'x', 0), spread(b, 'y', 1)];
  const program = programOf(b, [x, y, ...BINARY_OPS.map((op) => b.binary(op, x, y))]);
  const runner = await fused.ready(program, SIDE);
  for (const [i, op] of BINARY_OPS.entries())
    for (const [from, to, units, [low, high] = [-4, 4]] of BINARY[op]) {
      const raw = await tabulate(fused, runner, { ...over('x', from, to), ...over('y', low, high) });
      const worst = worstError(op, [raw[0] ?? [], raw[1] ?? []], raw[i + 2] ?? []);
      expect(worst.error, `${op}(${worst.args}) on [${from}, ${to}]`).toBeLessThanOrEqual(units * 1e-6);
    }
  for (const p of SPECIAL)
    for (const q of [0, 3, 2, -3, 0.5, -1, Number.POSITIVE_INFINITY, Number.NaN]) {
      const feeds = { 'x.from': [p], 'x.width': [0], 'y.from': [q], 'y.width': [0] };
      const raw = await tabulate(fused, runner, feeds, 1);
      BINARY_OPS.forEach((op, i) => {
        // No graph raises to infinity, or tells a power of -0 or -Infinity from that of 0 or Infinity.
        const odd =
          Object.is(p, -0) || p === Number.NEGATIVE_INFINITY || Math.abs(q) === Number.POSITIVE_INFINITY;
        if (op === 'pow' && odd) return;
        expectSpecial(op, raw[i + 2]?.[0] ?? 0, exactly(op, Math.fround(p), q), [p, q]);
      });
    }
});

test('the slope of the logarithm of a gamma draw is right at all draws, relatively', async ({ fused }) => {
  const b = new Builder();
  const concentration = b.exp(spread(b, 'x', 0));
  const draw = b.logStandardGamma(concentration, source(0));
  const runner = await fused.ready(
    programOf(b, [concentration, draw, b.gammaSlope(concentration, draw)]),
    SIDE,
  );
  for (const [from, to] of [
    [1e-4, 0.05],
    [0.05, 1],
    [1, 20],
    [20, 1e4],
  ] as const) {
    const feeds = over('x', Math.log(from), Math.log(to));
    const [a = [], x = [], slopes = []] = await tabulate(fused, runner, feeds, 64 * LANES);
    const errors = slopes.map((slope, i) =>
      Math.abs(slope / exactly('gammaSlope', a[i] ?? 0, x[i] ?? 0) - 1),
    );
    expect(Math.max(...errors)).toBeLessThan(1e-5);
  }
});

test('whole exponents, choices and array operations agree with float64', async ({ fused }) => {
  const b = new Builder();
  const x = spread(b, 'x', 0);
  const y = spread(b, 'x', 1);
  const matrix = b.reshape(b.stack([x, y, b.mul(x, y), b.sub(x, y), 1, y]), [2, 3]);
  const values: Value[] = [
    x,
    y,
    ...[3, 4, -1, -2, -3, 7].map((n) => b.pow(x, n)),
    b.where(b.lt(x, y), x, b.neg(y)),
    b.where(b.sub(x, x), 1, 2),
    b.sum(matrix),
    b.sum(b.amax(matrix, [1])),
    b.sum(b.mul(b.matmul(matrix, b.transpose(matrix)), b.constant([1, 2, 3, 4], [2, 2]))),
    b.sum(b.mul(b.oneHot(b.floor(y), 4), b.constant([1, 2, 3, 4], [4]))),
  ];
  const exact = (p: number, q: number): number[] => {
    const rows = [
      [p, q, p * q],
      [p - q, 1, q],
    ] as const;
    const dot = (i: 0 | 1, j: 0 | 1) => rows[i].reduce((sum, value, k) => sum + value * (rows[j][k] ?? 0), 0);
    const hot = Math.floor(Math.floor(q) + 0.5);
    return [
      ...[3, 4, -1, -2, -3, 7].map((n) => p ** n),
      p < q ? p : -q,
      2,
      rows.flat().reduce((sum, value) => sum + value, 0),
      Math.max(...rows[0]) + Math.max(...rows[1]),
      dot(0, 0) + 2 * dot(0, 1) + 3 * dot(1, 0) + 4 * dot(1, 1),
      hot >= 0 && hot < 4 ? hot + 1 : 0,
    ];
  };
  const runner = await fused.ready(programOf(b, values), SIDE);
  const raw = await tabulate(fused, runner, over('x', -3, 5));
  for (let lane = 0; lane < COUNT; lane++) {
    const [p = 0, q = 0] = [raw[0]?.[lane], raw[1]?.[lane]];
    exact(p, q).forEach((value, i) => {
      const got = raw[i + 2]?.[lane] ?? Number.NaN;
      expect(Math.abs(got - value), `output ${i} at ${p}, ${q}`).toBeLessThanOrEqual(
        3e-5 * (1 + Math.abs(value)),
      );
    });
  }
});

function worstError(op: UnaryOp | BinaryOp, args: readonly (readonly number[])[], got: readonly number[]) {
  let worst = { error: 0, args: '' };
  got.forEach((value, lane) => {
    const own = args.map((list) => list[lane] ?? Number.NaN);
    const exact = exactly(op, ...own);
    const error =
      Math.fround(exact) === value || Object.is(exact, value)
        ? 0
        : Math.abs(value - exact) / (1 + Math.abs(exact));
    if (!(error <= worst.error)) worst = { error, args: own.join(', ') };
  });
  return worst;
}
