import { DISTRIBUTION_ARGS } from '../document/distributions';
import type { Node, StochasticNode } from '../document/types';
import { parse } from '../expression/parse';
import type { Tree } from '../expression/tree';

/** Documents are immutable, so what was read of a node stays true of it. */
const read = new WeakMap<Node, ReadonlyMap<string, Tree>>();

/** The parsed expressions of a node: arguments by their names, in the order that their distribution lists them. */
export function treesOf(node: Node): ReadonlyMap<string, Tree> {
  const known = read.get(node);
  if (known) return known;
  const trees = new Map<string, Tree>();
  for (const [field, text] of textsOf(node)) {
    const { tree } = parse(text);
    if (tree) trees.set(field, tree);
  }
  read.set(node, trees);
  return trees;
}

function textsOf(node: Node): [field: string, text: string][] {
  switch (node.kind) {
    case 'parameter':
    case 'input':
      return [];
    case 'deterministic':
    case 'cost':
      return node.expression === undefined ? [] : [['expression', node.expression]];
    case 'stochastic':
      return argsOf(node);
  }
}

/** The argument expressions that a stochastic node gives, in the order of its distribution's alternative. */
export function argsOf(node: StochasticNode): [name: string, text: string][] {
  const args = node.args ?? {};
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[node.distribution ?? 'Normal'];
  const given = alternatives.find((list) => list.every((name) => Object.hasOwn(args, name))) ?? [];
  return given.flatMap((name) => {
    const text = args[name];
    return text === undefined ? [] : [[name, text]];
  });
}
