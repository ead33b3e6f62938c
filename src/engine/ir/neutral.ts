import type { BinaryOp } from './elementwise';

/** What `a op b` comes to, without the operation. */
export type Short = 'a' | 'b' | '-a' | '-b' | '0' | '1' | 'a*a' | '1/a' | 'sqrt(a)';

/** m and n are the numbers that a and b are, where they are known; `same`: a and b are one value. */
type Rule = (m: number | undefined, n: number | undefined, same: boolean) => Short | undefined;

const none: Rule = () => undefined;

const POWERS: ReadonlyMap<number, Short> = new Map<number, Short>([
  [0, '1'],
  [1, 'a'],
  [2, 'a*a'],
  [-1, '1/a'],
  [0.5, 'sqrt(a)'],
]);

/**
 * What `a op b` comes to where one of the two is a neutral or absorbing number, or both are the same; undefined where
 * the operation has to be written.
 */
export const SHORT_FORMS: Readonly<Record<BinaryOp, Rule>> = {
  add: (m, n) => (m === 0 ? 'b' : n === 0 ? 'a' : undefined),
  sub: (m, n, same) => (n === 0 ? 'a' : m === 0 ? '-b' : same ? '0' : undefined),
  mul: (m, n) => {
    if (m === 0 || n === 0) return '0';
    if (m === 1) return 'b';
    if (n === 1) return 'a';
    return m === -1 ? '-b' : n === -1 ? '-a' : undefined;
  },
  div: (m, n) => (m === 0 ? '0' : n === 1 ? 'a' : n === -1 ? '-a' : undefined),
  pow: (_, n) => (n === undefined ? undefined : POWERS.get(n)),
  min: none,
  max: none,
  lt: none,
  le: none,
  eq: none,
  gammaSlope: none,
};
