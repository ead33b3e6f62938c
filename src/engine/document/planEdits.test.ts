import { describe, expect, test } from 'vitest';
import { type Edited, isRefused } from './edited';
import { parseDocument } from './parse';
import {
  addPlan,
  duplicatePlan,
  nodePlanOf,
  removePlan,
  renamePlan,
  setNodePlan,
  setPlanOptions,
  withDefaultPlans,
} from './planEdits';
import type { Document } from './types';

const document: Document = {
  scg: 1,
  title: 'Untitled',
  about: '',
  seed: 1,
  nodes: [
    { name: 'x', kind: 'stochastic', parents: [] },
    {
      name: 'constructor',
      kind: 'stochastic',
      parents: ['x'],
      distribution: 'Bernoulli',
      args: { logits: 'x' },
    },
    { name: 'f', kind: 'cost', parents: ['constructor'] },
  ],
  plans: [
    { name: 'P', nodes: { x: { estimator: 'score' } } },
    { name: 'Q', nodes: {} },
  ],
};

function done(edited: Edited): Document {
  if (isRefused(edited)) throw new Error(`refused: ${edited.code}`);
  return edited;
}

const namesOf = ({ plans }: Document) => plans.map(({ name }) => name);

describe('plans', () => {
  test('are added, copied and removed', () => {
    expect(namesOf(addPlan(addPlan(document)))).toEqual(['P', 'Q', 'Plan', 'Plan 2']);
    const copied = done(duplicatePlan(document, 'P'));
    expect(copied.plans[1]).toEqual({ name: 'P 2', nodes: { x: { estimator: 'score' } } });
    expect(namesOf(done(duplicatePlan(copied, 'P 2')))).toEqual(['P', 'P 2', 'P 3', 'Q']);
    expect(namesOf(removePlan(document, 'P'))).toEqual(['Q']);
    expect(removePlan(document, 'R')).toBe(document);
    expect(duplicatePlan(document, 'R')).toMatchObject({ code: 'unknown-plan' });
  });

  test('are renamed', () => {
    expect(namesOf(done(renamePlan(document, 'P', 'R')))).toEqual(['R', 'Q']);
    expect(renamePlan(document, 'P', 'Q')).toMatchObject({ code: 'taken-name', plan: 'P' });
    expect(renamePlan(document, 'P', ' ')).toMatchObject({ code: 'bad-name' });
    expect(renamePlan(document, 'R', 'S')).toMatchObject({ code: 'unknown-plan' });
  });

  test('choose an estimator for a node, or go back to the default', () => {
    const chosen = done(setNodePlan(document, 'P', 'x', { estimator: 'pathwise' }));
    expect(chosen.plans[0]?.nodes).toEqual({ x: { estimator: 'pathwise' } });
    expect(done(setNodePlan(chosen, 'P', 'x', undefined)).plans[0]?.nodes).toEqual({});
  });

  test('refuse what the node does not have', () => {
    const path = { estimator: 'pathwise' } as const;
    expect(setNodePlan(document, 'P', 'constructor', path)).toMatchObject({
      code: 'no-estimator',
      plan: 'P',
      nodes: ['constructor'],
      facts: { why: 'Bernoulli has no differentiable path' },
    });
    expect(setNodePlan(document, 'P', 'f', path)).toMatchObject({ code: 'not-stochastic' });
    expect(setNodePlan(document, 'P', 'toString', path)).toMatchObject({ code: 'unknown-node' });
    expect(setNodePlan(document, 'R', 'x', path)).toMatchObject({ code: 'unknown-plan' });
  });

  test('set options and leave default ones out', () => {
    const set = done(setPlanOptions(document, 'Q', { samples: 16, credit: 'all' }));
    expect(set.plans[1]).toEqual({ name: 'Q', nodes: {}, samples: 16, credit: 'all' });
    expect(done(setPlanOptions(set, 'Q', { credit: 'downstream' })).plans[1]).toEqual({
      name: 'Q',
      nodes: {},
      samples: 16,
    });
    expect(done(setPlanOptions(set, 'Q', { samples: 1, credit: undefined })).plans[1]).toEqual({
      name: 'Q',
      nodes: {},
    });
    for (const samples of [0, 1.5, 1_000_001, Number.NaN])
      expect(setPlanOptions(document, 'Q', { samples })).toMatchObject({
        code: 'wrong-value',
        field: 'samples',
      });
  });

  test('have entries only of their own', () => {
    const plan = { name: 'P', nodes: {} };
    expect(nodePlanOf(plan, 'constructor')).toBeUndefined();
  });
});

describe('default plans', () => {
  test('are score, and pathwise where there is a path', () => {
    const { plans } = withDefaultPlans({ ...document, plans: [] });
    expect(plans).toEqual([
      { name: 'Score', nodes: { x: { estimator: 'score' }, constructor: { estimator: 'score' } } },
      { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' }, constructor: { estimator: 'score' } } },
    ]);
    expect(parseDocument({ ...document, plans }).findings).toEqual([]);
  });

  test('are one where both would be the same', () => {
    const nodes = document.nodes.filter(({ name }) => name !== 'x');
    expect(namesOf(withDefaultPlans({ ...document, nodes, plans: [] }))).toEqual(['Score']);
  });

  test('leave plans that are there alone', () => {
    expect(withDefaultPlans(document)).toBe(document);
    const still = document.nodes.filter(({ kind }) => kind !== 'stochastic');
    const [only, ...more] = withDefaultPlans({ ...document, nodes: still, plans: [] }).plans;
    expect([only, more]).toEqual([{ name: 'Backpropagation', nodes: {} }, []]);
  });
});
