import type { Node } from './types';

/** The expressions of a node as written, by field. */
export function textsOf(node: Node): [field: string, text: string][] {
  switch (node.kind) {
    case 'parameter':
    case 'input':
      return [];
    case 'deterministic':
    case 'cost':
      return node.expression === undefined ? [] : [['expression', node.expression]];
    case 'stochastic':
      return Object.entries(node.args ?? {}).map(([name, text]) => [`args.${name}`, text]);
  }
}
