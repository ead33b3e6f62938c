import { expect, test } from 'vitest';
import { analyse } from '../analysis/analyse';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../compile/model';
import type { Document, Node, Plan, StochasticNode } from '../document/types';
import { exactTruth } from './truth';

/** A small generator of its own (mulberry32), so that the graphs stay the same. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random graph of at most one continuous node (every fifth: two) and some discrete ones between two parameters and two costs. */
function randomGraph(seed: number): Document {
  const next = random(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const nodes: Node[] = [
    { name: 'a', kind: 'parameter', value: Math.round(200 * next() - 100) / 100 },
    { name: 'b', kind: 'parameter', value: Math.round(200 * next() - 100) / 100 },
  ];
  const names = ['a', 'b'];
  const some = () => [...new Set([pick(names), pick(names)])];
  const sum = (parents: readonly string[]) =>
    parents.map((p) => `${(0.3 + next()).toFixed(2)}*${p}`).join('+');
  let continuous = seed % 5 === 0 ? 0 : 1;
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
    nodes.push({ name, kind: 'cost', parents, expression: `(${sum(parents)}-0.4)^2` });
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
  ];
  return { scg: 1, title: `random ${seed}`, about: '', seed, nodes, plans };
}

// The gradient of the integral knows nothing of estimators, and Theorem 1 says that each of them has it as its mean.
test.each(Array.from({ length: 20 }, (_, i) => i + 1))(
  'random graph %i: every estimator has the exact gradient as its mean',
  (seed) => {
    const document = randomGraph(seed);
    for (const plan of document.plans) expect(analyse(document, plan).violations).toEqual([]);
    const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));
    expect(truth?.plans.map(({ plan }) => plan)).toEqual(document.plans.map(({ name }) => name));
    for (const { gradients, biased } of truth?.plans ?? []) {
      expect(biased).toBe(false);
      for (const { parameter, mean } of gradients)
        expect(mean[0]).toBeCloseTo(
          truth?.gradient.find((own) => own.parameter === parameter)?.values[0] ?? Number.NaN,
          5,
        );
    }
  },
  60_000,
);
