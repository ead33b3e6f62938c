// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { countFitting, countOpened, useOpened } from './opened';
import { goToEditor, showPage, usePage } from './page';

afterEach(() => {
  showPage('editor');
  history.replaceState(null, '', '/');
});

test('the way back to the editor is a step of the browser`s own, and leaves no page in the address', () => {
  history.replaceState(null, '', '/?a=b#p/one-liners');
  showPage('oneLiners');
  const { length } = history;
  goToEditor();
  expect(usePage.getState().page).toBe('editor');
  expect(location.search + location.hash).toBe('?a=b');
  expect(history.length).toBe(length + 1);
});

test('a document opened and an example resized are told apart', () => {
  const before = useOpened.getState();
  countOpened();
  countFitting();
  countFitting();
  expect(useOpened.getState()).toEqual({ count: before.count + 1, sizes: before.sizes + 2 });
});
