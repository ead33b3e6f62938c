import type { DistributionName } from './distributions';
import { PATHWISE } from './distributions';
import type { EstimatorName, NodePlan, Plan, StochasticNode } from './types';

/** The estimators as data, so that documents can be checked without their mathematics. */

/** What an estimator makes of its circle: leaves it one, or rewrites it as noise and a square. */
export const ESTIMATOR_ROLES = {
  score: 'circle',
  pathwise: 'square',
  measureValued: 'circle',
  enumerate: 'circle',
  concrete: 'square',
  straightThrough: 'square',
  straightThroughGumbel: 'square',
} as const satisfies Record<EstimatorName, 'circle' | 'square'>;

export const ESTIMATOR_NAMES = Object.keys(ESTIMATOR_ROLES) as EstimatorName[];

/** Estimators whose mean is another than the gradient, whatever the graph. */
export const BIASED: ReadonlySet<EstimatorName> = new Set([
  'concrete',
  'straightThrough',
  'straightThroughGumbel',
]);

/** What an entry has a score multiplied by: costs, costs over their running deviation, or the rank of the costs. */
export type ScoreFactor = 'plain' | 'normalized' | 'ranked';

export function scoreFactor(entry: NodePlan | undefined): ScoreFactor {
  if (entry?.estimator !== 'score' || typeof entry.baseline !== 'object') return 'plain';
  if (entry.baseline.kind === 'ranks') return 'ranked';
  return 'normalize' in entry.baseline && entry.baseline.normalize ? 'normalized' : 'plain';
}

/**
 * Whether no estimator of a plan is biased by design, nor scaled by a running deviation, nor ranked, nor sticks the
 * landing, which is unbiased only where a density has a constant factor.
 */
export function isUnbiasedByDesign({ nodes }: Plan): boolean {
  return Object.values(nodes).every(
    (entry) =>
      !BIASED.has(entry.estimator) &&
      scoreFactor(entry) === 'plain' &&
      !(entry.estimator === 'pathwise' && entry.stickTheLanding === true),
  );
}

/**
 * The arguments in which a distribution has a weak derivative, a difference of two distributions (Mohamed et al. 2020,
 * table 1).
 */
export const WEAK_ARGS: { readonly [N in DistributionName]?: readonly string[] } = {
  Normal: ['loc', 'scale'],
  Exponential: ['rate'],
  Gamma: ['rate'],
  Bernoulli: ['probs', 'logits'],
  Categorical: ['probs', 'logits'],
  OneHotCategorical: ['probs', 'logits'],
  Poisson: ['rate'],
};

/** Distributions of finite support. */
const FINITE: ReadonlySet<DistributionName> = new Set([
  'Bernoulli',
  'Rademacher',
  'Binomial',
  'Categorical',
  'OneHotCategorical',
]);

/** Distributions that have a relaxation, and a hard draw whose gradient can be replaced. */
const RELAXED: ReadonlySet<DistributionName> = new Set(['Bernoulli', 'OneHotCategorical']);

/** Why an estimator cannot be used at a node, in a few words; undefined where it can. */
export function estimatorRefusal(
  { distribution = 'Normal' }: StochasticNode,
  estimator: EstimatorName,
): string | undefined {
  switch (estimator) {
    case 'score':
      return undefined;
    case 'pathwise':
      return PATHWISE.has(distribution) ? undefined : `${distribution} has no differentiable path`;
    case 'measureValued':
      return WEAK_ARGS[distribution] ? undefined : `no weak derivative of ${distribution} is known here`;
    case 'enumerate':
      return FINITE.has(distribution) ? undefined : `${distribution} has infinitely many values`;
    case 'concrete':
      return relaxedRefusal(distribution, 'relaxation');
    case 'straightThrough':
    case 'straightThroughGumbel':
      return relaxedRefusal(distribution, 'gradient to put through');
  }
}

function relaxedRefusal(distribution: DistributionName, what: string): string | undefined {
  if (RELAXED.has(distribution)) return undefined;
  return distribution === 'Categorical'
    ? `an index has no ${what}; take OneHotCategorical`
    : `${distribution} has no ${what}`;
}
