import { expect, test } from 'vitest';
import { analyse } from '../analysis/analyse';
import { generator } from '../base/mulberry';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import type { Baseline, Document, Node, NodePlan, Plan, StochasticNode } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { standardError, variance, varianceError } from '../statistics/moments';
import { planMoments } from './plan';
import { exactTruth } from './truth';

/** A random graph of at most one continuous node and some discrete ones between two parameters and two costs. */
function randomGraph(seed: number): Document {
  const next = generator(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const nodes: Node[] = [
    { name: 'a', kind: 'parameter', value: Math.round(200 * next() - 100) / 100 },
    { name: 'b', kind: 'parameter', value: Math.round(200 * next() - 100) / 100 },
  ];
  const names = ['a', 'b'];
  const some = () => [...new Set([pick(names), pick(names)])];
  const sum = (parents: readonly string[]) =>
    parents.map((p) => `${(0.3 + next()).toFixed(2)}*${p}`).join('+');
  let continuous = 1;
  for (let i = 1; i <= 4; i++) {
    const parents = some();
    const inner = sum(parents);
    const name = `x${i}`;
    const kinds =
      continuous < 2
        ? ['Normal', 'Exponential', 'Bernoulli', 'Categorical', 'square']
        : ['Bernoulli', 'square'];
    const kind = pick(kinds);
    if (kind === 'Normal' || kind === 'Exponential') continuous++;
    const stochastic = (
      distribution: StochasticNode['distribution'],
      args: Record<string, string>,
    ): Node => ({
      name,
      kind: 'stochastic',
      parents,
      distribution,
      args,
    });
    if (kind === 'Normal') nodes.push(stochastic('Normal', { loc: inner, scale: `0.5+sigmoid(${inner})` }));
    else if (kind === 'Exponential') nodes.push(stochastic('Exponential', { rate: `1+sigmoid(${inner})` }));
    else if (kind === 'Bernoulli') nodes.push(stochastic('Bernoulli', { logits: inner }));
    else if (kind === 'Categorical')
      nodes.push(stochastic('Categorical', { logits: `concat(0, ${inner}, 0.5)` }));
    else nodes.push({ name, kind: 'deterministic', parents, expression: `tanh(${inner})` });
    names.push(name);
  }
  for (const name of ['f', 'g']) {
    const parents = some();
    nodes.push({ name, kind: 'cost', parents, expression: `(2*tanh(${sum(parents)})-0.4)^2` });
  }
  const stochastic = nodes.flatMap((node) => (node.kind === 'stochastic' ? [node.name] : []));
  const score: Plan = {
    name: 'score',
    nodes: Object.fromEntries(
      stochastic.map((name) => [name, { estimator: 'score', baseline: 0.7 } as const]),
    ),
  };
  const plans: Plan[] = [
    score,
    { ...score, name: 'every cost', credit: 'all' },
    { name: 'default', nodes: {} },
    {
      name: 'average',
      nodes: Object.fromEntries(
        stochastic.map((name) => [
          name,
          { estimator: 'score', baseline: { kind: 'average', decay: 0.5 } } as const,
        ]),
      ),
    },
    mixed('mixed', {}),
    mixed('mixed pairs', { samples: 4, antithetic: true }),
    mixed('mixed peers', { samples: 3 }, { kind: 'leaveOneOut' }),
    mixed('mixed best', { samples: 2 }, { kind: 'optimal' }),
  ];
  return { scg: 1, title: `random ${seed}`, about: '', seed, nodes, plans };

  /** Every node by one of the unbiased estimators that it has. */
  function mixed(name: string, options: Partial<Plan>, baseline?: Baseline): Plan {
    const entries = nodes.flatMap((node): [string, NodePlan][] => {
      if (node.kind !== 'stochastic') return [];
      const scored: NodePlan = { estimator: 'score', baseline: baseline ?? pick(['none', -0.5] as const) };
      const choices: NodePlan[] = [scored, { estimator: 'measureValued', coupled: next() < 0.5 }];
      const finite = node.distribution === 'Bernoulli' || node.distribution === 'Categorical';
      choices.push(finite ? { estimator: 'enumerate' } : { estimator: 'pathwise' });
      return [[node.name, pick(choices)]];
    });
    return { name, nodes: Object.fromEntries(entries), ...options };
  }
}

/**
 * A weak derivative whose two draws are apart adds them to the integral of the variance. Of an Exponential, or of three
 * samples together, that takes over ten seconds: it has tests of its own, and is only run here.
 */
const takesLong = (document: Document, plan: Plan): boolean =>
  document.nodes.some((node) => {
    const entry = plan.nodes[node.name];
    return (
      node.kind === 'stochastic' &&
      entry?.estimator === 'measureValued' &&
      entry.coupled === false &&
      (node.distribution === 'Exponential' || (plan.samples ?? 1) > 2)
    );
  });

/** Of each plan that is also run. */
const ESTIMATES = 20_000;
/** Standard errors that a run may be off: with some 500 comparisons, a false alarm in one choice of seeds out of 3,000. */
const ERRORS = 5;

// The gradient of the integral knows nothing of estimators, and each of these has it as its mean; runs know nothing of integrals.
test.each(Array.from({ length: 20 }, (_, i) => i + 1))(
  'random graph %i: every estimator has the exact gradient as its mean, and runs the exact means and variances',
  (seed) => {
    const document = randomGraph(seed);
    const model = modelOf(document);
    const feeds = feedsOf(document);
    for (const plan of document.plans) expect(analyse(modelOf(document), plan).violations).toEqual([]);
    const summed = document.plans.filter((plan) => !takesLong(document, plan));
    const { truth } = exactTruth(model, summed, feeds);
    if (!truth) throw new Error('no truth');
    // Of what several samples see together, the integrals may have too many dimensions.
    for (const { name } of document.plans)
      if (!name.startsWith('mixed')) expect(truth.plans.map(({ plan }) => plan)).toContain(name);
    const gradientOf = (name: string) =>
      truth.gradient.find(({ parameter }) => parameter === name)?.values[0] ?? Number.NaN;
    for (const plan of document.plans) {
      const exact = truth.plans.find((own) => own.plan === plan.name);
      expect(exact?.verdict ?? 'unbiased', plan.name).toBe('unbiased');
      for (const { parameter, mean } of exact?.gradients ?? [])
        expect(mean[0], plan.name).toBeCloseTo(gradientOf(parameter), 5);
      if (!plan.name.startsWith('mixed') || (plan.name === 'mixed best' && !exact)) continue;
      const compiled = compilePlan(model, plan);
      const optima = compiled.optima.length > 0 ? planMoments(model, plan, feeds)?.optima : undefined;
      const { moments } = prepareReference(compiled.program).runNow({
        seed,
        first: 0,
        count: ESTIMATES,
        feeds: new Map([...feeds, ...(optima ?? [])]),
        raw: 0,
      });
      compiled.parameters.forEach(({ name }, i) => {
        const run = moments[i + 1]?.[0];
        if (!run) throw new Error('no moments');
        const place = `${plan.name} ${name}`;
        expect(Math.abs(run.mean - gradientOf(name)), place).toBeLessThan(ERRORS * standardError(run) + 1e-7);
        const own = exact?.gradients.find(({ parameter }) => parameter === name)?.variance[0];
        if (own === undefined) return;
        expect(Math.abs(variance(run) - own), place).toBeLessThan(
          ERRORS * varianceError(run) + 1e-7 * (1 + own),
        );
      });
    }
  },
);
