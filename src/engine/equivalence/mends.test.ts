import { expect, test } from 'vitest';
import { vae } from '../../presets/vae';
import { attempt } from './attempt';
import type { Side, Step } from './contract';
import { mendsOf } from './mends';

const [plan] = vae.plans;
if (!plan) throw new Error('the VAE has no plan');
const left = { document: vae, plan };

/** The VAE without its decoder's weights. */
const bare = {
  document: {
    ...vae,
    nodes: vae.nodes
      .filter(({ name }) => name !== 'theta')
      .map((node) =>
        node.name === 'h2' ? { name: 'h2', kind: 'deterministic' as const, parents: ['h'] } : node,
      ),
  },
  plan,
};

test('what is offered for a difference takes it away', () => {
  const steps: Record<Side, Step[]> = { left: [], right: [] };
  const { comparison } = attempt(left, bare, { steps });
  if (comparison.kind !== 'different') throw new Error(`they are ${comparison.kind}`);
  const mends = mendsOf(comparison.difference.first, comparison);
  expect(mends).toEqual([{ side: 'left', step: { kind: 'fix', node: 'theta' } }]);
  for (const { side, step } of mends) steps[side].push(step);
  expect(attempt(left, bare, { steps }).comparison.kind).toBe('equivalent');
});

test('another estimator is no matter of a step', () => {
  const other = vae.plans.find(({ name }) => name === 'NVIL estimator');
  const { comparison } = attempt(left, { document: vae, plan: other ?? plan });
  if (comparison.kind !== 'different') throw new Error(`they are ${comparison.kind}`);
  const { first } = comparison.difference;
  expect(first.kind).toBe('estimator');
  expect(mendsOf(first, comparison)).toEqual([]);
});
