import type { Plan } from '../document/types';
import { exactTruth, type TruthOptions } from '../exact/truth';
import type { Verdict } from '../exact/verdict';
import type { Model } from '../model/model';

export type { Verdict };

import type { Feeds } from '../ir/program';

/** What the exact modes say of a document, as far as searches and tables of right answers judge it. */
export interface ExactAnswer {
  readonly cost: number;
  /** By parameter, row-major. */
  readonly gradient: ReadonlyMap<string, ArrayLike<number>>;
  readonly plans: readonly {
    readonly plan: string;
    readonly verdict: Verdict;
    readonly gradients: readonly {
      readonly parameter: string;
      readonly mean: ArrayLike<number>;
      readonly meanErrors: ArrayLike<number>;
      readonly variance: ArrayLike<number>;
      readonly varianceErrors: ArrayLike<number>;
    }[];
  }[];
  /** Plans without exact moments, with the reason. */
  readonly without: readonly { readonly plan: string; readonly why: string }[];
}

export type ExactOutcome =
  | { readonly answer: ExactAnswer; readonly none?: undefined }
  | { readonly answer?: undefined; readonly none: string };

/** The one place where tests and searches read `exactTruth`: what they need of it, whatever else it comes to say. */
export function exactAnswer(
  model: Model,
  plans: readonly Plan[],
  feeds: Feeds,
  options: TruthOptions = {},
): ExactOutcome {
  const { truth, none } = exactTruth(model, plans, feeds, options);
  if (!truth) return { none: none.reason };
  return {
    answer: {
      cost: truth.cost,
      gradient: new Map(truth.gradient.map(({ parameter, values }) => [parameter, values])),
      plans: truth.plans,
      without: truth.without,
    },
  };
}
