import { describe, expect, test } from 'vitest';
import type { Document, Node, Plan } from '../document/types';
import { policyGradient } from '../testing/episodes';
import { compare } from './compare';
import type { Comparison, Edit, Step } from './contract';
import { comparisonWords, editWords } from './words';

/**
 * A scored circle above a pathwise one, a square between, and two costs, of which each parameter descends one more than
 * the other.
 */
const NODES: readonly Node[] = [
  { name: 'x', kind: 'input', value: 1 },
  { name: 'theta', kind: 'parameter', value: 0.3 },
  { name: 'phi', kind: 'parameter', value: 0.4 },
  {
    name: 'a',
    kind: 'stochastic',
    parents: ['x', 'theta'],
    distribution: 'Bernoulli',
    args: { probs: 'sigmoid(x*theta)' },
  },
  {
    name: 'b',
    kind: 'stochastic',
    parents: ['a', 'phi'],
    distribution: 'Normal',
    args: { loc: 'a*phi', scale: '1' },
  },
  { name: 'h', kind: 'deterministic', parents: ['b', 'x'], expression: 'b*x' },
  { name: 'f', kind: 'cost', parents: ['h', 'theta'], expression: '(h-theta)^2' },
  { name: 'g', kind: 'cost', parents: ['a'], expression: 'a', trains: ['theta'] },
];
const PLAN: Plan = { name: 'Mixed', nodes: { a: { estimator: 'score' }, b: { estimator: 'pathwise' } } };

function planned(nodes: readonly Node[] = NODES, plan: Plan = PLAN) {
  const document: Document = { scg: 1, title: '', about: '', seed: 1, nodes, plans: [plan] };
  return { document, plan };
}

/** The graph with fields of some nodes changed. */
function changed(...changes: readonly Node[]): readonly Node[] {
  const byName = new Map(changes.map((node) => [node.name, node]));
  const known = new Set(NODES.map(({ name }) => name));
  return [
    ...NODES.map((node) => byName.get(node.name) ?? node),
    ...changes.filter(({ name }) => !known.has(name)),
  ];
}

const same = (name: string) => ({ left: name, right: name });

function firstOf(comparison: Comparison): Edit {
  if (comparison.kind !== 'different') throw new Error(`it is ${comparison.kind}`);
  return comparison.difference.first;
}

describe('near misses are refused, and the difference named', () => {
  const cost = (name: string, parents: string[], rest: object = {}): Node => ({
    name,
    kind: 'cost',
    parents,
    ...rest,
  });
  const circle = (name: string, parents: string[]): Node => ({ name, kind: 'stochastic', parents });

  test.each<[what: string, nodes: readonly Node[], first: object, plan?: Plan]>([
    ['an edge moved', changed(cost('g', ['x'], { trains: ['theta'] })), { kind: 'link', to: same('g') }],
    [
      'an edge missing',
      changed(cost('f', ['h'])),
      { kind: 'link', on: 'left', from: same('theta'), to: same('f') },
    ],
    [
      'an extra parent',
      changed(cost('g', ['a', 'x'], { trains: ['theta'] })),
      { kind: 'link', on: 'right', from: same('x'), to: same('g') },
    ],
    [
      'an estimator changed',
      NODES,
      { kind: 'estimator', at: same('a'), estimators: ['score', 'enumerate'] },
      { ...PLAN, nodes: { ...PLAN.nodes, a: { estimator: 'enumerate' } } },
    ],
    [
      'a path given up for a score',
      NODES,
      { kind: 'estimator', at: { left: 'epsilon_b', right: 'b' }, estimators: ['pathwise', 'score'] },
      { ...PLAN, nodes: { ...PLAN.nodes, b: { estimator: 'score' } } },
    ],
    [
      'a cost missing',
      NODES.filter(({ name }) => name !== 'g'),
      { kind: 'node', on: 'left', node: { name: 'g' } },
    ],
    [
      "a cost's trains changed",
      changed(cost('f', ['h', 'theta'], { trains: ['phi'] })),
      { kind: 'trains', on: 'left', cost: same('f'), parameter: same('theta') },
    ],
    [
      'a parameter split',
      changed(circle('b', ['a', 'phi', 'psi']), { name: 'psi', kind: 'parameter', value: 1 }),
      { kind: 'node', on: 'right', node: { role: 'parameter' } },
    ],
    [
      'a noise shared',
      changed(cost('g', ['a', 'b'], { trains: ['theta'] })),
      { kind: 'link', on: 'right', to: same('g') },
    ],
    [
      'a kind changed: a parameter is an input',
      changed({ name: 'phi', kind: 'input', value: 0.4 }),
      { kind: 'role', at: same('phi'), roles: ['parameter', 'input'] },
    ],
    [
      'a kind changed: a circle is a square',
      changed({ name: 'b', kind: 'deterministic', parents: ['a', 'phi'] }),
      { kind: 'node', on: 'left', node: { name: 'epsilon_b' } },
    ],
    [
      'two costs merged where credits differ',
      changed(cost('f', ['h', 'theta', 'a'], { expression: '(h-theta)^2+a' })).filter(
        ({ name }) => name !== 'g',
      ),
      { kind: 'node', on: 'left', node: { name: 'g' } },
    ],
    [
      'parents swapped',
      changed(circle('a', ['x', 'phi']), circle('b', ['a', 'theta'])),
      { kind: 'trains', on: 'left' },
    ],
    [
      'a stop placed on a parameter',
      changed(cost('f', ['h', 'theta'], { expression: '(h-stop(theta))^2' })),
      { kind: 'derivative', on: 'left', from: same('theta'), to: same('f') },
    ],
    [
      'a stop placed on the path through a draw',
      changed(cost('f', ['h', 'theta'], { expression: '(stop(h)-theta)^2' })),
      { kind: 'derivative', on: 'left', from: same('phi'), to: same('f') },
    ],
    ['a cost more', changed(cost('k', ['x', 'theta'])), { kind: 'node', on: 'right', node: { name: 'k' } }],
  ])('%s', (_, nodes, first, plan) => {
    const found = compare(planned(), planned(nodes, plan));
    expect(firstOf(found)).toMatchObject(first);
    expect(editWords(firstOf(found))).not.toBe('');
  });

  test('every cost credited to every score', () => {
    const own = changed(cost('k', ['x', 'theta']));
    const found = compare(planned(own), planned(own, { ...PLAN, credit: 'all' }));
    expect(firstOf(found)).toEqual({ kind: 'credit', on: 'right', circle: same('a'), cost: same('k') });
  });

  test('other numbers of steps', () => {
    const [two, three] = [2, 3]
      .map(policyGradient)
      .map((document) => planned(document.nodes, document.plans[0]));
    expect(two && three && firstOf(compare(two, three))).toMatchObject({ kind: 'node', on: 'right' });
  });
});

describe('what makes no difference', () => {
  test.each<[what: string, nodes: readonly Node[], plan?: Plan]>([
    [
      'formulas and numbers',
      changed({ name: 'theta', kind: 'parameter', value: 9 }, { ...NODES[5], expression: 'b+x' } as Node),
    ],
    [
      'a chain of squares',
      changed(
        { name: 'h', kind: 'deterministic', parents: ['h0'] },
        { name: 'h0', kind: 'deterministic', parents: ['b', 'x'] },
      ),
    ],
    [
      'a stop where no derivative is taken',
      changed({ name: 'g', kind: 'cost', parents: ['a'], expression: 'stop(a)', trains: ['theta'] }),
    ],
    ['a baseline', NODES, { ...PLAN, nodes: { ...PLAN.nodes, a: { estimator: 'score', baseline: 3 } } }],
    ['a cost that is only watched', changed({ name: 'k', kind: 'cost', parents: ['h'], trains: [] })],
    ['what no cost depends on', changed({ name: 'idle', kind: 'stochastic', parents: ['h'] })],
    [
      'a parameter named that a cost does not reach',
      changed({ name: 'g', kind: 'cost', parents: ['a'], trains: ['theta', 'phi'] }),
    ],
  ])('%s', (_, nodes, plan) => {
    expect(compare(planned(), planned(nodes, plan)).kind).toBe('equivalent');
  });

  test('baselines are reported, and compared where it is asked', () => {
    const right = planned(NODES, {
      ...PLAN,
      nodes: { ...PLAN.nodes, a: { estimator: 'score', baseline: 3 } },
    });
    expect(compare(planned(), right)).toMatchObject({
      estimators: [
        { left: { node: 'a', baseline: 'none' }, right: { node: 'a', baseline: 3 } },
        { left: { node: 'b', estimator: 'pathwise' } },
      ],
    });
    expect(firstOf(compare(planned(), right, { baselines: true }))).toMatchObject({
      kind: 'baseline',
      at: same('a'),
    });
  });

  test('squares count where they are kept', () => {
    const chain = changed(
      { name: 'h', kind: 'deterministic', parents: ['h0'] },
      { name: 'h0', kind: 'deterministic', parents: ['b', 'x'] },
    );
    const found = compare(planned(), planned(chain), { squares: 'keep' });
    expect(firstOf(found)).toMatchObject({ kind: 'node', on: 'right', node: { role: 'square' } });
  });
});

describe('steps that may not be done', () => {
  test.each<[what: string, step: Step, why: object]>([
    ['a node that is not there', { kind: 'fix', node: 'nobody' }, { kind: 'unknown', node: 'nobody' }],
    ['a circle that is known', { kind: 'fix', node: 'a' }, { kind: 'role', role: 'circle' }],
    ['a parameter that is given', { kind: 'give', node: 'theta' }, { kind: 'role', role: 'parameter' }],
    ['a circle with parents left out', { kind: 'drop', node: 'a' }, { kind: 'role', role: 'circle' }],
    [
      'costs of other parameters',
      { kind: 'merge', nodes: ['f', 'g'], as: 'f' },
      { kind: 'trained-apart', parameter: 'phi' },
    ],
    ['a cost and an input', { kind: 'merge', nodes: ['f', 'x'], as: 'f' }, { kind: 'several-roles' }],
    [
      'a share of what is no noise',
      { kind: 'share', nodes: ['a', 'epsilon_b'], as: 'e' },
      { kind: 'role', role: 'circle' },
    ],
    ['parameters used apart', { kind: 'merge', nodes: ['theta', 'phi'], as: 'w' }, { kind: 'used-apart' }],
    [
      'a parameter that is differentiated by',
      { kind: 'hold', parameter: 'theta', in: 'f' },
      { kind: 'differentiated' },
    ],
    ['a name that is taken', { kind: 'rename', node: 'f', as: 'g' }, { kind: 'taken', name: 'g' }],
  ])('%s', (_, step, why) => {
    const found = compare(planned(), planned(), { steps: { right: [step] } });
    expect(found).toMatchObject({ kind: 'refused', side: 'right', step, why });
    expect(comparisonWords(found)).toHaveLength(1);
  });

  test('costs that are credited apart', () => {
    const nodes: readonly Node[] = [
      ...NODES.slice(0, 4),
      { name: 'f', kind: 'cost', parents: ['a', 'theta'] },
      { name: 'g', kind: 'cost', parents: ['theta'] },
    ];
    const found = compare(planned(nodes), planned(nodes), {
      steps: { left: [{ kind: 'merge', nodes: ['f', 'g'], as: 'f' }] },
    });
    expect(found).toMatchObject({ kind: 'refused', why: { kind: 'credited-apart', circle: 'a' } });
  });
});

test('steps that are not needed are not reported', () => {
  const fix: Step = { kind: 'fix', node: 'x' };
  const rename: Step = { kind: 'rename', node: 'theta', as: 'w' };
  const found = compare(planned(), planned(), { steps: { left: [fix, rename], right: [fix] } });
  expect(found).toMatchObject({
    kind: 'equivalent',
    used: [{ side: 'left', step: rename, nature: 'identity' }],
  });
  expect(comparisonWords(found)).toContain('  w = theta (with theta = nothing)');
});

test('two draws that share their noise are told from two that do not', () => {
  const draws = (second: string): readonly Node[] => [
    { name: 'theta', kind: 'parameter', value: 1 },
    { name: 'e', kind: 'stochastic', parents: [] },
    { name: 'e2', kind: 'stochastic', parents: [] },
    { name: 'f', kind: 'cost', parents: ['e', 'theta'] },
    { name: 'g', kind: 'cost', parents: [second, 'theta'] },
  ];
  const plan: Plan = { name: 'Default', nodes: {} };
  expect(firstOf(compare(planned(draws('e2'), plan), planned(draws('e'), plan)))).toMatchObject({
    kind: 'node',
    on: 'left',
    node: { role: 'noise' },
  });
});

test('a graph that is too large is not compared', () => {
  const inputs = Array.from({ length: 300 }, (_, i): Node => ({ name: `i${i}`, kind: 'input', value: i }));
  const found = compare(planned([...NODES, ...inputs]), planned());
  expect(found).toEqual({ kind: 'undecided', why: 'size', nodes: 307 });
  expect(comparisonWords(found)).toEqual(['undecided: 307 nodes are more than are compared']);
});
