import { expect, test } from 'vitest';
import { parseFragment } from '../engine';
import { addressOf, type Choice, choiceOfFlags } from './equivalences';

const choiceOf = (address: string) => choiceOfFlags(parseFragment(address).flags);

test.each<[string, Choice]>([
  ['#p/equivalences?claim=nvil-policy-gradient', { kind: 'claim', id: 'nvil-policy-gradient', size: 1 }],
  ['#p/equivalences?claim=draw-svg-inf&size=4', { kind: 'claim', id: 'draw-svg-inf', size: 4 }],
  [
    '#p/equivalences?left=open&right=svg-inf&right-size=2&right-plan=SVG(%E2%88%9E)',
    { kind: 'pair', left: { source: 'open' }, right: { source: 'svg-inf', size: 2, plan: 'SVG(∞)' } },
  ],
])('%s is the address of its choice', (address, choice) => {
  expect(choiceOf(address)).toEqual(choice);
  expect(addressOf(choice)).toBe(address);
});

test.each([
  ['#p/equivalences', undefined],
  ['#p/equivalences?claim=unheard-of', undefined],
  ['#p/equivalences?left=vae', undefined],
  [
    '#p/equivalences?left=vae&right=unheard-of',
    { kind: 'pair', left: { source: 'vae' }, right: { source: 'unheard-of' } },
  ],
  ['#p/equivalences?claim=draw-svg-inf&size=99', { kind: 'claim', id: 'draw-svg-inf', size: 5 }],
  ['#p/equivalences?claim=draw-svg-inf&size=many', { kind: 'claim', id: 'draw-svg-inf', size: 3 }],
  [
    '#p/equivalences?left=vae&right=mdp&right-size=0',
    { kind: 'pair', left: { source: 'vae' }, right: { source: 'mdp', size: 1 } },
  ],
])('%s asks for what there is', (address, choice) => {
  expect(choiceOf(address)).toEqual(choice);
});
