import { parentsOf } from '../document/types';
import { once } from '../model/once';

/** The costs that a parameter influences, and those of them that train it: its gradient is that of their sum. */
export interface CostsOf {
  readonly influenced: readonly string[];
  readonly training: readonly string[];
}

/**
 * For every parameter its costs, in document order; by the edges alone, so that documents with errors have them too.
 */
export const trainingCosts = once(({ document: { nodes } }): ReadonlyMap<string, CostsOf> => {
  const children = new Map<string, string[]>();
  for (const node of nodes)
    for (const parent of parentsOf(node)) children.set(parent, [...(children.get(parent) ?? []), node.name]);
  const costs = nodes.filter((node) => node.kind === 'cost');
  return new Map(
    nodes.flatMap(({ name, kind }) => {
      if (kind !== 'parameter') return [];
      const met = below(name, children);
      const influenced = costs.filter((cost) => met.has(cost.name));
      const training = influenced.filter(({ trains }) => trains?.includes(name) ?? true);
      return [[name, { influenced: namesOf(influenced), training: namesOf(training) }]];
    }),
  );
});

function below(start: string, children: ReadonlyMap<string, readonly string[]>): Set<string> {
  const met = new Set<string>();
  const todo = [start];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    for (const child of children.get(name) ?? []) {
      if (met.has(child)) continue;
      met.add(child);
      todo.push(child);
    }
  }
  return met;
}

function namesOf(nodes: readonly { readonly name: string }[]): string[] {
  return nodes.map(({ name }) => name);
}
