import { describe, expect, test } from 'vitest';
import { parseFragment } from '../../engine';
import { type Asked, addressOf, askedOfFlags, type ComparedChoice } from './equivalencesAddress';

const askedOf = (address: string) => askedOfFlags(parseFragment(address).flags);
const choiceOf = (address: string) => askedOf(address)?.choice;
const plain = (choice: ComparedChoice): Asked => ({ choice, added: [], off: new Set() });

test.each<[string, ComparedChoice]>([
  ['#p/equivalences?claim=nvil-policy-gradient', { kind: 'claim', id: 'nvil-policy-gradient', size: 1 }],
  ['#p/equivalences?claim=draw-svg-inf&size=4', { kind: 'claim', id: 'draw-svg-inf', size: 4 }],
  [
    '#p/equivalences?left=open&right=svg-inf&right-size=2&right-plan=SVG(%E2%88%9E)',
    { kind: 'pair', left: { source: 'open' }, right: { source: 'svg-inf', size: 2, plan: 'SVG(∞)' } },
  ],
])('%s is the address of its choice', (address, choice) => {
  expect(choiceOf(address)).toEqual(choice);
  expect(addressOf(plain(choice))).toBe(address);
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

describe('steps in an address', () => {
  const pair: ComparedChoice = { kind: 'pair', left: { source: 'vae' }, right: { source: 'gan' } };

  test('are those that were stated and those that are left out', () => {
    const asked: Asked = {
      choice: pair,
      added: [
        { side: 'left', step: { kind: 'fix', node: 'theta' } },
        { side: 'right', step: { kind: 'merge', nodes: ['x', 'y'], as: 'x' } },
      ],
      off: new Set(['right merge x x y']),
    };
    expect(askedOf(addressOf(asked))).toEqual({ ...asked, unread: [] });
  });

  test('of a claim are those that are left out', () => {
    const address = '#p/equivalences?claim=vae-svg-inf&without=left%20fix%20theta';
    const asked = askedOf(address);
    expect(asked).toMatchObject({ added: [], off: new Set(['left fix theta']) });
    expect(asked && addressOf(asked)).toBe(address);
  });

  test('are told of where they cannot be read', () => {
    const asked = askedOf('#p/equivalences?left=vae&right=gan&steps=left fix theta,up fix a,left burn b,,');
    expect(asked?.added).toHaveLength(1);
    expect(asked?.unread).toEqual(['up fix a', 'left burn b']);
  });
});
