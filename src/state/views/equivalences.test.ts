// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CLAIM_ROWS } from '../../engine';
import { useMessages } from '../shell/messages';
import { addStep, choose, followFlags, removeStep, switchStep, useEquivalences } from './equivalences';
import { keyOf, type SidedStep } from './equivalencesAddress';

const { getState: get } = useEquivalences;
const FIX: SidedStep = { side: 'left', step: { kind: 'fix', node: 'theta' } };
const PAIR = { kind: 'pair', left: { source: 'simple-1' }, right: { source: 'simple-2' } } as const;

describe('what is compared', () => {
  beforeEach(() => {
    history.replaceState(null, '', '/#p/equivalences');
    useMessages.setState({ messages: [] });
    choose(PAIR);
  });
  afterEach(() => history.replaceState(null, '', '/'));

  test('is in the address of its page, and of no other', () => {
    expect(location.hash).toContain('left=simple-1');
    addStep(FIX);
    expect(decodeURIComponent(location.hash)).toContain('steps=left fix theta');
    history.replaceState(null, '', '/#p/one-liners');
    removeStep(keyOf(FIX));
    expect(location.hash).toBe('#p/one-liners');
  });

  test('a step is stated once, switched off and on, and gone with its switch', () => {
    addStep(FIX);
    addStep({ ...FIX });
    expect(get().added).toEqual([FIX]);
    switchStep(keyOf(FIX), false);
    expect([...get().off]).toEqual([keyOf(FIX)]);
    switchStep(keyOf(FIX), true);
    expect([...get().off]).toEqual([]);
    switchStep(keyOf(FIX), false);
    removeStep(keyOf(FIX));
    expect(get()).toMatchObject({ added: [], off: new Set() });
  });

  test('begins without steps where something else is chosen', () => {
    addStep(FIX);
    switchStep(keyOf(FIX), false);
    choose({ kind: 'claim', id: CLAIM_ROWS[0]?.id ?? '', size: 1 });
    expect(get()).toMatchObject({ added: [], off: new Set() });
  });

  test('follows a link, is left as it was by one that asks for nothing, and says what cannot be read', () => {
    const before = get();
    followFlags(new Map());
    expect(get()).toBe(before);
    followFlags(new Map([['claim', 'nonsense']]));
    expect(get()).toBe(before);
    expect(useMessages.getState().messages.at(-1)?.text).toContain('nonsense');
    followFlags(
      new Map([
        ['left', 'simple-3'],
        ['right', 'simple-4'],
        ['steps', 'left fix theta,left do something'],
      ]),
    );
    expect(get()).toMatchObject({ choice: { left: { source: 'simple-3' } }, added: [FIX] });
    expect(useMessages.getState().messages.at(-1)?.text).toContain('left do something');
  });
});
