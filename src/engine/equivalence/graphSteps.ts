import type { Graph, GraphNode } from '../analysis/contract';
import { assemble } from '../analysis/graph';
import type { Refusal, Role, Step } from './contract';

/** A rewritten graph on which the steps that change the problem were taken. */
export interface Stated {
  readonly graph: Graph;
  /** Known numbers, by the nodes that read them. */
  readonly known: ReadonlyMap<string, readonly string[]>;
}

/** What `fix`, `give` and `drop` make of a rewritten graph, in the order given; other steps are for the normal form. */
export function stateOn(
  rewritten: Graph,
  steps: readonly Step[],
): Stated | { readonly step: Step; readonly why: Refusal } {
  const nodes = new Map(rewritten.nodes);
  const known = new Map<string, string[]>();
  for (const step of steps) {
    const why = take(nodes, known, step);
    if (why) return { step, why };
  }
  return { graph: assemble([...nodes.values()]), known };
}

function take(nodes: Map<string, GraphNode>, known: Map<string, string[]>, step: Step): Refusal | undefined {
  switch (step.kind) {
    case 'fix':
      return fix(nodes, known, step.node);
    case 'give':
      return give(nodes, step.node);
    case 'drop':
      return drop(nodes, step.node);
    case 'merge':
    case 'share':
    case 'hold':
    case 'rename':
      return undefined;
  }
}

function fix(nodes: Map<string, GraphNode>, known: Map<string, string[]>, name: string): Refusal | undefined {
  const node = nodes.get(name);
  if (!node) return { kind: 'unknown', node: name };
  if (node.kind !== 'parameter' && node.kind !== 'input')
    return { kind: 'role', node: name, role: roleOf(node), wanted: ['parameter', 'input'] };
  for (const child of nodes.values())
    if (child.parents.includes(name)) known.set(child.name, [...(known.get(child.name) ?? []), name]);
  remove(nodes, name);
  return undefined;
}

function give(nodes: Map<string, GraphNode>, name: string): Refusal | undefined {
  const node = nodes.get(name);
  if (!node) return { kind: 'unknown', node: name };
  if (node.kind !== 'stochastic' && node.kind !== 'deterministic')
    return { kind: 'role', node: name, role: roleOf(node), wanted: ['circle', 'noise', 'square'] };
  const { estimator: _, ...rest } = node;
  nodes.set(name, { ...rest, kind: 'input', parents: [] });
  return undefined;
}

/** A circle that became a square of nothing but its noise goes with that noise. */
function drop(nodes: Map<string, GraphNode>, name: string): Refusal | undefined {
  const node = nodes.get(name);
  if (!node) return { kind: 'unknown', node: name };
  const isMoved = node.role === 'reparameterized' && node.parents.length === 1;
  const isSource = node.kind === 'input' || (node.kind === 'stochastic' && node.parents.length === 0);
  if (!isMoved && !isSource && node.kind !== 'cost')
    return { kind: 'role', node: name, role: roleOf(node), wanted: ['cost', 'input', 'noise'] };
  if (isMoved) for (const noise of node.parents) remove(nodes, noise);
  remove(nodes, name);
  return undefined;
}

function remove(nodes: Map<string, GraphNode>, name: string): void {
  nodes.delete(name);
  for (const child of nodes.values())
    if (child.parents.includes(name))
      nodes.set(child.name, { ...child, parents: child.parents.filter((parent) => parent !== name) });
}

export function roleOf({ kind, parents }: GraphNode): Role {
  switch (kind) {
    case 'stochastic':
      return parents.length === 0 ? 'noise' : 'circle';
    case 'deterministic':
      return 'square';
    case 'parameter':
    case 'input':
    case 'cost':
      return kind;
  }
}
