import { expect, test } from 'vitest';
import { findPreset } from '../../presets/registry';
import { vae } from '../../presets/vae';
import { attempt } from './attempt';
import { CLAIM_ROWS } from './claims';
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

function planned(preset: string, size: number | undefined, name: string) {
  const found = findPreset(preset);
  const document = size === undefined ? found?.document : found?.slider?.make(size);
  const own = document?.plans.find((each) => each.name === name);
  if (!document || !own) throw new Error(`no plan ${name} of ${preset}`);
  return { document, plan: own };
}

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

test('taken one after the other, the first offers prove that NVIL is a policy gradient', () => {
  const sides = {
    left: planned('nvil', undefined, 'Input-dependent baseline'),
    right: planned('policy-gradient', 1, 'State-dependent baseline'),
  };
  const steps: Record<Side, Step[]> = { left: [], right: [] };
  for (let taken = 0; ; taken++) {
    const { comparison } = attempt(sides.left, sides.right, { steps });
    if (comparison.kind === 'equivalent') break;
    if (comparison.kind !== 'different' || taken > 9) throw new Error(`they are ${comparison.kind}`);
    const [mend] = comparison.difference.edits.flatMap((edit) => mendsOf(edit, comparison));
    if (!mend) throw new Error('nothing is offered');
    steps[mend.side].push(mend.step);
  }
  const claim = CLAIM_ROWS.find(({ id }) => id === 'nvil-policy-gradient')?.make(1);
  const named = ({ kind, ...rest }: Step) => [kind, 'node' in rest ? rest.node : JSON.stringify(rest)];
  expect(steps.left.map(named).sort()).toEqual(claim?.left.steps.map(named).sort());
});
