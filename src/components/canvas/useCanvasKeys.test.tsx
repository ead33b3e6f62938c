// @vitest-environment jsdom
import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import { ReactFlowProvider } from '@xyflow/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findPreset } from '../../presets/registry';
import { currentDocument, EMPTY_DOCUMENT, edit, startWith, undo } from '../../state/document/document';
import { placesOf } from '../../state/document/places';
import { useEmbed } from '../../state/shell/embed';
import { chooseView, openDialog, resetSession, selectNodes, useSession } from '../../state/shell/session';
import { useCanvasKeys } from './useCanvasKeys';

const document_ = findPreset('simple-2')?.document ?? EMPTY_DOCUMENT;
const names = () => currentDocument().nodes.map(({ name }) => name);
const selected = () => useSession.getState().selection;
const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...more });

/** An element of the page that has the focus. */
function focusOn(html: string): Element {
  document.body.innerHTML = html;
  return document.body.querySelector('[data-focus]') ?? document.body;
}

describe('the keys of the page', () => {
  const bringIntoView = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    bringIntoView.mockClear();
    startWith(document_);
    resetSession();
    openDialog(undefined);
    renderHook(() => useCanvasKeys(bringIntoView), { wrapper: ReactFlowProvider });
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    useEmbed.setState({ isEmbedded: false });
  });

  test('Ctrl D duplicates, Ctrl A selects all, Escape nothing, Delete and Backspace what is selected', () => {
    selectNodes(['x']);
    press('d', { ctrlKey: true });
    expect([names(), selected()]).toEqual([[...document_.nodes.map(({ name }) => name), 'x2'], ['x2']]);
    press('a', { metaKey: true });
    expect(selected()).toEqual(names());
    press('Escape');
    expect(selected()).toEqual([]);
    press('Delete');
    expect(names()).toHaveLength(5);
    selectNodes(['x2']);
    press('Backspace');
    expect(names()).toHaveLength(4);
    press('z', { ctrlKey: true });
    expect(names()).toHaveLength(5);
    press('Z', { ctrlKey: true, shiftKey: true });
    expect(names()).toHaveLength(4);
    press('z', { ctrlKey: true });
    press('y', { ctrlKey: true });
    expect(names()).toHaveLength(4);
  });

  test('arrow keys move what is selected, those in quick succession as one step of history', () => {
    const place = () => placesOf(currentDocument()).get('x') ?? [];
    const [left = 0, top = 0] = place();
    press('ArrowDown');
    expect(place()).toEqual([left, top]);
    selectNodes(['x']);
    press('ArrowDown');
    press('ArrowRight', { shiftKey: true });
    expect(place()[0]).toBeCloseTo(left + 0.5, 9);
    expect(place()[1]).toBeCloseTo(top + 0.1, 9);
    vi.advanceTimersByTime(1000);
    press('ArrowUp');
    vi.advanceTimersByTime(1000);
    undo();
    expect(place()[1]).toBeCloseTo(top + 0.1, 9);
    undo();
    expect(place()).toEqual([left, top]);
  });

  test('show the keys, fit the graph, and ask for the name of the one node that is selected', () => {
    press('?');
    expect(useSession.getState().dialog).toBe('keys');
    press('F');
    expect(bringIntoView).toHaveBeenCalledExactlyOnceWith(true);
    const { nameRequests } = useSession.getState();
    press('Enter');
    selectNodes(['x', 'y']);
    press('Enter');
    expect(useSession.getState().nameRequests).toBe(nameRequests);
    selectNodes(['x']);
    press('Enter');
    expect(useSession.getState().nameRequests).toBe(nameRequests + 1);
  });

  test.each([
    ['a field', '<input data-focus>'],
    ['a text', '<textarea data-focus></textarea>'],
    ['a menu', '<div role="menu"><button data-focus></button></div>'],
    ['a dialog', '<dialog open><button data-focus></button></dialog>'],
  ])('keep their own meaning in %s', (_, html) => {
    const target = focusOn(html);
    selectNodes(['x']);
    for (const key of ['Delete', '?', 'ArrowDown', 'Escape']) press(key, {}, target);
    press('d', { ctrlKey: true }, target);
    expect([currentDocument(), selected(), useSession.getState().dialog]).toEqual([
      document_,
      ['x'],
      undefined,
    ]);
  });

  test('keep their meaning on choices, buttons and other nodes, whatever is selected', () => {
    selectNodes(['x']);
    press('ArrowLeft', {}, focusOn('<div role="radiogroup"><button role="radio" data-focus></button></div>'));
    expect(currentDocument()).toBe(document_);
    const { nameRequests } = useSession.getState();
    press('Enter', {}, focusOn('<button data-focus></button>'));
    press('Enter', {}, focusOn('<div class="react-flow__node" data-id="y" data-focus></div>'));
    expect(useSession.getState().nameRequests).toBe(nameRequests);
    press('Enter', {}, focusOn('<div class="react-flow__node" data-id="x" data-focus></div>'));
    expect(useSession.getState().nameRequests).toBe(nameRequests + 1);
  });

  test('draw nothing in another view, nor where the page is a guest', () => {
    selectNodes(['x']);
    chooseView('surrogate');
    for (const key of ['Delete', 'l', 'ArrowDown']) press(key);
    press('d', { ctrlKey: true });
    expect(currentDocument()).toBe(document_);
    edit((before) => ({ ...before, title: 'Changed' }));
    press('z', { ctrlKey: true });
    expect(currentDocument()).toBe(document_);
    chooseView('graph');
    useEmbed.setState({ isEmbedded: true });
    for (const key of ['Delete', '?']) press(key);
    expect([currentDocument(), useSession.getState().dialog]).toEqual([document_, undefined]);
  });
});
