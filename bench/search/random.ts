import { generator } from '../../src/engine/base/mulberry';

/** Random choices that a seed decides (mulberry32), so that a number names a document for ever. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  readonly below: (n: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** Uniform between two numbers, with `digits` significant digits, as it is written in a formula. */
  readonly between: (low: number, high: number, digits?: number) => number;
}

export function randomOf(seed: number): Random {
  // Neighbouring seeds begin far apart.
  const uniform = generator(Math.imul(seed + 1, 0x9e3779b1) | 0);
  const next = () => uniform() - 2 ** -33;
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: <T>(items: readonly T[]) => {
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[below(items.length)] as T;
    },
    between: (low, high, digits = 3) => Number((low + (high - low) * next()).toPrecision(digits)),
  };
}
