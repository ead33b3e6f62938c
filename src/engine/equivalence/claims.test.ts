import { expect, test } from 'vitest';
import { drawDocument } from '../../presets/draw';
import { gan } from '../../presets/gan';
import { nvil } from '../../presets/nvil';
import { vae, vaeKl } from '../../presets/vae';
import { policyGradient, svg0, svgInf } from '../testing/episodes';
import {
  type ActorCritic,
  type Claim,
  drawClaim,
  type Episode,
  ganClaim,
  nvilClaim,
  prove,
  vaeClaim,
} from './claims';
import type { Comparison, Step } from './contract';

function episode(preset: string, steps: number, own: readonly Step[] = []): Episode {
  const named = (stem: string) => Array.from({ length: steps }, (_, i) => `${stem}${i + 1}`);
  return { preset, steps: own, state: 's1', policy: 'theta', actions: named('a'), rewards: named('r') };
}

const critic: ActorCritic = {
  preset: 'svg-0',
  steps: [
    { kind: 'give', node: 'target' },
    { kind: 'merge', nodes: ['s', 'target'], as: 's' },
  ],
  state: 's',
  policy: 'theta',
  action: 'a',
  critic: 'phi',
  judged: 'J',
  loss: 'C',
};

const noiseless = (steps: number): Step[] =>
  Array.from({ length: steps - 1 }, (_, i) => ({ kind: 'drop', node: `epsilon_s${i + 2}` }));

const CLAIMS: readonly (readonly [string, Claim, Parameters<typeof prove>[1]])[] = [
  [
    'NVIL = policy gradient',
    nvilClaim(episode('policy-gradient', 1)),
    { left: nvil, right: policyGradient(1) },
  ],
  ['VAE = SVG(inf) of one step', vaeClaim(episode('svg-inf', 1)), { left: vae, right: svgInf(1) }],
  ['VAE with KL = SVG(inf) of one step', vaeClaim(episode('svg-inf', 1)), { left: vaeKl, right: svgInf(1) }],
  [
    'DRAW = SVG(inf)',
    drawClaim(episode('svg-inf', 4), false),
    { left: drawDocument(4, false), right: svgInf(4) },
  ],
  [
    'DRAW with attention = SVG(inf), noise of the dynamics left out',
    drawClaim(episode('svg-inf', 3, noiseless(3)), true),
    { left: drawDocument(3, true), right: svgInf(3, true) },
  ],
  ['GAN = SVG(0)', ganClaim(critic), { left: gan, right: svg0 }],
];

function usedBy(comparison: Comparison) {
  return comparison.kind === 'equivalent' ? comparison.used.map(({ step }) => step) : comparison;
}

test.each(CLAIMS)('%s', (_, claim, documents) => {
  expect(usedBy(prove(claim, documents))).toEqual([...claim.left.steps, ...claim.right.steps]);
});

test.each(CLAIMS)('%s needs every step that it states', (_, claim, documents) => {
  for (const side of ['left', 'right'] as const)
    for (const step of claim[side].steps) {
      const without = { ...claim[side], steps: claim[side].steps.filter((other) => other !== step) };
      expect(prove({ ...claim, [side]: without }, documents).kind).not.toBe('equivalent');
    }
});

test('what is assumed is told from what changes no gradient', () => {
  const natures = (comparison: Comparison) =>
    comparison.kind === 'equivalent'
      ? comparison.used.map(({ step, nature }) => `${step.kind} ${nature}`)
      : comparison;
  const [[, first, documents] = [], , , , , [, last, game] = []] = CLAIMS;
  expect(first && documents && natures(prove(first, documents))).toEqual([
    'fix assumption',
    'hold identity',
    'merge identity',
  ]);
  expect(last && game && natures(prove(last, game))).toEqual([
    'give assumption',
    'merge identity',
    'give assumption',
    'merge coarser',
  ]);
});

test('of another number of steps it is another graph', () => {
  const documents = { left: drawDocument(4, false), right: svgInf(3) };
  const found = prove(drawClaim(episode('svg-inf', 4), false), documents);
  expect(found).toMatchObject({ kind: 'different', difference: { first: { kind: 'node', on: 'left' } } });
});

test('a correspondence that does not hold is refused', () => {
  const claim = drawClaim({ ...episode('svg-inf', 2), actions: ['a2', 'a1'] }, false);
  expect(prove(claim, { left: drawDocument(2, false), right: svgInf(2) })).toMatchObject({
    kind: 'different',
    difference: { first: { kind: 'pairing', wanted: { left: 'z1', right: 'a2' } } },
  });
});
