import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  chooseTab,
  chooseView,
  highlight,
  hover,
  openDialog,
  renameInSession,
  renamePlanInSession,
  requestName,
  resetSession,
  selectNodes,
  showOffending,
  togglePlan,
  useSession,
} from './session';

const { getState: get, setState: set } = useSession;

/** How often the store told of a change. */
function changesIn(act: () => void): number {
  let changes = 0;
  const stop = useSession.subscribe(() => changes++);
  act();
  stop();
  return changes;
}

describe('how a document is looked at', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    resetSession();
    set({ tab: 'panel', dialog: undefined, nameRequests: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('what is pointed at or selected already is not told again', () => {
    const twice = (act: () => void) => changesIn(act) + 10 * changesIn(act);
    expect(twice(() => selectNodes(['x'], [['x', 'y']]))).toBe(1);
    expect(twice(() => hover('x'))).toBe(1);
    expect(twice(() => highlight(['x', 'y']))).toBe(1);
    expect(changesIn(() => highlight(['y', 'x']))).toBe(1);
    expect(changesIn(() => selectNodes(['x']))).toBe(1);
  });

  test('a hidden plan is shown again by the same press', () => {
    togglePlan('Score');
    const { hiddenPlans } = get();
    expect([...hiddenPlans]).toEqual(['Score']);
    togglePlan('Score');
    expect([...get().hiddenPlans]).toEqual([]);
    // What reads the set compares it by identity.
    expect(get().hiddenPlans).not.toBe(hiddenPlans);
  });

  test('whatever spoke of a renamed node speaks of it by its new name', () => {
    set({
      selection: ['x', 'y'],
      selectedEdges: [['x', 'y']],
      coordinate: { parameter: 'x', index: 3 },
      trainedParameter: 'x',
      hovered: 'x',
    });
    renameInSession('x', 'z');
    expect(get()).toMatchObject({
      selection: ['z', 'y'],
      selectedEdges: [['z', 'y']],
      coordinate: { parameter: 'z', index: 3 },
      trainedParameter: 'z',
      hovered: undefined,
    });
  });

  test('whatever spoke of a renamed plan does too, and no other', () => {
    set({ plan: 'A', hiddenPlans: new Set(['A', 'B']) });
    renamePlanInSession('A', 'C');
    expect(get().plan).toBe('C');
    expect([...get().hiddenPlans]).toEqual(['C', 'B']);
    renamePlanInSession('B', 'D');
    expect(get().plan).toBe('C');
  });

  test('a name is asked for where the panel is, each time anew', () => {
    chooseTab('lab');
    selectNodes(['y'], [['x', 'y']]);
    requestName('x');
    expect(get()).toMatchObject({ selection: ['x'], selectedEdges: [], tab: 'panel', nameRequests: 1 });
    requestName('x');
    expect(get().nameRequests).toBe(2);
  });

  test('a refused path is red for a moment, and a newer one for a moment of its own', () => {
    showOffending(['a', 'b']);
    vi.advanceTimersByTime(2000);
    showOffending(['c', 'd']);
    vi.advanceTimersByTime(1000);
    expect(get().offending).toEqual(['c', 'd']);
    vi.advanceTimersByTime(2000);
    expect(get().offending).toEqual([]);
  });

  test('another document is looked at afresh, where the visitor is', () => {
    chooseView('surrogate');
    chooseTab('lab');
    openDialog('keys');
    selectNodes(['x']);
    resetSession();
    expect(get()).toMatchObject({ view: 'graph', selection: [], tab: 'lab', dialog: 'keys' });
  });
});
