import { describe, expect, test } from 'vitest';
import { Builder, type Value } from '../ir/builder';
import type { Op } from '../ir/operations';
import { sizeOf } from '../ir/shape';
import { evaluate } from '../testing/evaluate';
import { gradient } from './gradient';
import { RULES } from './rules';

interface Case {
  readonly ops: readonly Op[];
  readonly name: string;
  /** Builds a scalar from x (and z) of the shapes given. */
  readonly make: (b: Builder, x: Value, z: Value) => Value;
  readonly x: readonly number[];
  readonly xShape?: readonly number[];
  readonly z?: readonly number[];
  readonly zShape?: readonly number[];
}

/** A different weight for every element, so that a transposed or misplaced adjoint shows. */
function weigh(b: Builder, y: Value): Value {
  const weights = Array.from({ length: sizeOf(y.shape) }, (_, i) => 0.7 + 0.31 * i);
  return b.sum(b.mul(y, b.constant(weights, y.shape)));
}

const unary = (op: Op, f: (b: Builder, x: Value) => Value, ...x: number[]): Case => ({
  ops: [op],
  name: op,
  make: (b, value) => weigh(b, f(b, value)),
  x,
  xShape: [x.length],
});
const binary = (op: Op, f: (b: Builder, x: Value, z: Value) => Value, x: number[], z: number[]): Case => ({
  ops: [op],
  name: op,
  make: (b, p, q) => weigh(b, f(b, p, q)),
  x,
  xShape: [x.length],
  z,
  zShape: [z.length],
});

const CASES: readonly Case[] = [
  unary('neg', (b, x) => b.neg(b.mul(x, x)), -1.3, 0.4),
  unary('exp', (b, x) => b.exp(x), -1.3, 0.4),
  unary('log', (b, x) => b.log(x), 0.2, 3.1),
  unary('log1p', (b, x) => b.log1p(x), -0.3, 2.2),
  unary('expm1', (b, x) => b.expm1(x), -0.3, 1.1),
  unary('sqrt', (b, x) => b.sqrt(x), 0.3, 4.2),
  unary('sin', (b, x) => b.sin(x), -2.1, 0.6),
  unary('cos', (b, x) => b.cos(x), -2.1, 0.6),
  unary('tanh', (b, x) => b.tanh(x), -2.1, 0.6),
  unary('sigmoid', (b, x) => b.sigmoid(x), -2.1, 0.6),
  unary('softplus', (b, x) => b.softplus(x), -2.1, 0.6),
  unary('abs', (b, x) => b.abs(x), -2.1, 0.6),
  unary('sign', (b, x) => b.sign(x), -2.1, 0.6),
  unary('floor', (b, x) => b.mul(x, b.floor(x)), -2.1, 1.6),
  unary('lgamma', (b, x) => b.lgamma(x), 0.3, 5.2),
  unary('digamma', (b, x) => b.digamma(x), 0.7, 5.2),
  unary('erf', (b, x) => b.erf(x), -0.7, 1.2),
  unary('stop', (b, x) => b.mul(x, b.stop(b.constant([2, 3], [2]))), -0.7, 1.2),
  unary('oneHot', (b, x) => b.mul(b.reshape(x, [2, 1]), b.oneHot(b.constant([1, 0], [2]), 3)), 1.5, 2.5),
  unary('reshape', (b, x) => b.reshape(b.exp(x), [2, 2]), 1, 2, 3, 0.5),
  unary('broadcast', (b, x) => b.mul(b.broadcast(b.reshape(x, [2, 1]), [3, 2, 4]), 2), 1.5, -0.5),
  unary(
    'transpose',
    (b, x) => b.transpose(b.reshape(b.exp(x), [1, 3, 2]), [2, 0, 1]),
    1,
    2,
    0.3,
    -1,
    0.2,
    0.1,
  ),
  unary('slice', (b, x) => b.slice(b.reshape(b.exp(x), [2, 3]), [0, 1], [2, 2]), 1, 2, 0.3, -1, 0.2, 0.1),
  unary('pad', (b, x) => b.pad(b.exp(b.reshape(x, [1, 2])), [1, 1], [3, 4]), 1, 2),
  unary('sum', (b, x) => b.exp(b.sum(b.reshape(x, [2, 3]), [1])), 0.1, 0.2, 0.3, -1, 0.2, 0.1),
  unary('amax', (b, x) => b.exp(b.amax(b.reshape(x, [2, 3]), [0])), 0.1, 0.2, 0.3, -1, 0.4, 0.1),
  binary('add', (b, x, z) => b.mul(b.add(x, z), x), [1, 2], [0.3, 4]),
  binary('sub', (b, x, z) => b.mul(b.sub(x, z), x), [1, 2], [0.3, 4]),
  binary('mul', (b, x, z) => b.mul(x, z), [1, 2], [0.3, 4]),
  binary('mul', (b, x, z) => b.mul(b.reshape(x, [2, 1]), b.reshape(z, [1, 3])), [1, 2], [0.3, 4, -1]),
  binary('div', (b, x, z) => b.div(x, z), [1, 2], [0.3, -4]),
  binary('pow', (b, x, z) => b.pow(x, z), [1.3, 2], [0.3, -4]),
  binary('min', (b, x, z) => b.min(x, z), [1.3, 2], [0.3, 4]),
  binary('max', (b, x, z) => b.max(x, z), [1.3, 2], [0.3, 4]),
  binary('where', (b, x, z) => b.where(b.lt(x, z), b.mul(x, z), b.exp(z)), [1.3, 2], [0.3, 4]),
  binary('concat', (b, x, z) => b.exp(b.concat([x, z, x], 0)), [1.3, 0.2], [0.3, 1, 2]),
  binary(
    'matmul',
    (b, x, z) => b.matmul(b.reshape(x, [2, 3]), b.reshape(z, [3, 1])),
    [1, 2, 3, 4, 5, 6],
    [0.3, 1, 2],
  ),
];

describe('reverse mode against central differences', () => {
  test.each(CASES)('$name', ({ make, x, xShape = [], z = [], zShape = [z.length] }) => {
    const b = new Builder();
    const px = b.feed('x', xShape);
    const pz = b.feed('z', zShape);
    const y = make(b, px, pz);
    const gradients = gradient(b, y, [px, pz]).flatMap((g) => evaluate(b, g, { x, z }));
    const at = (point: readonly number[]) => {
      const [value] = evaluate(b, y, { x: point.slice(0, x.length), z: point.slice(x.length) });
      return value as number;
    };
    const point = [...x, ...z];
    const h = 1e-5;
    const numeric = point.map((_, i) => {
      const shifted = (d: number) => at(point.map((p, j) => (i === j ? p + d : p)));
      return (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * h);
    });
    // Truncation h^4 and rounding eps / h both stay far below.
    gradients.forEach((g, i) => {
      expect(g).toBeCloseTo(numeric[i] as number, 7);
    });
  });

  test('every operation that passes a gradient has a case', () => {
    const seen = new Set(CASES.flatMap(({ ops }) => ops));
    const silent: ReadonlySet<string> = new Set([
      'constant',
      'feed',
      'state',
      'noise',
      'lt',
      'le',
      'eq',
      'row',
      'poissonQuantile',
      'binomialQuantile',
      // Against distribution functions in distributions/paths.test.ts.
      'logStandardGamma',
      'trigamma',
      'gammaSlope',
    ]);
    expect(Object.keys(RULES).filter((op) => !silent.has(op) && !seen.has(op as Op))).toEqual([]);
  });
});

describe('what takes no gradient', () => {
  test('stop keeps the value and drops the gradient', () => {
    const b = new Builder();
    const x = b.feed('x', []);
    const y = b.mul(x, b.stop(b.exp(x)));
    const [g] = gradient(b, y, [x]);
    expect(evaluate(b, g as Value, { x: [0.3] })[0]).toBeCloseTo(Math.exp(0.3), 12);
  });

  test('an input that the output does not depend on gets zeros of its shape', () => {
    const b = new Builder();
    const x = b.feed('x', [3]);
    const [g] = gradient(b, b.constant(2), [x]);
    expect(evaluate(b, g as Value, { x: [1, 2, 3] })).toEqual([0, 0, 0]);
  });

  test('a gradient may be taken with respect to a value in the middle', () => {
    const b = new Builder();
    const x = b.feed('x', []);
    const y = b.exp(x);
    const [g] = gradient(b, b.mul(y, y), [y]);
    expect(evaluate(b, g as Value, { x: [0.3] })[0]).toBeCloseTo(2 * Math.exp(0.3), 12);
  });

  test('only a scalar has a gradient', () => {
    const b = new Builder();
    const x = b.feed('x', [2]);
    expect(() => gradient(b, x, [x])).toThrow('scalar');
  });
});
