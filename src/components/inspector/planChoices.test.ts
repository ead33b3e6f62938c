import { expect, test } from 'vitest';
import type { Document, Plan, StochasticNode } from '../../engine';
import { baselineKind, choicesFor, choiceWords, isChosen } from './planChoices';

const X: StochasticNode = { name: 'x', kind: 'stochastic', parents: [] };
const PLAN: Plan = { name: 'Plan', nodes: {} };

function choices(node: StochasticNode, plan = PLAN) {
  const document: Document = { scg: 1, title: '', about: '', seed: 1, nodes: [node], plans: [plan] };
  return choicesFor(document, plan, node).flatMap((group) => group.choices);
}

const whyNot = (node: StochasticNode, label: string, plan = PLAN) =>
  choices(node, plan).find((choice) => choice.label.startsWith(label))?.why;

test('a node without a distribution is normal: it has a path, a weak derivative, and no list of values', () => {
  expect(whyNot(X, 'Pathwise')).toBeUndefined();
  expect(whyNot(X, 'Measure')).toBeUndefined();
  expect(whyNot(X, 'Enumerate')).toBe('Normal has infinitely many values');
});

test('what a distribution lacks is told', () => {
  const coin: StochasticNode = { ...X, distribution: 'Bernoulli' };
  expect(whyNot(coin, 'Pathwise')).toBe('Bernoulli has no differentiable path');
  expect(whyNot(coin, 'Concrete')).toBeUndefined();
  const index: StochasticNode = { ...X, distribution: 'Categorical' };
  expect(whyNot(index, 'Concrete')).toBe('an index has no relaxation; take OneHotCategorical');
});

test.each(['leave-one-out', 'ranks'])(
  '%s takes another sample with it, and is refused where too many would be held',
  (kind) => {
    const samples = (plan: Plan) => choices(X, plan).find(({ label }) => label.includes(kind))?.samples;
    expect(samples(PLAN)).toBe(2);
    expect(samples({ ...PLAN, samples: 2, antithetic: true })).toBe(4);
    expect(samples({ ...PLAN, samples: 4 })).toBeUndefined();
    expect(whyNot(X, `Score, ${kind}`, { ...PLAN, samples: 1000 })).toContain('set samples to 64');
  },
);

test('every choice is found again by its entry, whatever its options', () => {
  const all = choices(X);
  for (const choice of all) expect(all.filter((other) => isChosen(choice.entry, other))).toEqual([choice]);
  const half = { estimator: 'concrete', temperature: 0.5 } as const;
  expect(all.filter((other) => isChosen(half, other)).map(({ label }) => label)).toEqual(['Concrete']);
});

test('choices in a word or two', () => {
  expect(choiceWords({ estimator: 'pathwise' })).toBe('pathwise');
  expect(choiceWords({ estimator: 'score' })).toBe('score');
  expect(choiceWords({ estimator: 'score', baseline: 2.5 })).toBe('score − 2.5');
  const average = { kind: 'average', decay: 0.9, normalize: true } as const;
  expect(choiceWords({ estimator: 'score', baseline: average })).toBe('score − avg / σ');
  expect(choiceWords({ estimator: 'score', baseline: { kind: 'ranks' } })).toBe('score, ranks');
  expect(choiceWords({ estimator: 'concrete', temperature: 0.5 })).toBe('concrete 0.5');
  expect(baselineKind(average)).toBe('average');
});
