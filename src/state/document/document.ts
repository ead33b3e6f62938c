import { temporal } from 'zundo';
import { create, useStore } from 'zustand';
import {
  type Document,
  type Edited,
  type Finding,
  isRefused,
  sizeFindings,
  withDensityEdges,
} from '../../engine';

/** The document that is open. Everything that can be undone is in here, and nothing else is. */
export interface DocumentState {
  readonly document: Document;
}

export type DocumentEdit = (document: Document) => Edited;

export const EMPTY_DOCUMENT: Document = {
  scg: 1,
  title: 'Untitled',
  about: '',
  seed: 1,
  nodes: [],
  plans: [],
};

const HISTORY = 200;

export const useDocument = create<DocumentState>()(
  temporal(() => ({ document: EMPTY_DOCUMENT }), {
    limit: HISTORY,
    equality: (past, current) => past.document === current.document,
  }),
);

const { temporal: history } = useDocument;

/** Undo and redo as a store. */
export { history as documentHistory };

/** Whether there is anything to undo. */
export function useCanUndo(): boolean {
  return useStore(history, ({ pastStates }) => pastStates.length > 0);
}

/** Whether there is anything to redo. */
export function useCanRedo(): boolean {
  return useStore(history, ({ futureStates }) => futureStates.length > 0);
}

export function currentDocument(): Document {
  return useDocument.getState().document;
}

/** Between `beginGesture` and `endGesture`, edits make one step of history: that of the first of them. */
let gesture: 'none' | 'open' | 'recorded' = 'none';

/**
 * Applies an edit of the engine: `edit((document) => renameNode(document, 'x', 'y'))`, and with it draws the edges that laws in
 * formulas need then. One step of history, save within a gesture. Returns what forbids it where the engine refuses, and the
 * document then stays as it is.
 */
export function edit(change: DocumentEdit): Finding | undefined {
  const before = currentDocument();
  const changed = change(before);
  if (isRefused(changed)) return changed;
  const edited = withDensityEdges(changed);
  if (edited === before) return undefined;
  // What no file and no link could hold must not come about here, or it could not be opened again.
  const [tooLarge] = sizeFindings(edited);
  if (tooLarge && sizeFindings(before).length === 0) return tooLarge;
  useDocument.setState({ document: edited });
  if (gesture === 'open') {
    gesture = 'recorded';
    history.getState().pause();
  }
  return undefined;
}

/** Starts one gesture (a drag, a slider's travel, a visit to a text field); ends the one before it. */
export function beginGesture(): void {
  endGesture();
  gesture = 'open';
}

export function endGesture(): void {
  gesture = 'none';
  history.getState().resume();
}

/** Ends a gesture as if it had not been: the document is what it was before the gesture's first edit. */
export function abandonGesture(): void {
  if (gesture === 'recorded') undo();
  else endGesture();
}

export function undo(): void {
  endGesture();
  history.getState().undo();
}

export function redo(): void {
  endGesture();
  history.getState().redo();
}

/** Opens another document. Undo goes back to the one before it, so nothing is lost by opening. */
export function openDocument(document: Document): void {
  endGesture();
  useDocument.setState({ document: withDensityEdges(document) });
}

/** Opens a document as the beginning of history: what the page shows first. */
export function startWith(document: Document): void {
  openDocument(document);
  history.getState().clear();
}
