import {
  compilePlan,
  type Document,
  feedsOf,
  modelOf,
  type Plan,
  planFeeds,
  prepareReference,
  standardError,
  variance,
} from '../engine';
import { finite, nested } from './nested';

export interface EstimateOptions {
  readonly plan: string | undefined;
  readonly estimates: number;
  readonly seed: number;
}

/** The answer of `scg estimate --json`. */
export function estimate(document: Document, { plan, estimates, seed }: EstimateOptions) {
  const model = modelOf(document);
  const feeds = feedsOf(document);
  const chosen = document.plans.filter(({ name }) => plan === undefined || name === plan);
  const run = (own: Plan) => {
    const compiled = compilePlan(model, own);
    const { program, parameters } = compiled;
    const runner = prepareReference(program);
    const started = performance.now();
    const { moments } = runner.runNow({
      seed,
      first: 0,
      count: estimates,
      feeds: planFeeds(model, own, compiled, feeds),
      raw: 0,
    });
    const milliseconds = performance.now() - started;
    const cost = moments[0]?.[0];
    return {
      plan: own.name,
      executor: runner.executor,
      milliseconds: Math.round(milliseconds * 10) / 10,
      cost: { mean: finite(cost?.mean), standardError: cost ? finite(standardError(cost)) : null },
      gradient: Object.fromEntries(
        parameters.map(({ name, shape }, i) => {
          const own = moments[i + 1] ?? [];
          const variances = own.map(variance);
          return [
            name,
            {
              mean: nested(
                own.map(({ mean }) => mean),
                shape,
              ),
              variance: nested(variances, shape),
              standardError: nested(own.map(standardError), shape),
              totalVariance: finite(variances.reduce((sum, v) => sum + v, 0)),
            },
          ];
        }),
      ),
    };
  };
  return { seed, estimates, plans: chosen.map(run) };
}
