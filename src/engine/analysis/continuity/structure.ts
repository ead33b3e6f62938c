import { isData, tensorShape } from '../../document/tensor';
import type { Node } from '../../document/types';
import { layoutOf } from '../../document/weights';
import type { Graph, GraphNode } from '../contract';

/** Structures by their texts; a number once given is never another structure's. */
const numbers = new Map<string, number>();
const MOST_NUMBERS = 20_000;
let next = 1;

const ofGraph = new WeakMap<Graph, Map<string, number>>();

/**
 * A number for a node's formulas and all that stands above them, equal for equal ones: without places and labels, and without
 * the numbers of parameters and inputs, of which only the shapes count.
 */
export function structureOf(graph: Graph, node: GraphNode): number {
  const known = ofGraph.get(graph) ?? new Map<string, number>();
  ofGraph.set(graph, known);
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
    known.set(
      one.name,
      numberOf([textOf(source), estimator, ...parents.map(({ name }) => known.get(name))].join('\n')),
    );
  }
  return known.get(node.name) ?? 0;
}

function numberOf(text: string): number {
  const before = numbers.get(text);
  if (before !== undefined) return before;
  if (numbers.size >= MOST_NUMBERS) numbers.clear();
  numbers.set(text, next);
  return next++;
}

/** Nodes are immutable. */
const texts = new WeakMap<Node, string>();

function textOf(node: Node): string {
  const before = texts.get(node);
  if (before !== undefined) return before;
  const { at: _, label: __, ...rest } = node;
  const value = 'value' in rest ? rest.value : undefined;
  const shape =
    value === undefined ? undefined : isData(value) ? value.data : (layoutOf(value) ?? tensorShape(value));
  const text = JSON.stringify({ ...rest, value: shape });
  texts.set(node, text);
  return text;
}
