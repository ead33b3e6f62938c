import { analyse } from '../analysis/analyse';
import { assertNever } from '../base/assertNever';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../compile/model';
import { isUnbiasedByDesign } from '../document/estimators';
import type { Document } from '../document/types';
import { MOST_CONTINUOUS } from '../exact/limits';
import type { NoMoments } from '../exact/plan';
import { exactTruth, type NoTruth } from '../exact/truth';
import { standardError } from '../statistics/moments';
import type { TruthReport } from './contract';
import { errorsOf, longRun, meansOf } from './longRun';

/**
 * The exact answer for a document, or a long run of its steadiest unbiased plan where there is none. Takes up to
 * seconds. Undefined where there is neither: no plan, or none that can be trusted. Throws a FindingError for a
 * document that cannot run.
 */
export function truthReport(document: Document, generation: number): TruthReport | undefined {
  const model = modelOf(document);
  const feeds = feedsOf(document);
  const { truth, none } = exactTruth(model, document.plans, feeds);
  if (truth)
    return {
      generation,
      method: truth.method,
      reason: undefined,
      cost: { mean: truth.cost, standardError: 0 },
      gradients: truth.gradient.map(({ parameter, values }) => ({
        parameter,
        mean: values,
        standardError: new Float64Array(values.length),
      })),
      plans: truth.plans,
    };
  const trusted = document.plans.filter(
    (plan) => isUnbiasedByDesign(plan) && analyse(document, plan).violations.length === 0,
  );
  const run = longRun(model, trusted, feeds, document.seed);
  if (!run) return undefined;
  return {
    generation,
    method: 'long-run',
    reason: wordsOf(none),
    cost: { mean: run.cost.mean, standardError: standardError(run.cost) },
    gradients: run.gradients.map(({ parameter, moments }) => ({
      parameter,
      mean: meansOf(moments),
      standardError: errorsOf(moments),
    })),
    plans: [],
  };
}

/** Why a plan has no exact mean and variance, in words. */
export function momentsWords(why: NoMoments): string {
  switch (why) {
    case 'learned':
      return 'what it carries from estimate to estimate follows no law in closed form';
    case 'ranked':
      return 'every sample is ranked among the others, and moments are known only where they enter by their mean';
    case 'shared-rejection':
      return wordsOf({ reason: 'shared-rejection' });
    case 'continuous':
      return `one estimate depends on more than ${MOST_CONTINUOUS} continuous variables at once`;
    case 'rows':
      return wordsOf({ reason: 'rows' });
    case 'rough':
      return 'the estimate is too rough for the integral to settle';
    case 'not-finite':
      return 'its variance is infinite, or its tails are too heavy to integrate';
    default:
      return assertNever(why);
  }
}

/** Why there is no exact answer, in words. */
export function wordsOf(none: NoTruth): string {
  switch (none.reason) {
    case 'stop':
      return 'the graph holds stop(...), so its gradient is not that of its expected cost';
    case 'continuous':
      return `${none.scalars} continuous variables are more than the ${none.limit} that can be integrated over`;
    case 'data':
      return `the data set has ${none.rows} rows, more than the ${none.limit} that can be summed over`;
    case 'shared-rejection':
      return 'two draws share the noise of a sampler by rejection, which nothing can be integrated over';
    case 'rows':
      return 'the discrete variables have too many joint values to list';
    case 'rough':
      return 'the cost is too rough for the integral to settle';
    case 'not-finite':
      return 'the expected cost is infinite, or its tails are too heavy to integrate';
    default:
      return assertNever(none);
  }
}
