import { expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { evaluateRows } from '../executors/reference/evaluateRows';
import { Builder, type Value } from '../ir/builder';
import { lower } from './lower';
import { parse } from './parse';

const NONE = {
  argNames: new Map<string, readonly (readonly string[])[]>(),
  ofNode: () => undefined,
  logProb: () => {
    throw new Error('no distributions here');
  },
  entropy: () => undefined,
  kl: () => undefined,
};

/** The expression in v, a vector of three, and its gradient, written by the engine. */
function program(text: string): { builder: Builder; roots: readonly Value[] } {
  const { tree, finding } = parse(text);
  if (!tree) throw new Error(finding.code);
  const builder = new Builder();
  const v = builder.feed('v', [3]);
  const values = new Map([
    ['v', v],
    ['k', builder.feed('k', [])],
  ]);
  const output = lower(tree, {
    builder,
    values,
    layouts: new Map(),
    isNode: () => false,
    distributions: NONE,
  });
  return { builder, roots: [output, ...gradient(builder, output, [v])] };
}

function evaluate({ builder, roots }: ReturnType<typeof program>, v: readonly number[]): number[][] {
  const feeds = new Map([
    ['v', Float64Array.from(v)],
    ['k', Float64Array.of(1)],
  ]);
  const results: number[][] = [];
  const ids = roots.map(({ id }) => id);
  evaluateRows(builder.instructions, ids, feeds, new Map(), 1, (columns) => {
    columns.forEach(({ data }, i) => {
      results.push(Array.from(data.subarray(0, i === 0 ? 1 : 3)));
    });
  });
  return results;
}

test.each([
  'sum(v^3)',
  'sum(v^-2)',
  'sum(v^8 - v^5)',
  'e^v[0]*v[k]',
  'prod(v)',
  'logsumexp(v)',
  'dot(softmax(v), stack(1, 2, -3))',
  'norm(v)',
  'mean(v*v)',
  'max(v) - min(v)',
  'v[2] > 0 ? v[0]*v[2] : v[1]',
  'tan(v[0]/2) + softplus(v[1]) + sigmoid(v[2])',
  'dot(v, transpose(matmul(stack(v, v, v), v)))',
  'sum(concat(v, 2, square(v)))',
  'dot(slice(v, 1, 3), square(slice(v, 0, 2)))',
  'sum(range(3)*reshape(v, 3, 1)*sin(v))',
  'relu(v[0]) + abs(v[1])',
])('the gradient of %s is that of finite differences', (text) => {
  const made = program(text);
  const at = [0.7, -1.3, 0.9];
  const [, slope = []] = evaluate(made, at);
  const h = 1e-5;
  at.forEach((_, i) => {
    const moved = (by: number) =>
      evaluate(
        made,
        at.map((x, j) => (i === j ? x + by : x)),
      )[0]?.[0] ?? Number.NaN;
    const difference = (moved(h) - moved(-h)) / (2 * h);
    // Central differences: truncation h^2 f'''/6 and rounding 1e-16/h, both below 1e-8 of the scale here.
    expect(Math.abs((slope[i] ?? Number.NaN) - difference)).toBeLessThan(
      1e-7 * Math.max(1, Math.abs(difference)),
    );
  });
});

test('whole powers have a gradient at 0, and of negative bases', () => {
  expect(evaluate(program('sum(v^3 + v)'), [0, -1, -2])).toEqual([[-12], [1, 4, 13]]);
});

test('stop leaves the value and takes the gradient', () => {
  expect(evaluate(program('sum(stop(v)*v)'), [1, 2, 3])).toEqual([[14], [1, 2, 3]]);
});
