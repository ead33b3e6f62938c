import type { BinaryOp } from './operations';

/** What `a op b` comes to, without the operation. */
export type Short = 'a' | 'b' | '-a' | '-b' | '0' | '1' | 'a*a' | '1/a' | 'sqrt(a)';

/**
 * What `a op b` comes to where one of the two is a neutral or absorbing number (m and n, where they are known), or both
 * are the same; undefined where the operation has to be written.
 */
export function shortForm(
  op: BinaryOp,
  m: number | undefined,
  n: number | undefined,
  same: boolean,
): Short | undefined {
  switch (op) {
    case 'add':
      return m === 0 ? 'b' : n === 0 ? 'a' : undefined;
    case 'sub':
      return n === 0 ? 'a' : m === 0 ? '-b' : same ? '0' : undefined;
    case 'mul':
      if (m === 0 || n === 0) return '0';
      if (m === 1) return 'b';
      if (n === 1) return 'a';
      return m === -1 ? '-b' : n === -1 ? '-a' : undefined;
    case 'div':
      return m === 0 ? '0' : n === 1 ? 'a' : n === -1 ? '-a' : undefined;
    case 'pow':
      return n === undefined ? undefined : POWERS.get(n);
    default:
      return undefined;
  }
}

const POWERS: ReadonlyMap<number, Short> = new Map<number, Short>([
  [0, '1'],
  [1, 'a'],
  [2, 'a*a'],
  [-1, '1/a'],
  [0.5, 'sqrt(a)'],
]);
