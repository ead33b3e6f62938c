// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findPreset } from '../presets/registry';

/** Workers that only listen: what is asked of them is tested elsewhere. */
class SilentWorker {
  postMessage(): void {}
  terminate(): void {}
}

const titleOf = (id: string) => findPreset(id)?.document.title;

/** The page as it is brought to life at an address. */
async function startedAt(hash: string) {
  history.replaceState(null, '', `/${hash}`);
  vi.resetModules();
  const [start, documents, opening, embed, page, theme, messages, storage, edits] = await Promise.all([
    import('./start'),
    import('./document/document'),
    import('./document/open'),
    import('./shell/embed'),
    import('./shell/page'),
    import('./shell/theme'),
    import('./shell/messages'),
    import('./document/storage'),
    import('../engine'),
  ]);
  start.startPage();
  const state = { ...documents, ...opening, ...embed, ...page, ...theme, ...messages, ...storage, ...edits };
  return { ...state, title: () => state.currentDocument().title };
}

describe('the page is brought to life', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    vi.stubGlobal('Worker', SilentWorker);
    vi.stubGlobal('OffscreenCanvas', class {});
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
  });
  afterEach(() => {
    // What is not yet saved is now, and not in the middle of the next test.
    dispatchEvent(new Event('pagehide'));
    vi.unstubAllGlobals();
    // No other test is to find this page's stores.
    vi.resetModules();
    history.replaceState(null, '', '/');
  });

  test('with an example at the first visit, and with the visitor`s own graph at the next', async () => {
    expect((await startedAt('')).title()).toBe(titleOf('simple-5'));
    localStorage.setItem(
      'scg-lab.document',
      JSON.stringify({ ...findPreset('step')?.document, title: 'Mine' }),
    );
    expect((await startedAt('')).title()).toBe('Mine');
  });

  test('with an empty graph where that is what the visitor left', async () => {
    localStorage.setItem('scg-lab.document', '{"scg": 1, "nodes": []}');
    expect((await startedAt('')).currentDocument().nodes).toEqual([]);
  });

  test('with what a link holds, whose address is taken off; the own graph is put by', async () => {
    localStorage.setItem(
      'scg-lab.document',
      JSON.stringify({ ...findPreset('step')?.document, title: 'Mine' }),
    );
    const page = await startedAt('#p/smooth');
    expect(page.title()).toBe(titleOf('smooth'));
    expect(location.hash).toBe('');
    expect(page.loadPutBy()?.title).toBe('Mine');
    page.undo();
    expect(page.title()).toBe('Mine');
  });

  test('with one link after the other, none of which takes the visitor`s own graph away', async () => {
    localStorage.setItem(
      'scg-lab.document',
      JSON.stringify({ ...findPreset('step')?.document, title: 'Mine' }),
    );
    const page = await startedAt('#p/smooth');
    page.openLink('#p/simple-1');
    expect(page.loadPutBy()?.title).toBe('Mine');
    // And at the next visits.
    dispatchEvent(new Event('pagehide'));
    sessionStorage.clear();
    expect((await startedAt('#p/simple-2')).loadPutBy()?.title).toBe('Mine');
    // A graph of a link that was changed is the visitor's own.
    const last = await startedAt('#p/simple-3');
    last.edit((document) => ({ ...document, title: 'Changed' }));
    last.openLink('#p/simple-4');
    expect(last.loadPutBy()?.title).toBe('Changed');
  });

  test('at a page beside the editor, whose address stays', async () => {
    const page = await startedAt('#p/one-liners');
    expect(page.usePage.getState().page).toBe('oneLiners');
    expect(location.hash).toBe('#p/one-liners');
    expect(page.title()).toBe(titleOf('simple-5'));
  });

  test('as a guest that keeps nothing and tells where it stands whole', async () => {
    localStorage.setItem(
      'scg-lab.document',
      JSON.stringify({ ...findPreset('step')?.document, title: 'Mine' }),
    );
    const page = await startedAt('#p/simple-1?embed&plan=Mixed');
    expect(page.title()).toBe(titleOf('simple-1'));
    expect(page.useEmbed.getState()).toEqual({ isEmbedded: true, whole: '/#p/simple-1?plan=Mixed' });
    expect(location.hash).toBe('#p/simple-1?embed&plan=Mixed');
    page.edit((document) => ({ ...document, title: 'Changed' }));
    dispatchEvent(new Event('pagehide'));
    expect(localStorage.getItem('scg-lab.document')).toContain('Mine');
    expect(page.loadPutBy()).toBeUndefined();
  });

  test('as a guest in a frame that nobody asked to embed, which shows nothing of the visitor`s own and keeps nothing', async () => {
    localStorage.setItem(
      'scg-lab.document',
      JSON.stringify({ ...findPreset('step')?.document, title: 'Mine' }),
    );
    sessionStorage.setItem('scg-lab.document', '{"scg": 99}');
    const before = [{ ...localStorage }, { ...sessionStorage }];
    vi.stubGlobal('top', {});
    const opened = vi.fn();
    vi.stubGlobal('open', opened);
    const page = await startedAt('');
    expect(page.title()).toBe(titleOf('simple-5'));
    page.openLink('#p/simple-1');
    page.edit((document) => ({ ...document, title: 'Changed' }));
    page.setStoredAside();
    page.chooseTheme('dark');
    dispatchEvent(new Event('pagehide'));
    expect([{ ...localStorage }, { ...sessionStorage }]).toEqual(before);
    expect(page.loadPutBy()).toBeUndefined();
    expect(page.useSaved.getState().saved).toBe('none');

    const told = page.useMessages.getState().messages.find(({ stays }) => stays);
    expect(told?.text).toBe('This page is shown inside another one, so what you do here is not kept.');
    told?.actions[0]?.run();
    const [[address, target, features]] = opened.mock.calls as [[string, string, string]];
    expect(page.decodeShare(new URL(address).hash).document?.title).toBe('Changed');
    expect([target, features]).toEqual(['_blank', 'noopener']);
  });
});
