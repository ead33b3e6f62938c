import {
  type CheckOutcome,
  crossCheck,
  type Document,
  exactTruth,
  feedsOf,
  modelOf,
  momentsNote,
  momentsWords,
  type NoTruth,
  type Truth,
  tensorShape,
  withdrawnPlanWords,
  wordsOf,
} from '../engine';
import { nested } from './nested';

export interface TruthCommand {
  readonly plan: string | undefined;
  /** For the answer and its check together. */
  readonly seconds: number;
  readonly isChecked: boolean;
  readonly onProgress: (share: number, what: string) => void;
}

/** The answer of `scg truth --json`, or why there is none. */
export function truth(document: Document, { plan, seconds, isChecked, onProgress }: TruthCommand) {
  const until = performance.now() + 1000 * seconds;
  const plans = document.plans.filter(({ name }) => plan === undefined || name === plan);
  const options = { seconds, onProgress };
  const model = modelOf(document);
  const { truth: exact, none } = exactTruth(model, plans, feedsOf(document), options);
  if (!exact) return refused(none);
  onProgress(1, 'a check by drawing');
  const check = isChecked ? checked(crossCheck(model, exact), until) : undefined;
  if (check?.kind === 'withdrawn') return refused(check.none);
  const withdrawn = check?.plans ?? [];
  const held = exact.plans.filter(({ plan: name }) => !withdrawn.some((own) => own.plan === name));
  const notes = plans.flatMap((own) => {
    const note = held.some(({ plan: name }) => name === own.name) ? momentsNote(own) : undefined;
    return note === undefined ? [] : [`plan ${own.name}: ${note}`];
  });
  const without = [
    ...exact.without.map(({ plan: name, why }) => ({
      plan: name,
      reason: `no exact moments: ${momentsWords(why)}`,
    })),
    ...withdrawn.map((own) => ({ plan: own.plan, reason: withdrawnPlanWords(own) })),
  ];
  return {
    none: undefined,
    notes: [...without.map(({ plan: name, reason }) => `plan ${name}: ${reason}`), ...notes],
    answer: { ...printed(document, exact, held, check?.kind), without },
  };
}

/** Numbers in the shapes of their parameters. */
function printed(
  document: Document,
  exact: Truth,
  held: Truth['plans'],
  check: Exclude<CheckOutcome['kind'], 'withdrawn'> | undefined,
) {
  const shapes = new Map(
    document.nodes.flatMap((node) =>
      node.kind === 'parameter' ? [[node.name, tensorShape(node.value)]] : [],
    ),
  );
  const shaped = (parameter: string, values: Float64Array) => nested(values, shapes.get(parameter) ?? []);
  return {
    method: exact.method,
    cost: exact.cost,
    costError: exact.costError,
    gradient: Object.fromEntries(
      exact.gradient.map(({ parameter, values }) => [parameter, shaped(parameter, values)]),
    ),
    errors: Object.fromEntries(
      exact.gradient.map(({ parameter, errors }) => [parameter, shaped(parameter, errors)]),
    ),
    check: check ?? null,
    plans: held.map(({ plan: name, verdict, gradients }) => ({
      plan: name,
      biased: verdict === 'unknown' ? null : verdict === 'biased',
      verdict,
      gradient: Object.fromEntries(
        gradients.map(({ parameter, mean, meanErrors, variance, varianceErrors }) => [
          parameter,
          {
            mean: shaped(parameter, mean),
            variance: shaped(parameter, variance),
            meanError: shaped(parameter, meanErrors),
            varianceError: shaped(parameter, varianceErrors),
          },
        ]),
      ),
    })),
  };
}

function refused(none: NoTruth) {
  const { reason: code, ...facts } = none;
  return { none: { method: null, code, reason: wordsOf(none), ...facts }, answer: undefined, notes: [] };
}

/** The outcome of a check, as far as it comes until then. */
function checked(check: Generator<undefined, CheckOutcome, undefined>, until: number): CheckOutcome {
  while (performance.now() < until) {
    const { done, value } = check.next();
    if (done) return value;
  }
  return { kind: 'undecided', plans: [] };
}
