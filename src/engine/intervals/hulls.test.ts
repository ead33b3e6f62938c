import { expect, test } from 'vitest';
import { Builder, type Value } from '../ir/builder';
import { hull, hullsOf, REAL } from './hulls';

const INF = Number.POSITIVE_INFINITY;

/** What is said of a value made of x, any number, and of u in [0, 1], both of three elements. */
function said(make: (b: Builder, x: Value, u: Value) => Value): readonly [number, number, string] {
  const b = new Builder();
  const root = make(b, b.state('x', [3]), b.state('u', [3]));
  const at = hullsOf(
    (id) => b.instruction(id),
    (name) => (name === 'u' ? hull(0, 1) : REAL),
  );
  const { low, high, sticks } = at(root.id);
  return [low, high, sticks ? 'sticks' : 'moves'];
}

test.each([
  ['a square', said((b, x) => b.mul(x, x)), [0, INF, 'moves']],
  ['1 - u, to the last bit', said((b, _, u) => b.sub(1, u)), [0, 1, 'moves']],
  ['sigmoid', said((b, x) => b.unary('sigmoid', x)), [0, 1, 'moves']],
  ['1 / (1 + exp(-x))', said((b, x) => b.div(1, b.add(1, b.exp(b.neg(x))))), [0, 1, 'moves']],
  ['relu', said((b, x) => b.max(x, 0)), [0, INF, 'sticks']],
  ['what is made of relu', said((b, x) => b.add(b.max(x, 0), 1)), [1, INF, 'sticks']],
  ['floor', said((b, _, u) => b.floor(b.mul(u, 3))), [0, 3, 'sticks']],
  ['a choice', said((b, x, u) => b.where(b.lt(x, 0), u, 4)), [0, 4, 'sticks']],
  ['a cube', said((b, _, u) => b.pow(u, 3)), [0, 1, 'moves']],
  ['a power that moves', said((b, x, u) => b.pow(b.exp(x), u)), [0, INF, 'moves']],
  ['a sum of squares', said((b, x) => b.sum(b.mul(x, x))), [0, INF, 'moves']],
  ['log u', said((b, _, u) => b.log(u)), [-INF, 0, 'moves']],
  ['lgamma below 0', said((b, x) => b.lgamma(x)), [-INF, INF, 'moves']],
  ['infinity less infinity', said((b, x) => b.sub(b.exp(x), b.exp(b.neg(x)))), [-INF, INF, 'moves']],
])('%s', (_, found, expected) => expect(found).toEqual(expected));

test('instructions that are written later are found, and long chains need no stack', () => {
  const b = new Builder();
  const u = b.state('u', []);
  const at = hullsOf(
    (id) => b.instruction(id),
    () => hull(0, 1),
  );
  expect(at(u.id)).toEqual(hull(0, 1));
  let chain = u;
  for (let i = 0; i < 20_000; i++) chain = b.unary('sin', b.add(chain, 1));
  expect(at(chain.id)).toMatchObject({ sticks: false });
  expect(at(chain.id).high).toBeLessThanOrEqual(1);
});
