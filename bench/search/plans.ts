import { DISTRIBUTION_ARGS } from '../../src/engine/document/distributions';
import { estimatorRefusal } from '../../src/engine/document/estimators';
import type {
  Baseline,
  Document,
  EstimatorName,
  NodePlan,
  Plan,
  StochasticNode,
} from '../../src/engine/document/types';
import type { Random } from './random';

/** The name of the plan that the gradient of every document is judged by. */
export const SCORE = 'score';

/** Plans of every kind that the circles of a document can have. */
export function plansFor(random: Random, { nodes }: Document): Plan[] {
  const circles = nodes.filter((node) => node.kind === 'stochastic');
  const of = (choose: (node: StochasticNode) => NodePlan): Plan['nodes'] =>
    Object.fromEntries(circles.map((node) => [node.name, choose(node)]));
  const scored = (baseline: Baseline): NodePlan => ({ estimator: 'score', baseline });
  const samples = random.pick([2, 3, 4]);
  const baseline = random.pick<Baseline>([
    random.between(-1, 1),
    { kind: 'average', decay: 0.5 },
    { kind: 'leaveOneOut' },
    { kind: 'optimal' },
  ]);
  const plans: Plan[] = [
    { name: SCORE, nodes: of(() => scored('none')) },
    { name: 'default', nodes: {} },
    { name: 'baselines', nodes: of(() => scored(baseline)), samples },
    { name: 'mixed', nodes: of((node) => unbiased(random, node)) },
    {
      name: 'mirrored',
      nodes: of((node) => (random.chance(0.5) ? scored(0.5) : unbiased(random, node))),
      samples: random.pick([2, 4]),
      antithetic: true,
    },
  ];
  const relaxed = of((node) => biased(random, node));
  if (Object.values(relaxed).some(({ estimator }) => estimator !== 'score'))
    plans.push({
      name: 'relaxed',
      nodes: relaxed,
      ...(random.chance(0.3) ? { samples: 2, antithetic: true } : {}),
    });
  return plans;
}

function available(node: StochasticNode, names: readonly EstimatorName[]): EstimatorName[] {
  if (node.distribution && !Object.hasOwn(DISTRIBUTION_ARGS, node.distribution)) return [];
  return names.filter((name) => estimatorRefusal(node, name) === undefined);
}

function unbiased(random: Random, node: StochasticNode): NodePlan {
  switch (random.pick(available(node, ['pathwise', 'measureValued', 'enumerate', 'score']))) {
    case 'pathwise':
      return { estimator: 'pathwise' };
    case 'measureValued':
      return { estimator: 'measureValued', coupled: random.chance(0.5) };
    case 'enumerate':
      return { estimator: 'enumerate' };
    default:
      return { estimator: 'score', baseline: 'none' };
  }
}

function biased(random: Random, node: StochasticNode): NodePlan {
  const names = available(node, ['concrete', 'straightThrough', 'straightThroughGumbel']);
  const name = names.length > 0 ? random.pick(names) : 'score';
  switch (name) {
    case 'concrete':
    case 'straightThroughGumbel':
      return { estimator: name, temperature: random.pick([0.5, 1]) };
    case 'straightThrough':
      return { estimator: name };
    default:
      return { estimator: 'score', baseline: 'none' };
  }
}
