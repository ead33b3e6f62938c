import { Kept } from '../../base/kept';
import { perObject } from '../../base/perObject';
import { structureText } from '../../document/structure';
import type { Graph, GraphNode } from '../contract';

/** Structures by their texts; a number once given is never another structure's. */
const numbers = new Kept<number>(20_000);
let next = 1;

const numbersOf = perObject((_: Graph) => new Map<string, number>());

/**
 * A number for a node's formulas and all that stands above them, equal for equal ones: without places and labels, and
 * without the numbers of parameters and inputs, of which only the shapes count.
 */
export function structureOf(graph: Graph, node: GraphNode): number {
  const known = numbersOf(graph);
  const number = known.get(node.name);
  if (number !== undefined) return number;
  const todo = [node];
  for (let one = todo.at(-1); one !== undefined; one = todo.at(-1)) {
    const parents = one.parents.flatMap((parent) => graph.nodes.get(parent) ?? []);
    const missing = known.has(one.name) ? [] : parents.filter(({ name }) => !known.has(name));
    if (missing.length > 0) {
      todo.push(...missing);
      continue;
    }
    todo.pop();
    if (known.has(one.name)) continue;
    const { role, source } = one;
    const estimator = role === 'reparameterized' ? one.estimator : role;
    const text = [structureText(source), estimator, ...parents.map(({ name }) => known.get(name))].join('\n');
    known.set(
      one.name,
      numbers.get(text, () => next++),
    );
  }
  return known.get(node.name) ?? 0;
}
