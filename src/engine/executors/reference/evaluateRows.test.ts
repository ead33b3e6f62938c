import { expect, test } from 'vitest';
import { Builder } from '../../ir/builder';
import { RowEvaluator } from './evaluateRows';

/** A program of a state, of two feeds, and of what depends on either, on both and on nothing. */
function program() {
  const b = new Builder();
  const x = b.state('x', []);
  const [p, q] = [b.feed('p', [2]), b.feed('q', [])];
  const ofX = b.exp(b.neg(x));
  const ofFeeds = b.mul(p, b.add(q, 1));
  const y = b.add(b.mul(ofX, b.sum(ofFeeds)), b.div(1, x));
  return { b, x, roots: [y, ofX, ofFeeds] };
}

function evaluated(evaluator: RowEvaluator, x: number, rows: readonly number[]): number[] {
  const values: number[] = [];
  evaluator.evaluate(new Map([[x, Float64Array.from(rows)]]), rows.length, (columns, _from, count) => {
    for (let row = 0; row < count; row++)
      for (const [i, { data, stride }] of columns.entries()) {
        const size = i === 2 ? 2 : 1;
        for (let j = 0; j < size; j++) values.push(data[row * stride + j] as number);
      }
  });
  return values;
}

const long = Array.from({ length: 1100 }, (_, i) => Math.sin(i));

const feedsOf = (p: number, q: number) =>
  new Map([
    ['p', Float64Array.of(p, 7)],
    ['q', Float64Array.of(q)],
  ]);
const [here, there] = [feedsOf(2, 3), feedsOf(2.5, 3)];

test.each([
  {
    what: 'a feed changes',
    turns: [
      [[1, 2, 3], here],
      [[1, 2, 3], there],
      [[1, 2, 3], here],
    ],
  },
  {
    what: 'rows change',
    turns: [
      [[1, 2, 3], here],
      [[1, 5, 3], here],
      [[1, 5, 4], there],
    ],
  },
  {
    what: 'rows are fewer for a while',
    turns: [
      [[1, 2, 3], here],
      [[1, 2], there],
      [[1, 2, 3], there],
    ],
  },
  {
    what: 'the sign of 0 changes',
    turns: [
      [[0, 2], here],
      [[-0, 2], here],
    ],
  },
  {
    what: 'rows fill blocks',
    turns: [
      [long, here],
      [[...long.slice(512, 600), ...long], here],
      [long, there],
    ],
  },
] as const)('evaluates as if for the first time where $what', ({ turns }) => {
  const { b, x, roots } = program();
  const ids = roots.map(({ id }) => id);
  const again = new RowEvaluator(b.instructions, ids);
  for (const [rows, feeds] of turns) {
    const fresh = new RowEvaluator(b.instructions, ids);
    again.feed(feeds);
    fresh.feed(feeds);
    expect(evaluated(again, x.id, rows)).toEqual(evaluated(fresh, x.id, rows));
  }
});

test('no more blocks are evaluated once the visitor says so', () => {
  const { b, x, roots } = program();
  const evaluator = new RowEvaluator(
    b.instructions,
    roots.map(({ id }) => id),
  );
  evaluator.feed(here);
  const seen: number[] = [];
  evaluator.evaluate(new Map([[x.id, Float64Array.from(long)]]), long.length, (_columns, from) => {
    seen.push(from);
    return from >= 512 ? 'stop' : undefined;
  });
  expect(seen).toEqual([0, 512]);
});
