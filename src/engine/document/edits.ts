import { type Edited, replaceNode, unknownNode } from './edited';
import { LARGEST_SEED, LIMITS } from './limits';
import { renameInModel } from './modelNames';
import { FIRST_NAMES, freeName } from './names';
import { renameReferences } from './rename';
import { showValue } from './showValue';
import { type Document, type Node, type NodeKind, type Plan, parentsOf } from './types';

type Place = readonly [number, number];

/**
 * Adds a node at a place in grid units, as the document's last. It is called `wish` where that can be and is free, else
 * by the next free name. A plan whose entries are all score takes a new stochastic node by score too.
 */
export function addNode(
  document: Document,
  kind: NodeKind,
  at: Place,
  wish: string = FIRST_NAMES[kind],
): Document {
  const name = freeName(wish, namesOf(document));
  const node = newNode(kind, name, within(at));
  const plans = kind === 'stochastic' ? document.plans.map((plan) => withScored(plan, name)) : document.plans;
  return { ...document, nodes: [...document.nodes, node], plans };
}

function newNode(kind: NodeKind, name: string, at: Place): Node {
  switch (kind) {
    case 'parameter':
      return { name, kind, value: 0.5, at };
    case 'input':
      return { name, kind, value: 1, at };
    default:
      return { name, kind, parents: [], at };
  }
}

function withScored(plan: Plan, name: string): Plan {
  const entries = Object.values(plan.nodes);
  if (entries.length === 0 || entries.some(({ estimator }) => estimator !== 'score')) return plan;
  return { ...plan, nodes: { ...plan.nodes, [name]: { estimator: 'score' } } };
}

/**
 * Removes nodes with their edges, their entries in plans, their groups of training, and the pictures that cannot be
 * made without them. Expressions that name them keep their text.
 */
export function removeNodes(document: Document, names: Iterable<string>): Document {
  const gone = new Set(names);
  const kept = (name: string) => !gone.has(name);
  return {
    ...document,
    nodes: document.nodes.filter(({ name }) => kept(name)).map((node) => withReferences(node, kept)),
    plans: document.plans.map((plan) => ({
      ...plan,
      nodes: Object.fromEntries(Object.entries(plan.nodes).filter(([name]) => kept(name))),
    })),
    ...renameInModel(document, (name) => (kept(name) ? name : undefined)),
  };
}

function withReferences(node: Node, kept: (name: string) => boolean): Node {
  if (node.kind === 'parameter' || node.kind === 'input') return node;
  const parents = node.parents.every(kept) ? node.parents : node.parents.filter(kept);
  if (node.kind !== 'cost' || node.trains === undefined) return { ...node, parents };
  return { ...node, parents, trains: node.trains.filter(kept) };
}

/**
 * Copies nodes with the edges among them, moved by `by` grid units; edges from outside are kept, edges to outside are
 * not. The copies are the document's last nodes, in order.
 */
export function duplicateNodes(document: Document, names: Iterable<string>, by: Place = [0, 1]): Document {
  const wanted = new Set(names);
  const taken = namesOf(document);
  const renaming = new Map<string, string>();
  for (const { name } of document.nodes) {
    if (!wanted.has(name)) continue;
    const copy = freeName(name, taken);
    taken.add(copy);
    renaming.set(name, copy);
  }
  const copies = document.nodes.flatMap((node) => {
    const name = renaming.get(node.name);
    if (name === undefined) return [];
    const at = node.at && within([node.at[0] + by[0], node.at[1] + by[1]]);
    return [{ ...renameReferences(node, renaming), name, ...(at ? { at } : {}) }];
  });
  const plans = document.plans.map((plan) => {
    const entries = Object.entries(plan.nodes).flatMap(([name, entry]) => {
      const copy = renaming.get(name);
      return copy === undefined ? [] : [[copy, entry] as const];
    });
    return { ...plan, nodes: { ...plan.nodes, ...Object.fromEntries(entries) } };
  });
  return { ...document, nodes: [...document.nodes, ...copies], plans };
}

/**
 * Makes `from` a parent of `to`. Refused where it is one already, into what has no parents, and where it closes a
 * cycle.
 */
export function connect(document: Document, from: string, to: string): Edited {
  const edge = [from, to] as const;
  const nodes = new Map(document.nodes.map((node) => [node.name, node]));
  const target = nodes.get(to);
  const missing = nodes.has(from) ? to : from;
  if (!target || !nodes.has(from)) return unknownNode(missing);
  if (target.kind === 'parameter' || target.kind === 'input')
    return { code: 'source-parents', facts: { kind: target.kind }, nodes: [to], edge };
  if (from === to) return { code: 'self-loop', facts: {}, nodes: [to], edge };
  if (target.parents.includes(from))
    return { code: 'duplicate-parent', facts: { name: from }, nodes: [to], edge };
  const path = pathBetween(nodes, to, from);
  if (path)
    return {
      code: 'cycle',
      facts: { path: [from, ...path.slice(0, -1)] },
      nodes: [from, ...path.slice(0, -1)],
      edge,
    };
  return replaceNode(document, to, (node) =>
    'parents' in node ? { ...node, parents: [...node.parents, from] } : node,
  );
}

/** A shortest path along the edges, both ends included. */
function pathBetween(nodes: ReadonlyMap<string, Node>, from: string, to: string): string[] | undefined {
  const next = new Map<string, string>();
  const queue = [to];
  for (const name of queue) {
    if (name === from) {
      const path = [from];
      for (let step = next.get(from); step !== undefined; step = next.get(step)) path.push(step);
      return path;
    }
    const node = nodes.get(name);
    for (const parent of node ? parentsOf(node) : []) {
      if (next.has(parent) || parent === to) continue;
      next.set(parent, name);
      queue.push(parent);
    }
  }
  return undefined;
}

/** Removes an edge. The expression of `to` keeps its text. */
export function disconnect(document: Document, from: string, to: string): Document {
  return replaceNode(document, to, (node) =>
    'parents' in node && node.parents.includes(from)
      ? { ...node, parents: node.parents.filter((parent) => parent !== from) }
      : node,
  );
}

/** Puts nodes at places in grid units: no further out than a document can say. */
export function moveNodes(document: Document, places: ReadonlyMap<string, Place>): Document {
  if (places.size === 0) return document;
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const at = places.get(node.name);
      return at ? { ...node, at: within(at) } : node;
    }),
  };
}

function within([x, y]: Place): Place {
  const nearer = (z: number) => (Number.isNaN(z) ? 0 : Math.max(-LIMITS.place, Math.min(LIMITS.place, z)));
  return [nearer(x), nearer(y)];
}

export function setTitle(document: Document, title: string): Document {
  return title === document.title ? document : { ...document, title };
}

/** Sets the text about the document: Markdown without HTML. */
export function setAbout(document: Document, about: string): Document {
  return about === document.about ? document : { ...document, about };
}

/** Sets the seed; refused where it is not a whole number from 0 to 2^32 - 1. */
export function setSeed(document: Document, seed: number): Edited {
  if (seed === document.seed) return document;
  if (Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED) return { ...document, seed };
  const facts = { expected: `a whole number from 0 to ${LARGEST_SEED}`, got: showValue(seed) };
  return { code: 'wrong-value', facts, field: 'seed' };
}

function namesOf(document: Document): Set<string> {
  return new Set(document.nodes.map(({ name }) => name));
}
