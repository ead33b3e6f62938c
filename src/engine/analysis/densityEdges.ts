import { perObject } from '../base/perObject';
import { type Document, type Node, parentsOf } from '../document/types';
import { usesLogProb } from '../expression/names';
import { treesOf } from '../model/trees';

/** The circles whose own law stands in an expression of the node: z in `log_prob(z)`, `kl(z, q)`, `entropy(z)`. */
export const lawsIn = perObject((node: Node): readonly string[] => [
  ...new Set([...treesOf(node).values()].flatMap((tree) => [...usesLogProb(tree)])),
]);

/**
 * The parents of every node, with those that its expressions need without naming them: the law of a circle z depends on
 * z's parents, so what holds `log_prob(z)`, `kl(z, q)` or `entropy(z)` and has z as a parent has z's parents as well.
 * By name; each parent once, those of the document first. Closes no cycle: a path from z's parents leads through z
 * already.
 */
export function parentsInFull({ nodes }: Pick<Document, 'nodes'>): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const full = new Map<string, readonly string[]>(nodes.map((node) => [node.name, parentsOf(node)]));
  const scoring = nodes.filter((node) => lawsIn(node).length > 0);
  // What one node gains, the next may need: as often as there are laws within laws.
  for (let changed = scoring.length > 0; changed; ) {
    changed = false;
    for (const node of scoring) {
      const own = full.get(node.name) ?? [];
      const laws = lawsIn(node).filter((z) => own.includes(z) && byName.get(z)?.kind === 'stochastic');
      const needed = laws.flatMap((z) => full.get(z) ?? []);
      const all = [...new Set([...own, ...needed])].filter((parent) => parent !== node.name);
      if (all.length <= new Set(own).size) continue;
      full.set(node.name, all);
      changed = true;
    }
  }
  return full;
}

/**
 * The document with the edges that laws in its expressions need: see `parentsInFull`. The same one where it has them
 * all.
 */
export function withDensityEdges(document: Document): Document {
  const full = parentsInFull(document);
  const nodes = document.nodes.map((node) => {
    const parents = full.get(node.name);
    return parents === undefined || !('parents' in node) || parents === node.parents
      ? node
      : { ...node, parents };
  });
  return nodes.some((node, i) => node !== document.nodes[i]) ? { ...document, nodes } : document;
}

/** The circle whose law in an expression of `to` needs the edge from `from`; undefined where the edge may go. */
export function lawBehind({ nodes }: Document, from: string, to: string): string | undefined {
  const node = nodes.find(({ name }) => name === to);
  if (!node) return undefined;
  return lawsIn(node).find((z) => {
    const law = nodes.find(({ name }) => name === z);
    return law !== undefined && parentsOf(node).includes(z) && parentsOf(law).includes(from);
  });
}
