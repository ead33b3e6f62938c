import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeShare } from '../../engine';
import { findPreset } from '../../presets/registry';
import { useMessages } from '../shell/messages';
import { useOpened } from '../shell/opened';
import { selectNodes, useSession } from '../shell/session';
import { currentDocument, EMPTY_DOCUMENT, startWith, undo } from './document';
import { newDocument, openFile, openLink, show, showFirst } from './open';
import { loadPutBy } from './storage';

const preset = (id: string) => findPreset(id)?.document ?? EMPTY_DOCUMENT;
const told = () => useMessages.getState().messages;

describe('opening another document', () => {
  beforeEach(() => {
    const items = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, text: string) => items.set(key, text),
    });
    useMessages.setState({ messages: [] });
    startWith(EMPTY_DOCUMENT);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    startWith(EMPTY_DOCUMENT);
  });

  test('is told where it takes the place of something, which the message brings back', () => {
    show(preset('step'));
    expect(told()).toEqual([]);
    selectNodes(['x']);
    const { count } = useOpened.getState();
    show(preset('smooth'));
    expect(useSession.getState().selection).toEqual([]);
    expect(useOpened.getState().count).toBe(count + 1);
    const [message] = told();
    expect(message?.text).toBe(`Opened ${preset('smooth').title}`);
    message?.actions[0]?.run();
    expect(currentDocument().title).toBe(preset('step').title);
    expect(useOpened.getState().count).toBe(count + 2);
  });

  test('gives a graph plans to compare it by, but not an empty one', () => {
    show({ ...preset('step'), plans: [] });
    expect(currentDocument().plans.length).toBeGreaterThan(1);
    newDocument();
    expect(currentDocument().plans).toEqual([]);
  });

  test('is no step of history where it is the first of the visit', () => {
    showFirst(preset('step'));
    undo();
    expect(currentDocument().title).toBe(preset('step').title);
  });

  test('by a link puts the visitor`s own graph by', () => {
    show(preset('step'));
    expect(openLink(encodeShare(preset('smooth')))).toBe(true);
    expect(currentDocument().title).toBe(preset('smooth').title);
    expect(loadPutBy()?.title).toBe(preset('step').title);
  });

  test('by a link takes its view and its plan, and says which plan there is not', () => {
    openLink('#p/simple-5?view=surrogate&plan=Pathwise');
    expect(useSession.getState()).toMatchObject({ view: 'surrogate', plan: 'Pathwise' });
    expect(told()).toEqual([]);
    openLink('#p/simple-5?view=upside-down&plan=nobody');
    expect(useSession.getState().view).toBe('graph');
    expect(told().at(-1)?.text).toContain('nobody');
  });

  test('stays away where a link holds nothing usable, and says so', () => {
    show(preset('step'));
    expect(openLink('')).toBe(false);
    expect(told()).toEqual([]);
    for (const link of ['#p/no-such-example', '#g/1/!!!']) expect(openLink(link), link).toBe(false);
    expect(told().map(({ tone }) => tone)).toEqual(['error', 'error']);
    expect(currentDocument().title).toBe(preset('step').title);
    expect(loadPutBy()).toBeUndefined();
  });

  test('from a file that breaks rules opens it all the same; from one that is none says why', async () => {
    await openFile(
      new File(['{"scg": 1, "nodes": [{"kind": "cost", "name": "f", "parents": ["x"]}]}'], 'a.json'),
    );
    expect(currentDocument().nodes.map(({ name }) => name)).toEqual(['f']);
    await openFile(new File(['no JSON'], 'b.json'));
    expect(currentDocument().nodes).toHaveLength(1);
    expect(told().at(-1)).toMatchObject({ tone: 'error' });
    expect(told().at(-1)?.text).toContain('b.json');
  });
});
