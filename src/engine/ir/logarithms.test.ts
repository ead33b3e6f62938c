import { expect, test } from 'vitest';
import { evaluate } from '../testing/evaluate';
import { Builder, type Operand, type Value } from './builder';

/** A value on a feed y, beside what it is at y. */
type Row = readonly [name: string, write: (b: Builder, y: Value) => Operand, at: (y: number) => number];

const softplus = (y: number) => Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)));

const ROWS: readonly Row[] = [
  ['log exp', (b, y) => b.log(b.exp(y)), (y) => y],
  [
    'log of a product',
    (b, y) => b.log(b.mul(b.exp(y), b.add(3, b.abs(y)))),
    (y) => y + Math.log(3 + Math.abs(y)),
  ],
  ['log of a quotient', (b, y) => b.log(b.div(2, b.exp(y))), (y) => Math.LN2 - y],
  ['log of a root', (b, y) => b.log(b.sqrt(b.exp(y))), (y) => y / 2],
  ['log of a power', (b, y) => b.log(b.pow(b.exp(y), -0.3)), (y) => -0.3 * y],
  ['log sigmoid', (b, y) => b.log(b.sigmoid(y)), (y) => -softplus(-y)],
  ['log of the rest of a sigmoid', (b, y) => b.log(b.sub(1, b.sigmoid(y))), (y) => -softplus(y)],
  ['log1p of minus a sigmoid', (b, y) => b.log1p(b.neg(b.sigmoid(y))), (y) => -softplus(y)],
  ['log1p of x - 1', (b, y) => b.log1p(b.sub(b.exp(y), 1)), (y) => y],
  [
    'log odds',
    (b, y) => b.log(b.div(b.sigmoid(y), b.sub(1, b.sigmoid(y)))),
    (y) => -softplus(-y) + softplus(y),
  ],
  ['of a stopped value', (b, y) => b.log(b.stop(b.exp(y))), (y) => y],
  ['of an element', (b, y) => b.log(b.element(b.exp(b.stack([y, 0])), 0)), (y) => y],
  [
    'of an array put elsewhere',
    (b, y) => b.sum(b.log(b.transpose(b.broadcast(b.exp(y), [2, 3])))),
    (y) => 6 * y,
  ],
];

test.each(ROWS)('%s is known where the value itself is rounded to 0, 1 or infinity', (_, write, at) => {
  for (const y of [-900, -40, -0.3, 0.7, 40, 900]) {
    const b = new Builder();
    const got = evaluate(b, b.value(write(b, b.feed('y', []))), { y: [y] })[0] ?? Number.NaN;
    expect(Math.abs(got - at(y)), String(y)).toBeLessThanOrEqual(1e-14 * Math.abs(at(y)));
  }
});

test('a power of what may be rounded to 0 goes by its logarithm, but for whole exponents', () => {
  const b = new Builder();
  const x = b.exp(b.feed('y', []));
  const [root, cube] = [b.pow(x, 0.001), b.pow(x, 3)];
  expect(evaluate(b, root, { y: [-900] })[0]).toBeCloseTo(Math.exp(-0.9), 12);
  expect(b.instruction(cube.id).op).toBe('pow');
});

test('what a draw leaves of 1 keeps its digits', () => {
  const b = new Builder();
  const y = b.feed('y', []);
  const draw = b.insideSupport(b.sigmoid(y), 'unitInterval');
  const rest = b.sub(1, b.stop(draw));
  expect(evaluate(b, rest, { y: [100] })[0]).toBeCloseTo(Math.exp(-100), 57);
  expect(b.sub(1, b.sub(1, y)).id).toBe(y.id);
  // The derivative of any other sigmoid takes one exponential, not two.
  expect(b.instruction(b.sub(1, b.sigmoid(b.mul(2, y))).id).op).toBe('sub');
});

test('comparisons with the ends of its support come out as for the draw, whatever its last bits are', () => {
  const b = new Builder();
  const y = b.feed('y', []);
  const draw = b.insideSupport(b.sigmoid(y), 'unitInterval');
  const mixed = b.stack([b.stop(draw), 0]);
  expect([b.lt(0, draw), b.lt(draw, 1), b.le(draw, 0), b.le(1, draw)].map((v) => b.known(v))).toEqual([
    1, 1, 0, 0,
  ]);
  expect(b.known(b.lt(0, b.stop(draw)))).toBe(1);
  expect(b.known(b.lt(0, b.element(mixed, 0)))).toBe(1);
  expect(b.known(b.lt(0, mixed))).toBeUndefined();
  // Where it is said of none, nothing is known: exp may be 0.
  expect(b.known(b.lt(0, b.exp(y)))).toBeUndefined();
  const positive = b.insideSupport(b.exp(y), 'positive');
  expect(b.known(b.lt(0, positive))).toBe(1);
  expect(b.known(b.lt(positive, 1))).toBeUndefined();
});
