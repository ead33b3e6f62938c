import type { Value } from '../../ir/builder';
import type { Graph, GraphNode } from '../contract';
import { lawsIn } from '../densityEdges';
import { isDeterministic } from '../graph';
import type { OpenGraph, Put } from './openGraph';

/** More squares than these are not put into one another. */
const MOST_SQUARES = 24;

/**
 * The costs and circles that a square leads to through squares alone: all that a gradient through it can come to.
 * Undefined where there are too many nodes on the way. Of a cost there is nothing to ask: it counts itself.
 */
export function endsBelow(graph: Graph, w: GraphNode): GraphNode[] | undefined {
  if (w.kind !== 'deterministic' || w.role !== 'plain') return undefined;
  const met = new Set([w]);
  const ends: GraphNode[] = [];
  for (const node of met) {
    if (node !== w && !isPassed(node)) ends.push(node);
    if (node !== w && !(isDeterministic(node) && node.role === 'plain')) continue;
    for (const child of node.children) {
      const next = graph.nodes.get(child);
      if (next) met.add(next);
    }
    if (met.size > MOST_SQUARES) return undefined;
  }
  return ends;
}

function isPassed({ kind, role }: GraphNode): boolean {
  return kind === 'deterministic' && role === 'plain';
}

/**
 * The values of these ends as functions of v, all squares between put in; and what is put in the place of squares.
 * Undefined where a law between would have to move with them, or there are too many. Throws FindingError, ShapeError or
 * UnfitError.
 */
export function writtenBelow(
  open: OpenGraph,
  v: string,
  ends: readonly GraphNode[],
): { readonly put: Put; readonly outputs: readonly Value[] } | undefined {
  const { graph } = open;
  const wanted = new Set(ends.map(({ name }) => name));
  for (const name of wanted)
    for (const parent of graph.nodes.get(name)?.parents ?? []) {
      const node = graph.nodes.get(parent);
      if (parent !== v && node && isDeterministic(node) && node.role === 'plain') wanted.add(parent);
    }
  open.open([...wanted].flatMap((name) => graph.nodes.get(name)?.parents ?? []));
  const put = new Map<string, Value>();
  const outputs: Value[] = [];
  const isEnd = new Set(ends.map(({ name }) => name));
  for (const name of graph.order) {
    const node = wanted.has(name) ? graph.nodes.get(name) : undefined;
    if (!node?.parents.some((parent) => parent === v || put.has(parent))) continue;
    if (lawsIn(node.source).length > 0 || put.size > MOST_SQUARES) return undefined;
    const values = open.outputsOf(node, put);
    const [value] = values;
    if (isDeterministic(node) && node.role === 'plain' && value) put.set(name, value);
    if (isEnd.has(name)) outputs.push(...values);
  }
  return { put, outputs };
}
