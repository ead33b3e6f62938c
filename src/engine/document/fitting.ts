import type { Finding } from '../diagnostics/types';
import type { KnownNodes } from './checkPlans';
import type { NodeKind } from './types';

/** Which nodes a field may name. */
export interface Fitting {
  /** As a message says it: «a stochastic node». */
  readonly expected: string;
  readonly kinds: readonly NodeKind[];
}

/** What is wrong with a field that names this node. */
export function nameFindings(
  name: string,
  { expected, kinds }: Fitting,
  field: string,
  { names, unread, suggest }: KnownNodes,
): Finding[] {
  const node = names.get(name);
  if (node === undefined) {
    if (unread.has(name)) return [];
    const facts = { name, role: 'field', suggestion: suggest(name) } as const;
    return [{ code: 'unknown-node', facts, field }];
  }
  if (kinds.includes(node.kind)) return [];
  return [{ code: 'unfitting-node', facts: { name, kind: node.kind, expected }, field }];
}
