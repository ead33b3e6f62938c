import { beforeEach, describe, expect, test } from 'vitest';
import { setSeed, setTitle } from '../../engine/document/edits';
import {
  abandonGesture,
  beginGesture,
  currentDocument,
  documentHistory,
  EMPTY_DOCUMENT,
  edit,
  endGesture,
  openDocument,
  redo,
  startWith,
  undo,
} from './document';

const title = (text: string) => edit((document) => setTitle(document, text));
const steps = () => documentHistory.getState().pastStates.length;

describe('the history of a document', () => {
  beforeEach(() => startWith(EMPTY_DOCUMENT));

  test('begins with the first document', () => {
    expect(steps()).toBe(0);
    undo();
    expect(currentDocument()).toBe(EMPTY_DOCUMENT);
  });

  test('has one step an edit, back and forth', () => {
    title('A');
    title('B');
    expect(steps()).toBe(2);
    undo();
    expect(currentDocument().title).toBe('A');
    redo();
    expect(currentDocument().title).toBe('B');
  });

  test('has one step a gesture, from before its first edit to after its last', () => {
    title('A');
    beginGesture();
    for (const text of ['B', 'C', 'D']) title(text);
    endGesture();
    expect(steps()).toBe(2);
    undo();
    expect(currentDocument().title).toBe('A');
    redo();
    expect(currentDocument().title).toBe('D');
  });

  test('has no step for a gesture that changes nothing, and none for an edit that does not', () => {
    beginGesture();
    endGesture();
    title('Untitled');
    expect(steps()).toBe(0);
  });

  test('ends a gesture that is undone in the middle', () => {
    beginGesture();
    title('A');
    undo();
    title('B');
    title('C');
    undo();
    expect(currentDocument().title).toBe('B');
  });

  test('gives back what was there before a gesture that is abandoned', () => {
    title('A');
    beginGesture();
    title('B');
    title('C');
    abandonGesture();
    expect(currentDocument().title).toBe('A');
    expect(steps()).toBe(1);
    title('D');
    expect(steps()).toBe(2);
    beginGesture();
    abandonGesture();
    expect(currentDocument().title).toBe('D');
  });

  test('goes back over an opened document', () => {
    title('A');
    openDocument({ ...EMPTY_DOCUMENT, title: 'Another' });
    undo();
    expect(currentDocument().title).toBe('A');
  });

  test('a refused edit changes nothing and says why', () => {
    const finding = edit((document) => setSeed(document, -1));
    expect(finding?.field).toBe('seed');
    expect(currentDocument()).toBe(EMPTY_DOCUMENT);
    expect(steps()).toBe(0);
  });
});
