import { create } from 'zustand';
import { type Document, parseDraftText } from '../engine';
import { useDocument } from './document';

const KEY = 'scg-lab.document';
const ASIDE = 'scg-lab.document.before';
const PAUSE = 400;

/** Whether the document is kept in this browser: `none` where storage is switched off or full. */
export type Saved = 'saved' | 'saving' | 'none';

export const useSaved = create<{ readonly saved: Saved }>()(() => ({ saved: 'saved' }));

/** The document of the last visit. Storage that is missing, switched off or corrupted gives none, and harms nothing. */
export function loadStored(): Document | undefined {
  return load(KEY);
}

/** Puts a document by before another takes its place in this browser: a visitor's own graph, when a link is opened. */
export function putBy(document: Document): void {
  if (document.nodes.length > 0) store(ASIDE, document);
}

/** The document that was put by. */
export function loadPutBy(): Document | undefined {
  return load(ASIDE);
}

function load(key: string): Document | undefined {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : parseDraftText(text).document;
  } catch {
    return undefined;
  }
}

/** Keeps the document in this browser from now on, a moment after it changes and when the page is left. */
export function startAutosave(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    useSaved.setState({ saved: store(KEY, useDocument.getState().document) ? 'saved' : 'none' });
  };
  const stop = useDocument.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    if (useSaved.getState().saved !== 'saving') useSaved.setState({ saved: 'saving' });
  });
  addEventListener('pagehide', save);
  return () => {
    save();
    stop();
    removeEventListener('pagehide', save);
  };
}

let isSilent = false;

/** From now on nothing is kept in this browser: the page is a guest in another one. */
export function keepNothing(): void {
  isSilent = true;
}

/** Whole, not compacted: places keep their tenths. */
function store(key: string, document: Document): boolean {
  if (isSilent) return false;
  try {
    localStorage.setItem(key, JSON.stringify(document));
    return true;
  } catch {
    return false;
  }
}
