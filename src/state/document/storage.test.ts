import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EMPTY_DOCUMENT, startWith } from './document';
import { loadPutBy, loadStored, putBy, startAutosave, useSaved } from './storage';

/** A storage that can be switched off, as browsers do in private windows. */
function fakeStorage() {
  const items = new Map<string, string>();
  const state = { refuses: false };
  const check = () => {
    if (state.refuses) throw new DOMException('refused', 'QuotaExceededError');
  };
  return {
    state,
    items,
    getItem: (key: string) => {
      check();
      return items.get(key) ?? null;
    },
    setItem: (key: string, value: string) => {
      check();
      items.set(key, value);
    },
  };
}

describe('the document kept in the browser', () => {
  let storage = fakeStorage();
  let ofTab = fakeStorage();

  beforeEach(() => {
    vi.useFakeTimers();
    storage = fakeStorage();
    ofTab = fakeStorage();
    vi.stubGlobal('localStorage', storage);
    vi.stubGlobal('sessionStorage', ofTab);
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
    startWith(EMPTY_DOCUMENT);
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  test('is saved a moment after it changes, places to the last digit', () => {
    const stop = startAutosave();
    const document = {
      ...EMPTY_DOCUMENT,
      nodes: [{ name: 'theta', kind: 'parameter', value: 1, at: [0.123, 4] } as const],
    };
    startWith(document);
    expect(useSaved.getState().saved).toBe('saving');
    expect(loadStored()).toBeUndefined();
    vi.advanceTimersByTime(1000);
    expect(useSaved.getState().saved).toBe('saved');
    expect(loadStored()).toEqual(document);
    stop();
  });

  test('is that of the tab where two are open, and the last one in a new tab', () => {
    const stop = startAutosave();
    startWith({ ...EMPTY_DOCUMENT, title: 'mine' });
    vi.advanceTimersByTime(1000);
    storage.items.set('scg-lab.document', JSON.stringify({ ...EMPTY_DOCUMENT, title: 'of the other tab' }));
    expect(loadStored()?.title).toBe('mine');
    vi.stubGlobal('sessionStorage', fakeStorage());
    expect(loadStored()?.title).toBe('of the other tab');
    stop();
  });

  test('that is corrupted is as good as none', () => {
    for (const text of ['', '{', '[]', '{"scg":1,"nodes":7}', '{"scg":99}', 'null']) {
      storage.items.set('scg-lab.document', text);
      expect(loadStored()).toBeUndefined();
    }
  });

  test('cannot be kept where storage is switched off, and the page says so', () => {
    storage.state.refuses = true;
    ofTab.state.refuses = true;
    const stop = startAutosave();
    startWith({ ...EMPTY_DOCUMENT, title: 'A' });
    vi.advanceTimersByTime(1000);
    expect(useSaved.getState().saved).toBe('none');
    expect(loadStored()).toBeUndefined();
    stop();
  });

  test('is put by before a link takes its place, unless there is nothing in it', () => {
    putBy(EMPTY_DOCUMENT);
    expect(loadPutBy()).toBeUndefined();
    const mine = { ...EMPTY_DOCUMENT, nodes: [{ name: 'x', kind: 'input', value: 1 } as const] };
    putBy(mine);
    expect(loadPutBy()).toEqual(mine);
  });
});
