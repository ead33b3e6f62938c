// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useGuest } from '../shell/guest';
import { dismiss, forgetSaid, useMessages } from '../shell/messages';
import { asides } from './aside';
import { currentDocument, EMPTY_DOCUMENT, startWith } from './document';
import { guardOpening } from './opening';
import { loadPutBy, loadStored, setStoredAside, startAutosave, useSaved } from './storage';
import { tellAsides } from './tellAside';

const KEY = 'scg-lab.document';
const mine = JSON.stringify({
  scg: 1,
  title: 'Mine',
  nodes: [{ name: 'x', kind: 'input', value: 1 }],
  plans: [],
});

const told = () => useMessages.getState().messages;

function press(label: string): void {
  const message = told().find(({ actions }) => actions.some((action) => action.label === label));
  message?.actions.find((action) => action.label === label)?.run();
}

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  sessionStorage.clear();
  useMessages.setState({ messages: [] });
  useSaved.setState({ saved: 'saved' });
  useGuest.setState({ isGuest: false });
  forgetSaid();
  startWith(EMPTY_DOCUMENT);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
});

describe('a stored document that cannot be read', () => {
  test.each([
    ['{"scg": 99, "nodes": []}', /newer/i],
    ['{"scg": 1, "nodes": [{"name": 7}]}', /./],
    ['{"scg": 1, "nodes"', /JSON/],
    ['null', /./],
  ])('is put aside as it is, and said with its reason: %s', (text, why) => {
    localStorage.setItem(KEY, text);
    expect(loadStored()).toBeUndefined();
    const stop = startAutosave(true);
    startWith({ ...EMPTY_DOCUMENT, title: 'the first edit' });
    vi.advanceTimersByTime(1000);
    stop();
    expect(localStorage.getItem(KEY)).toContain('the first edit');
    expect(asides().map((aside) => aside.text)).toEqual([text]);
    tellAsides();
    expect(told()).toMatchObject([{ tone: 'error', stays: true }]);
    expect(told()[0]?.detail).toMatch(why);
    vi.advanceTimersByTime(60_000);
    expect(told()).toHaveLength(1);
  });

  test('is kept until it is discarded, though its message is dismissed', () => {
    localStorage.setItem(KEY, '{');
    loadStored();
    tellAsides();
    dismiss(told()[0]?.id ?? Number.NaN);
    tellAsides();
    expect(told()).toHaveLength(1);
    press('Discard');
    expect(asides()).toEqual([]);
    expect(Object.keys(localStorage)).toEqual([]);
  });

  test('is put aside once, and others beside it; of the tab as well', () => {
    sessionStorage.setItem(KEY, 'of the tab');
    localStorage.setItem(KEY, 'of the browser');
    loadStored();
    localStorage.setItem(KEY, 'of the tab');
    loadStored();
    expect(asides().map(({ text }) => text)).toEqual(['of the tab', 'of the browser']);
  });

  test('can be opened once it can be read', () => {
    localStorage.setItem(KEY, mine);
    setStoredAside();
    tellAsides();
    expect(told()[0]?.text).toContain('“Mine”');
    press('Open it');
    expect(currentDocument().title).toBe('Mine');
    expect(asides()).toEqual([]);
  });

  test('stays where it is for a guest', () => {
    useGuest.setState({ isGuest: true });
    localStorage.setItem(KEY, '{');
    expect(loadStored()).toBeUndefined();
    expect(localStorage.getItem(KEY)).toBe('{');
  });
});

describe('a document whose opening never ended', () => {
  const MARK = 'scg-lab.document.opening';

  test('is put aside at the next visit', () => {
    localStorage.setItem(KEY, mine);
    guardOpening();
    expect(localStorage.getItem(MARK)).not.toBeNull();
    // The page hangs, is closed by force, and opened again.
    vi.setSystemTime(Date.now() + 60_000);
    guardOpening();
    expect(loadStored()).toBeUndefined();
    expect(asides()).toMatchObject([{ text: mine }]);
  });

  test('is opened where the page has answered, has been left, or has a twin that is just as young', () => {
    localStorage.setItem(KEY, mine);
    guardOpening();
    vi.advanceTimersByTime(2000);
    expect(localStorage.getItem(MARK)).toBeNull();
    guardOpening();
    dispatchEvent(new Event('pagehide'));
    expect(localStorage.getItem(MARK)).toBeNull();
    guardOpening();
    guardOpening();
    expect(loadStored()?.title).toBe('Mine');
  });
});

describe('two tabs', () => {
  test('do not lose what the other has stored: it is put by, and said once', () => {
    localStorage.setItem(KEY, mine);
    loadStored();
    const stop = startAutosave();
    localStorage.setItem(KEY, mine.replace('Mine', 'Of the other tab'));
    for (const title of ['A', 'B']) {
      startWith({ ...EMPTY_DOCUMENT, title });
      vi.advanceTimersByTime(1000);
    }
    stop();
    expect(loadPutBy()?.title).toBe('Of the other tab');
    expect(localStorage.getItem(KEY)).toContain('"B"');
    expect(told().map(({ text }) => text)).toEqual(['Another tab has a graph of its own open.']);
  });

  test('nothing is put by where this tab is alone', () => {
    localStorage.setItem(KEY, mine);
    loadStored();
    const stop = startAutosave();
    for (const title of ['A', 'B']) {
      startWith({ ...EMPTY_DOCUMENT, title });
      vi.advanceTimersByTime(1000);
    }
    stop();
    expect(loadPutBy()).toBeUndefined();
    expect(told()).toEqual([]);
  });
});

test('a storage that is full is said once, with the graph as a file, and the work goes on', () => {
  const stop = startAutosave();
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError');
  });
  for (const title of ['A', 'B']) {
    startWith({ ...EMPTY_DOCUMENT, title });
    vi.advanceTimersByTime(1000);
  }
  expect(useSaved.getState().saved).toBe('none');
  expect(currentDocument().title).toBe('B');
  expect(told()).toHaveLength(1);
  expect(told()[0]?.actions.map(({ label }) => label)).toEqual(['Save as a file']);
  stop();
});
