import { perObject } from '../base/perObject';
import type { Finding } from '../diagnostics/types';
import { DISTRIBUTION_ARGS } from '../document/distributions';
import { textsOf } from '../document/texts';
import type { Node, StochasticNode } from '../document/types';
import { parse } from '../expression/parse';
import type { Tree } from '../expression/tree';

/** The expressions of a node, parsed. */
interface ParsedNode {
  /** By field: `expression`, `args.loc` ... */
  readonly trees: ReadonlyMap<string, Tree>;
  /** About those that do not parse, which have no tree. */
  readonly findings: readonly Finding[];
}

/** Parses every expression of a node. */
export const parsedNode = perObject((node: Node): ParsedNode => {
  const trees = new Map<string, Tree>();
  const findings: Finding[] = [];
  for (const [field, text] of textsOf(node)) {
    const { tree, finding } = parse(text);
    if (tree) trees.set(field, tree);
    else findings.push({ ...finding, nodes: [node.name], field });
  }
  return { trees, findings };
});

/** The parsed expressions that count: `expression`, or arguments by name, in the order of their distribution. */
export const treesOf = perObject((node: Node): ReadonlyMap<string, Tree> => {
  const { trees } = parsedNode(node);
  if (node.kind !== 'stochastic') return trees;
  return new Map(
    writtenArgs(node).flatMap(([name]) => {
      const tree = trees.get(`args.${name}`);
      return tree ? [[name, tree] as const] : [];
    }),
  );
});

/** The argument expressions that a stochastic node gives, in the order of its distribution's alternative. */
export function writtenArgs(node: StochasticNode): [name: string, text: string][] {
  const args = node.args ?? {};
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[node.distribution ?? 'Normal'];
  const given = alternatives.find((list) => list.every((name) => Object.hasOwn(args, name))) ?? [];
  return given.flatMap((name) => {
    const text = args[name];
    return text === undefined ? [] : [[name, text]];
  });
}
