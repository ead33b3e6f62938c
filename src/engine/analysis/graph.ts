import { topologicalOrder } from '../base/topologicalOrder';
import { FindingError } from '../diagnostics/types';
import type { Model } from '../model/model';
import { once } from '../model/once';
import type { Graph, GraphNode } from './contract';
import { parentsInFull } from './densityEdges';

/**
 * The graph of a document that passed its checks, with the edges that laws in its expressions need. Throws a
 * FindingError for a cycle; parents that the document does not hold are passed over.
 */
export const graphOf = once(({ document }: Model): Graph => {
  const known = new Set(document.nodes.map((node) => node.name));
  const parents = parentsInFull(document);
  return assemble(
    document.nodes.map((source) => ({
      name: source.name,
      kind: source.kind,
      parents: [...new Set(parents.get(source.name))].filter((parent) => known.has(parent)),
      source,
      role: 'plain',
    })),
  );
});

/** A graph from its nodes, which come without children. Throws a FindingError for a cycle. */
export function assemble(list: readonly Omit<GraphNode, 'children'>[]): Graph {
  const parents = new Map(list.map((node) => [node.name, node.parents]));
  const children = new Map<string, string[]>(list.map((node) => [node.name, []]));
  for (const node of list) for (const parent of node.parents) children.get(parent)?.push(node.name);
  const ordering = topologicalOrder(
    list.map((node) => node.name),
    (name) => parents.get(name) ?? [],
  );
  if (ordering.kind === 'cycle')
    throw new FindingError([
      { code: 'cycle', facts: { path: ordering.cycle }, nodes: [...new Set(ordering.cycle)] },
    ]);
  const nodes = new Map(
    list.map((node) => [node.name, { ...node, children: children.get(node.name) ?? [] }]),
  );
  return { nodes, order: ordering.order };
}

/** The node of that name. Throws where the graph has none. */
export function nodeOf(graph: Graph, name: string): GraphNode {
  const node = graph.nodes.get(name);
  if (!node) throw new Error(`the graph has no node ${name}`);
  return node;
}

/** Whether the node is a square: its value is a function of its parents. A cost is one. */
export function isDeterministic({ kind }: GraphNode): boolean {
  return kind === 'deterministic' || kind === 'cost';
}

/** Names of the nodes of one kind, in the document's order. */
export function namesOfKind(graph: Graph, kind: GraphNode['kind']): string[] {
  return [...graph.nodes.values()].filter((node) => node.kind === kind).map((node) => node.name);
}

/** Whether a cost trains a parameter: one without a list trains all. */
export function trains({ source }: GraphNode, parameter: string): boolean {
  return source.kind === 'cost' && (source.trains?.includes(parameter) ?? true);
}
