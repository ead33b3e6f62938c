import { perObject } from '../base/perObject';
import { topologicalOrder } from '../base/topologicalOrder';
import { type Finding, FindingError } from '../diagnostics/types';
import { LIMITS } from '../document/limits';
import { type Document, type Node, parentsOf } from '../document/types';
import { usesLogProb } from '../expression/names';
import { treesOf } from '../model/trees';

/** The circles whose own law stands in an expression of the node: z in `log_prob(z)`, `kl(z, q)`, `entropy(z)`. */
export const lawsIn = perObject((node: Node): readonly string[] => [
  ...new Set([...treesOf(node).values()].flatMap((tree) => [...usesLogProb(tree)])),
]);

type Parents = ReadonlyMap<string, readonly string[]>;

/**
 * The parents of every node, with those that its expressions need without naming them: the law of a circle z depends on
 * z's parents, so what holds `log_prob(z)`, `kl(z, q)` or `entropy(z)` and has z as a parent has z's parents as well.
 * By name; each parent once, those of the document first. Closes no cycle: a path from z's parents leads through z
 * already. A graph that has a cycle needs none. Laws within laws need edges by the square of their number: throws a
 * FindingError where all edges together are more than a document may have, before they are written.
 */
export function parentsInFull({ nodes }: Pick<Document, 'nodes'>): Parents {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const full = new Map<string, readonly string[]>(nodes.map((node) => [node.name, parentsOf(node)]));
  if (!nodes.some((node) => lawsIn(node).length > 0)) return full;
  const ordering = topologicalOrder([...byName.keys()], (name) => full.get(name) ?? []);
  if (ordering.kind === 'cycle') return full;
  let edges = nodes.reduce((sum, node) => sum + parentsOf(node).length, 0);
  // What a law needs is known before what stands below asks for it.
  for (const name of ordering.order) {
    const node = byName.get(name);
    const own = full.get(name) ?? [];
    const laws = node ? lawsIn(node) : [];
    const all = new Set(own);
    const drawn = all.size;
    for (const z of laws)
      if (own.includes(z) && byName.get(z)?.kind === 'stochastic')
        for (const parent of full.get(z) ?? []) all.add(parent);
    if (all.size === drawn) continue;
    full.set(name, [...all]);
    edges += all.size - drawn;
    if (edges > LIMITS.edges) throw new FindingError([tooMany(edges)]);
  }
  return full;
}

function tooMany(size: number): Finding {
  const what =
    'the number of edges, with those that log_prob, kl and entropy need to all parents of a law, is at least';
  const mend = 'let a law be of fewer nodes, or split the graph in two';
  return { code: 'too-large', facts: { what, size, limit: LIMITS.edges, mend }, field: 'nodes' };
}

/**
 * The document with the edges that laws in its expressions need: see `parentsInFull`. The same one where it has them
 * all, or where they would be too many: what is then wrong is told of by its check.
 */
export function withDensityEdges(document: Document): Document {
  const full = fittingParents(document);
  if (!full) return document;
  const nodes = document.nodes.map((node) => {
    const parents = full.get(node.name);
    return parents === undefined || !('parents' in node) || parents === node.parents
      ? node
      : { ...node, parents };
  });
  return nodes.some((node, i) => node !== document.nodes[i]) ? { ...document, nodes } : document;
}

function fittingParents(document: Document): Parents | undefined {
  try {
    return parentsInFull(document);
  } catch (error) {
    if (error instanceof FindingError) return undefined;
    throw error;
  }
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
