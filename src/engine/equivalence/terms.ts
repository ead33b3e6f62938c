import type { Graph, GraphNode } from '../analysis/contract';
import { isDeterministic, namesOfKind, nodeOf, trains } from '../analysis/graph';
import { creditedCosts } from '../analysis/influence';
import type { Plan } from '../document/types';
import type { NormalForm, Relation } from './contract';
import type { IsLive } from './rewritten';

/** Of a node, what it is a function of once all squares are put in; true: along a path that carries a derivative. */
type Deps = ReadonlyMap<string, boolean>;

export function allDeps(graph: Graph, isLive: IsLive): ReadonlyMap<string, Deps> {
  const found = new Map<string, Map<string, boolean>>();
  for (const name of graph.order) {
    const own = new Map<string, boolean>();
    for (const parent of nodeOf(graph, name).parents) {
      const live = isLive(parent, name);
      const through = isDeterministic(nodeOf(graph, parent)) ? found.get(parent) : undefined;
      for (const [source, carries] of through ?? [[parent, true] as const])
        own.set(source, own.get(source) === true || (carries && live));
    }
    found.set(name, own);
  }
  return found;
}

/** The terms of the surrogates: what a cost adds to, and what a circle's score is multiplied by. */
export interface SurrogateTerms {
  /** `credit` and `trains`. */
  readonly relations: readonly Relation[];
  /** By circle: the parameters by which its density is differentiated; a circle without one has no term. */
  readonly scored: ReadonlyMap<string, ReadonlySet<string>>;
  readonly trained: ReadonlyMap<string, ReadonlySet<string>>;
}

export function termsOf(
  graph: Graph,
  deps: ReadonlyMap<string, Deps>,
  credit: Plan['credit'],
): SurrogateTerms {
  const credited = creditedCosts(graph, credit);
  const parameters = namesOfKind(graph, 'parameter');
  const reach = (name: string) => parameters.filter((parameter) => deps.get(name)?.get(parameter) === true);
  const costs = namesOfKind(graph, 'cost').map((name) => nodeOf(graph, name));
  const trained = new Map(
    costs.map((cost) => [cost.name, new Set(reach(cost.name).filter((name) => trains(cost, name)))]),
  );
  const scored = new Map<string, ReadonlySet<string>>();
  const credits: Relation[] = [];
  for (const circle of namesOfKind(graph, 'stochastic')) {
    const own = new Set<string>();
    for (const cost of credited.get(circle) ?? []) {
      const by = reach(circle).filter((parameter) => trains(nodeOf(graph, cost), parameter));
      for (const parameter of by) {
        own.add(parameter);
        trained.get(cost)?.add(parameter);
      }
      if (by.length > 0) credits.push({ kind: 'credit', from: circle, to: cost });
    }
    if (own.size > 0) scored.set(circle, own);
  }
  const adds = [...trained].flatMap(([from, names]) =>
    [...names].map((to): Relation => ({ kind: 'trains', from, to })),
  );
  return { relations: [...credits, ...adds], scored, trained };
}

/** What a circle's density or a cost is a function of, and what the surrogate differentiates it by. */
export function linksInto(
  graph: Graph,
  node: GraphNode,
  deps: ReadonlyMap<string, Deps>,
  terms: SurrogateTerms,
): Relation[] {
  const by = node.kind === 'cost' ? terms.trained.get(node.name) : terms.scored.get(node.name);
  return [...(deps.get(node.name) ?? [])].map(([from, live]): Relation => {
    const isDifferentiated = live && nodeOf(graph, from).kind === 'parameter' && by?.has(from) === true;
    return { kind: isDifferentiated ? 'derivative' : 'value', from, to: node.name };
  });
}

/** What no term depends on: inputs, noises and circles, and costs whose list names no parameter that is there. */
export function idleOf(
  nodes: readonly GraphNode[],
  relations: readonly Relation[],
  declared: NormalForm['declared'],
): Set<string> {
  const needed = new Set<string>();
  for (const { name, kind, source } of nodes) {
    const isWatched = source.kind === 'cost' && source.trains && !declared.some(({ from }) => from === name);
    if (kind === 'parameter' || (kind === 'cost' && !isWatched)) needed.add(name);
  }
  for (const { kind, from } of relations) if (kind === 'credit') needed.add(from);
  for (const name of needed)
    for (const { kind, from, to } of relations)
      if (to === name && (kind === 'value' || kind === 'derivative')) needed.add(from);
  return new Set(nodes.map(({ name }) => name).filter((name) => !needed.has(name)));
}
