import { perObject } from '../../base/perObject';
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
    if (node !== w && !isPlainSquare(node)) continue;
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
  for (const end of ends) open.openAbove(end);
  const moving = movingAbove(open.graph, v, ends);
  if (!moving) return undefined;
  const put = new Map<string, Value>();
  const outputs: Value[] = [];
  const isEnd = new Set(ends);
  for (const node of open.inOrder(moving)) {
    if (!node.parents.some((parent) => parent === v || put.has(parent))) continue;
    if (lawsIn(node.source).length > 0 || put.size > MOST_SQUARES) return undefined;
    const values = open.outputsOf(node, put);
    const [value] = values;
    if (isPlainSquare(node) && value) put.set(node.name, value);
    if (isEnd.has(node)) outputs.push(...values);
  }
  return { put, outputs };
}

function isPlainSquare(node: GraphNode): boolean {
  return isDeterministic(node) && node.role === 'plain';
}

/** Nodes looked at from v downwards before the search goes from the ends upwards. */
const MOST_LOOKED_AT = 200;

/**
 * The ends, and the squares that lead to them through squares alone, all that move with v among them; undefined where
 * these are too many. Of v and the ends, it looks from the side that sees less: a cost may be the sum of the whole graph,
 * and a parameter may lead to all of it.
 */
function movingAbove(
  graph: Graph,
  v: string,
  ends: readonly GraphNode[],
): ReadonlySet<GraphNode> | undefined {
  const below = squaresBelow(graph, v);
  const children = childrenOf(graph.nodes.get(v));
  const met = new Set(ends);
  let moving = 0;
  for (const node of met) {
    if (children.has(node.name) && isPlainSquare(node) && ++moving > MOST_SQUARES + 1) return undefined;
    for (const name of node.parents) {
      const parent = graph.nodes.get(name);
      if (parent && name !== v && isPlainSquare(parent) && (below?.has(parent) ?? true)) met.add(parent);
    }
  }
  return met;
}

const NO_CHILDREN: ReadonlySet<string> = new Set();
const namesOfChildren = perObject(({ children }: GraphNode): ReadonlySet<string> => new Set(children));

function childrenOf(node: GraphNode | undefined): ReadonlySet<string> {
  return node ? namesOfChildren(node) : NO_CHILDREN;
}

/** All nodes that v leads to through plain squares; undefined where they are very many. */
function squaresBelow(graph: Graph, v: string): ReadonlySet<GraphNode> | undefined {
  const met = new Set<GraphNode>();
  const add = (names: readonly string[]): void => {
    for (const name of names) {
      const node = graph.nodes.get(name);
      if (node) met.add(node);
      if (met.size > MOST_LOOKED_AT) return;
    }
  };
  add(graph.nodes.get(v)?.children ?? []);
  for (const node of met) {
    if (isPlainSquare(node)) add(node.children);
    if (met.size > MOST_LOOKED_AT) return undefined;
  }
  return met;
}
