import { type Document, exactTruth, feedsOf, modelOf, momentsWords, tensorShape, wordsOf } from '../engine';
import { nested } from './nested';

/** The answer of `scg truth --json`, or why there is none. */
export function truth(document: Document, plan?: string) {
  const plans = document.plans.filter(({ name }) => plan === undefined || name === plan);
  const { truth: exact, none } = exactTruth(modelOf(document), plans, feedsOf(document));
  if (!exact) return { none: wordsOf(none) };
  const shapes = new Map(
    document.nodes.flatMap((node) =>
      node.kind === 'parameter' ? [[node.name, tensorShape(node.value)]] : [],
    ),
  );
  const shaped = (parameter: string, values: Float64Array) => nested(values, shapes.get(parameter) ?? []);
  return {
    without: exact.without.map(
      ({ plan: name, why }) => `plan ${name}: no exact moments: ${momentsWords(why)}`,
    ),
    answer: {
      method: exact.method,
      cost: exact.cost,
      gradient: Object.fromEntries(
        exact.gradient.map(({ parameter, values }) => [parameter, shaped(parameter, values)]),
      ),
      plans: exact.plans.map(({ plan, biased, gradients }) => ({
        plan,
        biased,
        gradient: Object.fromEntries(
          gradients.map(({ parameter, mean, variance }) => [
            parameter,
            { mean: shaped(parameter, mean), variance: shaped(parameter, variance) },
          ]),
        ),
      })),
    },
  };
}
