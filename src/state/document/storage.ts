import { create } from 'zustand';
import { type Document, parseDraftText } from '../../engine';
import { useDocument } from './document';

const KEY = 'scg-lab.document';
const ASIDE = 'scg-lab.document.before';
const PAUSE = 400;

/** Whether the document is kept in this browser: `none` where storage is switched off or full. */
export type Saved = 'saved' | 'saving' | 'none';

export const useSaved = create<{ readonly saved: Saved; readonly isGuest: boolean }>()(() => ({
  saved: 'saved',
  isGuest: false,
}));

/**
 * The document of this tab before it was loaded anew, else that of the last visit. Storage that is missing, switched off or corrupted gives
 * none, and harms nothing.
 */
export function loadStored(): Document | undefined {
  return load(() => sessionStorage, KEY) ?? load(() => localStorage, KEY);
}

/** Puts a document by before another takes its place in this browser: a visitor's own graph, when a link is opened. */
export function putBy(document: Document): void {
  if (document.nodes.length > 0) store(() => localStorage, ASIDE, document);
}

/** The document that was put by. */
export function loadPutBy(): Document | undefined {
  return load(() => localStorage, ASIDE);
}

/** What names a storage may throw, too. */
type StorageOf = () => Storage;

function load(storage: StorageOf, key: string): Document | undefined {
  try {
    const text = storage().getItem(key);
    return text === null ? undefined : parseDraftText(text).document;
  } catch {
    return undefined;
  }
}

/**
 * Keeps the document in this browser from now on, a moment after it changes and when the page is left; `isNew`: the one that is open has not been
 * kept yet.
 */
export function startAutosave(isNew = false): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const { document } = useDocument.getState();
    // The tab's own besides, so that two tabs do not give each other their graphs.
    store(() => sessionStorage, KEY, document);
    useSaved.setState({ saved: store(() => localStorage, KEY, document) ? 'saved' : 'none' });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    if (useSaved.getState().saved !== 'saving') useSaved.setState({ saved: 'saving' });
  };
  const stop = useDocument.subscribe(saveSoon);
  if (isNew) saveSoon();
  addEventListener('pagehide', save);
  return () => {
    save();
    stop();
    removeEventListener('pagehide', save);
  };
}

/** From now on nothing is kept in this browser: the page is a guest in another one. */
export function keepNothing(): void {
  useSaved.setState({ isGuest: true });
}

/** Whole, not compacted: places keep their tenths. */
function store(storage: StorageOf, key: string, document: Document): boolean {
  if (useSaved.getState().isGuest) return false;
  try {
    storage().setItem(key, JSON.stringify(document));
    return true;
  } catch {
    return false;
  }
}
