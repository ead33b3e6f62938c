import { expect, test } from 'vitest';
import { Builder } from '../../ir/builder';
import { Machine } from './machine';

/** A normal and a Gamma draw with a concentration from outside, and what is made from both. */
function machine() {
  const b = new Builder();
  const source = { index: 0, sample: 0, copy: 0 };
  const x = b.noise('normal', [], source);
  const y = b.logStandardGamma(b.feed('a', []), { ...source, index: 4 }, false);
  const z = b.add(b.mul(x, b.feed('c', [])), y);
  return { machine: new Machine(b.instructions, 8), z: z.id };
}

const counters = (seed: number, first: number) => ({
  seed,
  estimates: Int32Array.from({ length: 8 }, (_, i) => first + i),
  samples: new Int32Array(8),
});
const feeds = (a: number, c: number) =>
  new Map([
    ['a', Float64Array.of(a)],
    ['c', Float64Array.of(c)],
  ]);

test.each([
  {
    what: 'feeds change',
    turns: [
      [counters(1, 0), 8, feeds(2, 3)],
      [counters(1, 0), 8, feeds(2, 4)],
      [counters(1, 0), 8, feeds(0.5, 4)],
    ],
  },
  {
    what: 'the seed changes',
    turns: [
      [counters(1, 0), 8, feeds(2, 3)],
      [counters(2, 0), 8, feeds(2, 3)],
    ],
  },
  {
    what: 'estimates move on',
    turns: [
      [counters(1, 0), 8, feeds(2, 3)],
      [counters(1, 5), 8, feeds(2, 3)],
    ],
  },
  {
    what: 'rows are fewer for a while',
    turns: [
      [counters(1, 0), 8, feeds(2, 3)],
      [counters(1, 0), 3, feeds(0.5, 4)],
      [counters(1, 0), 8, feeds(0.5, 4)],
    ],
  },
  {
    what: 'fewer rows are others',
    turns: [
      [counters(1, 0), 8, feeds(2, 3)],
      [counters(1, 1), 3, feeds(2, 3)],
      [counters(1, 1), 8, feeds(2, 3)],
    ],
  },
] as const)('draws as if for the first time where $what', ({ turns }) => {
  const again = machine();
  for (const [at, rows, own] of turns) {
    const fresh = machine();
    for (const { machine } of [again, fresh]) {
      machine.feed(own);
      machine.run(at, rows);
    }
    const drawn = ({ machine, z }: typeof fresh) => [...machine.column(z).data.subarray(0, rows)];
    expect(drawn(again)).toEqual(drawn(fresh));
  }
});
