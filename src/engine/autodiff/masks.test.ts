import { expect, test } from 'vitest';
import { Builder, type Value } from '../ir/builder';
import { evaluate } from '../testing/evaluate';
import { gradient } from './gradient';

const slopeAt = (make: (b: Builder, x: Value) => Value, x: number) => {
  const b = new Builder();
  const at = b.feed('x', []);
  return gradient(b, make(b, at), [at]).flatMap((g) => evaluate(b, g, { x: [x] }))[0];
};
const positive = (b: Builder, x: Value, y: Value) => b.where(b.lt(0, x), y, 0);

/** The derivative at a point where a rule alone would multiply 0 by what is infinite or NaN. */
const CASES: readonly [string, (b: Builder, x: Value) => Value, number, number][] = [
  ['x > 0 ? x log(x) : 0, at 0', (b, x) => positive(b, x, b.mul(x, b.log(x))), 0, 0],
  ['x > 0 ? x log(x) : 0, at -1', (b, x) => positive(b, x, b.mul(x, b.log(x))), -1, 0],
  ['x > 0 ? sqrt(x) : 0, at 0', (b, x) => positive(b, x, b.sqrt(x)), 0, 0],
  ['x > 0 ? sqrt(x) : 0, at -1', (b, x) => positive(b, x, b.sqrt(x)), -1, 0],
  ['x > 0 ? 1/x : 0, at 0', (b, x) => positive(b, x, b.div(1, x)), 0, 0],
  ['x > 0 ? x^1.5 : 0, at -1', (b, x) => positive(b, x, b.pow(x, 1.5)), -1, 0],
  ['x > 0 ? sin(1/x) : 0, at 0', (b, x) => positive(b, x, b.sin(b.div(1, x))), 0, 0],
  ['x > 0 ? lgamma(x) : 0, at 0', (b, x) => positive(b, x, b.lgamma(x)), 0, 0],
  ['x > 0 ? tanh(log(x)) : 0, at -1', (b, x) => positive(b, x, b.tanh(b.log(x))), -1, 0],
  ['x < 20 ? log(1 + exp(x)) : x, at 1000', softplus, 1000, 1],
  ['log(1 - sigmoid(x)) below 30, at 1000', lateSigmoid, 1000, -1],
  ['1/(1 + exp(x)), at 1000', (b, x) => b.div(1, b.add(1, b.exp(x))), 1000, 0],
  ['element 1 of (log(x), x), at 0', (b, x) => b.element(b.stack([b.log(x), x]), 1), 0, 1],
  ['sqrt(x^4), at 0', (b, x) => b.sqrt(b.square(b.square(x))), 0, 0],
  ['sqrt(2x 2x), at 0', (b, x) => b.sqrt(b.square(b.mul(2, x))), 0, 0],
  ['sqrt(|x|)^4, at 0', (b, x) => b.square(b.square(b.sqrt(b.abs(x)))), 0, 0],
  ['(x^2)^0.75, at 0', (b, x) => b.pow(b.square(x), 0.75), 0, 0],
  ['x^1.5, at 0', (b, x) => b.pow(x, 1.5), 0, 0],
  ['max(x, 0)^2.5, at -1', (b, x) => b.pow(b.max(x, 0), 2.5), -1, 0],
  ['exp(-1/x^2), at 0', (b, x) => b.exp(b.neg(b.div(1, b.square(x)))), 0, 0],
  ['sigmoid(log(x^2)), at 0', (b, x) => b.sigmoid(b.log(b.square(x))), 0, 0],
  ['largest of (log(x), x), at -1', (b, x) => positive(b, x, b.amax(b.stack([b.log(x), x]))), -1, 0],
  ['matrix product of a root, at 0', product, 0, 0],
];

function softplus(b: Builder, x: Value): Value {
  return b.where(b.lt(x, 20), b.log(b.add(1, b.exp(x))), x);
}

function lateSigmoid(b: Builder, x: Value): Value {
  return b.where(b.lt(x, 30), b.log(b.sub(1, b.sigmoid(x))), b.neg(x));
}

function product(b: Builder, x: Value): Value {
  const row = b.reshape(b.stack([b.square(x), b.square(x)]), [1, 2]);
  return b.sum(b.sqrt(b.matmul(b.mul(row, row), b.constant([1, 0, 0, 1], [2, 2]))));
}

test.each(CASES)('%s', (_, make, x, slope) => {
  expect(slopeAt(make, x)).toBeCloseTo(slope, 12);
});

test('a root of a product whose factor is 0 has a slope of 0 in the other', () => {
  const b = new Builder();
  const [theta, x] = [b.feed('theta', []), b.feed('x', [])];
  const [slope] = gradient(b, b.sqrt(b.mul(theta, x)), [theta]);
  expect(slope && evaluate(b, slope, { theta: [2], x: [0] })).toEqual([0]);
});

test('what is infinite stays so', () => {
  expect(slopeAt((b, x) => b.sqrt(x), 0)).toBe(Number.POSITIVE_INFINITY);
  expect(slopeAt((b, x) => b.log(x), 0)).toBe(Number.POSITIVE_INFINITY);
});

test('no guard is written where nothing can fail', () => {
  const b = new Builder();
  const [loc, scale] = [b.feed('loc', []), b.exp(b.feed('s', []))];
  const eps = b.noise('normal', [], { index: 0, sample: 0, copy: 0 });
  const x = b.add(loc, b.mul(scale, eps));
  const before = b.instructions.length;
  gradient(b, b.square(b.sub(x, 2)), [loc, scale]);
  expect(b.instructions.slice(before).some(({ op }) => op === 'where')).toBe(false);
});
