import { analyse } from '../analysis/analyse';
import { feedsOf } from '../compile/feeds';
import { isUnbiasedByDesign } from '../document/estimators';
import type { Document } from '../document/types';
import { momentsNote, momentsWords } from '../exact/noTruthWords';
import { exactTruth, type NoTruth, type Truth, type TruthOptions } from '../exact/truth';
import { verdictsOf } from '../exact/verdict';
import type { Model } from '../model/model';
import { standardError } from '../statistics/moments';
import { type WithdrawnPlan, withdrawnPlanWords } from './checkPlans';
import type { TruthReport } from './contract';
import { errorsOf, longRun, meansOf } from './longRun';

/** What is known of a document: an exact answer, or why there is none. */
export interface TruthAnswer {
  /** Undefined where there is neither an exact answer nor a plan whose long run can be trusted. */
  readonly report: TruthReport | undefined;
  readonly exact: Truth | undefined;
  readonly none: NoTruth | undefined;
}

export interface AnswerOptions extends Omit<TruthOptions, 'onPart'> {
  /** Called whenever more is known, with how it would be reported. */
  readonly onPart?: (report: () => TruthReport) => void;
}

/**
 * The exact answer for a document, or a long run of its steadiest unbiased plan where there is none. Takes up to
 * `seconds`, and some more for the long run. Throws a FindingError for a document that cannot run.
 */
export function truthAnswer(model: Model, { onPart, ...options }: AnswerOptions = {}): TruthAnswer {
  const { document } = model;
  const { truth, none } = exactTruth(model, document.plans, feedsOf(document), {
    ...options,
    onPart: (part) => onPart?.(() => exactReport(document, part)),
  });
  if (truth) return { report: exactReport(document, truth), exact: truth, none: undefined };
  options.onProgress?.(1, 'a long run in its place');
  return { report: longRunReport(model, none), exact: undefined, none };
}

function exactReport(document: Document, truth: Truth): TruthReport {
  return {
    method: truth.method,
    isWithdrawn: false,
    cost: { mean: truth.cost, standardError: 0, bound: truth.costError },
    gradients: truth.gradient.map(({ parameter, values, errors }) => ({
      parameter,
      mean: values,
      standardError: new Float64Array(values.length),
      bounds: errors,
    })),
    plans: truth.plans.map(({ plan, verdict, gradients }) => {
      const own = document.plans.find(({ name }) => name === plan);
      return {
        plan,
        verdict,
        note: own && momentsNote(own),
        gradients: gradients.map((gradient) => ({
          ...gradient,
          verdicts: verdictsOf(gradient, truth.gradient, truth.cost),
        })),
      };
    }),
    without: truth.without.map(({ plan, why }) => ({
      plan,
      why: `no exact mean and variance are known: ${momentsWords(why)}`,
    })),
  };
}

/** An exact report, once the moments of these plans were withdrawn. */
export function withoutPlans(report: TruthReport, withdrawn: readonly WithdrawnPlan[]): TruthReport {
  return {
    ...report,
    plans: report.plans.filter(({ plan }) => !withdrawn.some((own) => own.plan === plan)),
    without: [
      ...report.without,
      ...withdrawn.map((own) => ({ plan: own.plan, why: withdrawnPlanWords(own) })),
    ],
  };
}

/** What a long run finds where the exact answer is missing, or was withdrawn. */
export function longRunReport(model: Model, none: NoTruth): TruthReport | undefined {
  const { document } = model;
  // Where the expected cost has no derivative, what estimates settle on is none.
  if (none.reason === 'kink') return undefined;
  const trusted = document.plans.filter(
    (plan) => isUnbiasedByDesign(plan) && analyse(model, plan).violations.length === 0,
  );
  const run = longRun(model, trusted, feedsOf(document), document.seed);
  if (!run) return undefined;
  return {
    method: 'long-run',
    isWithdrawn: none.reason === 'withdrawn',
    cost: { mean: run.cost.mean, standardError: standardError(run.cost), bound: 0 },
    gradients: run.gradients.map(({ parameter, moments }) => ({
      parameter,
      mean: meansOf(moments),
      standardError: errorsOf(moments),
      bounds: new Float64Array(moments.length),
    })),
    plans: [],
    without: [],
  };
}
