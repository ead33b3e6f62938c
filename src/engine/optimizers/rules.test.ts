import { expect, test } from 'vitest';
import type { CompleteOptimizer } from '../document/training';
import { Builder } from '../ir/builder';
import { evaluate } from '../testing/evaluate';
import { updateRule } from './rules';

/**
 * After five steps down sum of w (x - c)^2 from x = (1, -2, 0.5), with rate 0.1: torch.optim of PyTorch 1.13 in
 * float64.
 */
const TORCH: readonly (readonly [CompleteOptimizer, readonly number[]])[] = [
  [{ kind: 'sgd', rate: 0.1 }, [0.529376, -1.61228266496, -0.98464]],
  [{ kind: 'momentum', rate: 0.1, decay: 0.8 }, [0.027616, -1.11848201216, -1.21504]],
  [
    { kind: 'adam', rate: 0.1, decay: 0.8, squareDecay: 0.95 },
    [0.5195458706052166, -1.5041613741484947, 0.006368100428588971],
  ],
  [
    { kind: 'rmsProp', rate: 0.1, squareDecay: 0.85 },
    [0.381589646471842, -1.181942181283831, -0.2841040626090344],
  ],
];
const W = [1, 0.2, 3];
const C = [0.3, 0.1, -1];

test.each(TORCH)('$kind steps as PyTorch does', (optimizer, expected) => {
  let x = [1, -2, 0.5];
  const kept = new Map<string, readonly number[]>();
  for (let step = 0; step < 5; step++) {
    const b = new Builder();
    const next = new Map<string, ReturnType<typeof b.feed>>();
    const parameter = b.feed('x', [3]);
    const gradient = b.mul(b.mul(2, b.feed('w', [3])), b.sub(parameter, b.feed('c', [3])));
    const moved = updateRule(optimizer)({
      b,
      parameter,
      gradient,
      rate: b.feed('rate', []),
      keep: (name, like, initial) => {
        const size = like === 'scalar' ? 1 : 3;
        if (!kept.has(name)) kept.set(name, new Array<number>(size).fill(initial));
        return {
          last: b.feed(name, like === 'scalar' ? [] : [3]),
          set: (value) => next.set(name, value),
        };
      },
    });
    const feeds = { x, w: W, c: C, rate: [optimizer.rate], ...Object.fromEntries(kept) };
    const then = [...next].map(([name, value]) => [name, [...evaluate(b, value, feeds)]] as const);
    x = [...evaluate(b, moved, feeds)];
    for (const [name, numbers] of then) kept.set(name, numbers);
  }
  x.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 7);
  });
});
