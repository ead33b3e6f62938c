import { expect, test } from 'vitest';
import { findPreset } from '../../presets/registry';
import { attempt } from './attempt';
import { CLAIM_ROWS } from './claims';
import type { Step } from './contract';

function planned(preset: string, size: number | undefined, plan: string) {
  const found = findPreset(preset);
  const document = size === undefined || !found?.slider ? found?.document : found.slider.make(size);
  const own = document?.plans.find(({ name }) => name === plan);
  if (!document || !own) throw new Error(`no plan ${plan} of ${preset}`);
  return { document, plan: own };
}

test('goes on without the steps that rest on one that is left out, and names them', () => {
  const claim = CLAIM_ROWS.find(({ id }) => id === 'gan-svg-0')?.make(1);
  if (!claim) throw new Error('no such claim');
  const [left, right] = [claim.left, claim.right].map(({ preset, value, plan }) =>
    planned(preset, value, plan),
  );
  if (!left || !right) throw new Error('no documents');
  const isGiven = (step: Step): boolean => step.kind === 'give';
  const { comparison, refused } = attempt(left, right, {
    steps: { left: claim.left.steps.filter((step) => !isGiven(step)), right: claim.right.steps },
    wanted: claim.correspondence,
  });
  expect(refused).toEqual([
    {
      side: 'left',
      step: { kind: 'merge', nodes: ['x', 'y'], as: 'x' },
      why: { kind: 'several-roles', nodes: ['x', 'y'] },
    },
  ]);
  expect(comparison).toMatchObject({
    kind: 'different',
    difference: { first: { kind: 'node', on: 'left', node: { name: 'y', role: 'noise' } } },
    left: { nodes: expect.arrayContaining([expect.objectContaining({ name: 'y' })]) },
  });
});

test('steps that may all be done are all done', () => {
  const claim = CLAIM_ROWS.find(({ id }) => id === 'vae-svg-inf')?.make(1);
  if (!claim) throw new Error('no such claim');
  const { comparison, refused } = attempt(
    planned(claim.left.preset, claim.left.value, claim.left.plan),
    planned(claim.right.preset, claim.right.value, claim.right.plan),
    { steps: { left: claim.left.steps, right: claim.right.steps } },
  );
  expect(refused).toEqual([]);
  expect(comparison.kind).toBe('equivalent');
});
