import type { Graph, GraphNode } from '../analysis/contract';
import { graphOf, isDeterministic, namesOf, nodeOf, trains } from '../analysis/graph';
import { downstreamCosts } from '../analysis/influence';
import { resolveOn } from '../analysis/plan';
import { reparameterize } from '../analysis/rewrite';
import type { EstimatorName } from '../document/types';
import { stoppedParents } from './carries';
import type {
  EstimatorClass,
  Law,
  NormalForm,
  NormalNode,
  Planned,
  Refusal,
  Relation,
  Step,
} from './contract';
import { rewriteForm } from './formSteps';
import { roleOf, stateOn } from './graphSteps';

/** Of a node, what it is a function of once all squares are put in; true: along a path that carries a derivative. */
type Deps = ReadonlyMap<string, boolean>;

/**
 * What of a document under a plan decides its surrogate losses, term by term. On the graph after the pathwise rewrite
 * and the steps, it holds the parameters, inputs, noises, circles and costs, and between them
 * - what every circle's density and every cost is a function of: DEPS of Schulman et al. (2015, section 2.3), which puts every
 *   square into all that it feeds; for a parameter, whether the surrogate differentiates by it, that is whether a path
 *   without `stop` leads there and a cost that trains it is at stake;
 * - the costs that every score is multiplied by, as the plan credits them;
 * - the parameters to whose gradient every cost adds, by its value or through a score.
 *
 * So the surrogate of every group of parameters is kept as the sum that it is: \log p(w | DEPS of w) \lfloor credited
 * costs\rfloor for every circle, and c(DEPS of c) for every cost; a cost is descended by all that it trains, so that signs need
 * no mark. Two costs are two terms, even with the same DEPS: a step can merge them. Not kept: formulas, distributions, shapes, numbers,
 * and what changes no mean (baselines, sticking the landing, the number of samples); nor which terms share a square.
 *
 * A circle that no trained parameter reaches has no score: it is drawn, and without parents it is a noise like one that
 * the rewrite makes. What no term depends on is idle and left out, parameters and costs excepted. With `keepSquares`,
 * squares and edges stay as they are drawn, idle ones too. Throws a FindingError for a cycle.
 */
export function normalForm(
  { document, plan }: Planned,
  steps: readonly Step[] = [],
  keepSquares = false,
): NormalForm | { readonly step: Step; readonly why: Refusal } {
  const before = graphOf(document);
  const estimators = resolveOn(before, plan);
  const rewritten = reparameterize(before, estimators);
  const stated = stateOn(rewritten, steps);
  if ('why' in stated) return stated;
  const { graph, known } = stated;
  const stops = new Map(
    [...graph.nodes.values()].map((node) => [node.name, stoppedParents(rewritten, node)]),
  );
  const isLive = (from: string, to: string): boolean => stops.get(to)?.has(from) !== true;
  const deps = allDeps(graph, isLive);
  const credited = downstreamCosts(graph, plan.credit);
  const terms = termsOf(graph, deps, credited);

  const lawOf = (name: string): Law => {
    const entry = Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined;
    const baseline = entry?.estimator === 'score' ? (entry.baseline ?? 'none') : 'none';
    return { node: name, estimator: estimators.get(name) ?? 'score', baseline };
  };
  const toNormal = (node: GraphNode): NormalNode => {
    const { name, source } = node;
    const isMoved = keepSquares && node.role === 'reparameterized' && node.kind === 'deterministic';
    return {
      name,
      role: roleOf(node),
      estimator: classOf(node, estimators, terms),
      law: node.kind === 'stochastic' || isMoved ? lawOf(source.name) : undefined,
      standsFor: [
        ...(node.role === 'noise' ? [source.name] : []),
        ...(keepSquares ? (known.get(name) ?? []) : putInto(graph, known, node)),
      ],
      parts: [name],
    };
  };
  const isKept = (node: GraphNode): boolean => keepSquares || node.kind === 'cost' || !isDeterministic(node);
  const nodes = [...graph.nodes.values()].filter(isKept);
  const links = keepSquares
    ? nodes.flatMap(({ name, parents }) =>
        parents.map(
          (from): Relation => ({ kind: isLive(from, name) ? 'derivative' : 'value', from, to: name }),
        ),
      )
    : nodes.flatMap((node) => linksInto(graph, node, deps, terms));
  const relations = [...links, ...terms.relations];
  const idle = keepSquares ? new Set<string>() : idleOf(nodes, relations);
  const form: NormalForm = {
    nodes: nodes.filter(({ name }) => !idle.has(name)).map(toNormal),
    relations: relations.filter(({ from, to }) => !idle.has(from) && !idle.has(to)),
    declared: namesOf(graph, 'cost').flatMap((from) =>
      namesOf(graph, 'parameter')
        .filter((to) => trains(nodeOf(graph, from), to))
        .map((to) => ({ from, to })),
    ),
    idle: [...idle],
  };
  return rewriteForm(form, steps);
}

function allDeps(graph: Graph, isLive: (from: string, to: string) => boolean): ReadonlyMap<string, Deps> {
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
interface Terms {
  /** `credit` and `trains`. */
  readonly relations: readonly Relation[];
  /** By circle: the parameters by which its density is differentiated; a circle without one has no term. */
  readonly scored: ReadonlyMap<string, ReadonlySet<string>>;
  readonly trained: ReadonlyMap<string, ReadonlySet<string>>;
}

function termsOf(
  graph: Graph,
  deps: ReadonlyMap<string, Deps>,
  credited: ReadonlyMap<string, readonly string[]>,
): Terms {
  const parameters = namesOf(graph, 'parameter');
  const reach = (name: string) => parameters.filter((parameter) => deps.get(name)?.get(parameter) === true);
  const costs = namesOf(graph, 'cost').map((name) => nodeOf(graph, name));
  const trained = new Map(
    costs.map((cost) => [cost.name, new Set(reach(cost.name).filter((name) => trains(cost, name)))]),
  );
  const scored = new Map<string, ReadonlySet<string>>();
  const credits: Relation[] = [];
  for (const circle of namesOf(graph, 'stochastic')) {
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

function linksInto(graph: Graph, node: GraphNode, deps: ReadonlyMap<string, Deps>, terms: Terms): Relation[] {
  const by = node.kind === 'cost' ? terms.trained.get(node.name) : terms.scored.get(node.name);
  return [...(deps.get(node.name) ?? [])].map(([from, live]): Relation => {
    const isDifferentiated = live && nodeOf(graph, from).kind === 'parameter' && by?.has(from) === true;
    return { kind: isDifferentiated ? 'derivative' : 'value', from, to: node.name };
  });
}

/** A circle without a term is drawn, whatever estimator the plan gives it, unless it is summed over. */
function classOf(
  node: GraphNode,
  estimators: ReadonlyMap<string, EstimatorName>,
  { scored }: Terms,
): EstimatorClass | undefined {
  if (node.role === 'noise') {
    const estimator = estimators.get(node.source.name);
    return estimator === 'pathwise' ? undefined : estimator;
  }
  if (node.role === 'reparameterized' && node.kind === 'deterministic') return node.estimator;
  if (node.kind !== 'stochastic') return undefined;
  if (node.estimator === 'enumerate') return 'enumerate';
  if (scored.has(node.name)) return node.estimator;
  return roleOf(node) === 'noise' ? undefined : 'drawn';
}

/** The squares above a circle or cost that are put into it, with the known numbers of all of these. */
function putInto(graph: Graph, known: ReadonlyMap<string, readonly string[]>, node: GraphNode): string[] {
  const squares = new Set([node.name]);
  for (const name of squares)
    for (const parent of nodeOf(graph, name).parents)
      if (isDeterministic(nodeOf(graph, parent))) squares.add(parent);
  const numbers = new Set([...squares].flatMap((name) => known.get(name) ?? []));
  squares.delete(node.name);
  return [...squares, ...numbers].filter((name) => graph.nodes.get(name)?.kind !== 'cost');
}

/** Inputs, noises and circles on which no term depends. */
function idleOf(nodes: readonly GraphNode[], relations: readonly Relation[]): Set<string> {
  const needed = new Set<string>();
  for (const { name, kind } of nodes) if (kind === 'cost' || kind === 'parameter') needed.add(name);
  for (const { kind, from } of relations) if (kind === 'credit') needed.add(from);
  for (const name of needed)
    for (const { kind, from, to } of relations)
      if (to === name && (kind === 'value' || kind === 'derivative')) needed.add(from);
  return new Set(nodes.map(({ name }) => name).filter((name) => !needed.has(name)));
}
