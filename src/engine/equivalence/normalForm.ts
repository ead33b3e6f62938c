import type { EstimatorKinds, Graph, GraphNode } from '../analysis/contract';
import { isDeterministic, namesOfKind, nodeOf, trains } from '../analysis/graph';
import { scoreFactor } from '../document/estimators';
import type { Plan } from '../document/types';
import type {
  EstimatorClass,
  NodeLaw,
  NormalForm,
  NormalNode,
  Planned,
  Refusal,
  Relation,
  Step,
} from './contract';
import { rewriteForm } from './formSteps';
import { roleOf, stateOn } from './graphSteps';
import { type IsLive, rewrittenOf } from './rewritten';
import { allDeps, idleOf, linksInto, type SurrogateTerms, termsOf } from './terms';

/**
 * What of a document under a plan decides its surrogate losses, term by term. On the graph after the pathwise rewrite
 * and the steps, it holds the parameters, inputs, noises, circles and costs, and between them
 * - what every circle's density and every cost is a function of: DEPS of Schulman et al. (2015, section 2.3), which
 *   puts every square into all that it feeds; for a parameter, whether the surrogate differentiates by it, that is
 *   whether a path without `stop` leads there and a cost that trains it is at stake;
 * - the costs that every score is multiplied by, as the plan credits them;
 * - the parameters to whose gradient every cost adds, by its value or through a score.
 *
 * So the surrogate of every group of parameters is kept as the sum that it is: \log p(w | DEPS of w) \lfloor credited
 * costs\rfloor for every circle, and c(DEPS of c) for every cost; a cost is descended by all that it trains, so that
 * signs need no mark. Two costs are two terms, even with the same DEPS: a step can merge them. Not kept: formulas,
 * distributions, shapes, numbers, and what changes no mean (baselines as far as they do not normalize or rank, sticking
 * the landing, the number of samples); nor which terms share a square.
 *
 * A circle that no trained parameter reaches has no score: it is drawn, and without parents it is a noise like one that
 * the rewrite makes. What no term depends on is idle and left out, parameters excepted, and with it a cost whose list
 * names no parameter: it is only watched. With `keepSquares`, squares and edges stay as they are drawn, idle ones too.
 * Throws a FindingError for a cycle.
 */
export function normalForm(
  planned: Planned,
  steps: readonly Step[] = [],
  keepSquares = false,
): NormalForm | { readonly step: Step; readonly why: Refusal } {
  const { plan } = planned;
  const { rewritten, kinds: estimators, isLive } = rewrittenOf(planned);
  const stated = stateOn(rewritten, steps);
  if ('why' in stated) return stated;
  const { graph, known } = stated;
  const deps = allDeps(graph, isLive);
  const terms = termsOf(graph, deps, plan.credit);
  const isKept = (node: GraphNode): boolean => keepSquares || node.kind === 'cost' || !isDeterministic(node);
  const kept = [...graph.nodes.values()].filter(isKept);
  const links = kept.flatMap((node) =>
    keepSquares ? edgesInto(node, isLive) : linksInto(graph, node, deps, terms),
  );
  const declared = declaredIn(graph);
  const relations = [...links, ...terms.relations];
  const idle = keepSquares ? new Set<string>() : idleOf(kept, relations, declared);
  const nodes = kept.map((node): NormalNode => {
    const numbers = known.get(node.name) ?? [];
    const law = lawOf(node, plan, estimators);
    return {
      name: node.name,
      role: roleOf(node),
      estimator: classOf(node, law, terms),
      law,
      standsFor: [
        ...(node.role === 'noise' ? [node.source.name] : []),
        ...(keepSquares ? numbers : putInto(graph, known, node)),
      ],
      parts: [node.name],
    };
  });
  const form: NormalForm = {
    nodes: nodes.filter(({ name }) => !idle.has(name)),
    relations: relations.filter(({ from, to }) => !idle.has(from) && !idle.has(to)),
    declared,
    idle: [...idle],
  };
  return rewriteForm(form, steps);
}

/** Edges as they are drawn. */
function edgesInto({ name, parents }: GraphNode, isLive: IsLive): Relation[] {
  return parents.map((from) => ({ kind: isLive(from, name) ? 'derivative' : 'value', from, to: name }));
}

function declaredIn(graph: Graph): NormalForm['declared'] {
  return namesOfKind(graph, 'cost').flatMap((from) =>
    namesOfKind(graph, 'parameter')
      .filter((to) => trains(nodeOf(graph, from), to))
      .map((to) => ({ from, to })),
  );
}

function lawOf(
  { kind, role, source }: GraphNode,
  plan: Plan,
  estimators: EstimatorKinds,
): NodeLaw | undefined {
  const isMoved = role === 'reparameterized' && kind === 'deterministic';
  if (kind !== 'stochastic' && !isMoved) return undefined;
  const entry = Object.hasOwn(plan.nodes, source.name) ? plan.nodes[source.name] : undefined;
  const baseline = entry?.estimator === 'score' ? (entry.baseline ?? 'none') : 'none';
  return { node: source.name, estimator: estimators.get(source.name) ?? 'score', baseline };
}

/** A circle without a term is drawn, whatever estimator the plan gives it, unless it is summed over. */
function classOf(
  node: GraphNode,
  law: NodeLaw | undefined,
  { scored }: SurrogateTerms,
): EstimatorClass | undefined {
  if (!law) return undefined;
  const { estimator, baseline } = law;
  if (node.role === 'noise') return estimator === 'pathwise' ? undefined : estimator;
  if (node.role === 'reparameterized' || estimator === 'enumerate') return estimator;
  if (!scored.has(node.name)) return roleOf(node) === 'noise' ? undefined : 'drawn';
  if (estimator !== 'score') return estimator;
  const factor = scoreFactor({ estimator, baseline });
  return factor === 'plain' ? estimator : `${factor}Score`;
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
