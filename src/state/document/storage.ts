import { create } from 'zustand';
import type { Document } from '../../engine';
import {
  ofBrowser,
  ofTab,
  readText,
  removeText,
  STORED,
  type StorageOf,
  writeText,
} from '../shell/browserStorage';
import { isGuest } from '../shell/guest';
import { sayOnce } from '../shell/messages';
import { putAside, readStoredText } from './aside';
import { useDocument } from './document';
import { saveFile } from './saveFile';

const PAUSE = 400;

/** Whether the document is kept in this browser: `none` where storage is switched off or full. */
export type Saved = 'saved' | 'saving' | 'none';

export const useSaved = create<{ readonly saved: Saved }>()(() => ({ saved: 'saved' }));

let saveNow = () => false;

/** Saves what is not yet saved. Gives whether the document is kept now. */
export function keepNow(): boolean {
  return saveNow();
}

/** What this tab has read from the browser's storage, or put there: anything else is another tab's. */
let own: string | undefined;

/**
 * The document of this tab before it was loaded anew, else that of the last visit. A stored text that cannot be read is put aside, so that
 * nothing overwrites it. Storage that is missing or switched off gives none, and harms nothing.
 */
export function loadStored(): Document | undefined {
  own = readText(ofBrowser, STORED.document);
  return load(ofTab, STORED.document) ?? load(ofBrowser, STORED.document);
}

/**
 * Puts a document by before another takes its place in this browser: a visitor's own graph, when a link is opened. One that came with a link
 * and was never changed is none: else a page that opens two links, one after the other, would take away what was put by.
 */
export function putBy(document: Document): void {
  if (document.nodes.length === 0) return;
  const text = textOf(document);
  if (!isLinked(text)) writeText(ofBrowser, STORED.before, text);
}

/** As it is in this tab, or as a later visit reads it. */
function isLinked(text: string): boolean {
  const linked = readText(ofBrowser, STORED.linked);
  if (linked === undefined || linked === text) return linked === text;
  const read = readStoredText(linked);
  return 'document' in read && textOf(read.document) === text;
}

/** The document is as a link held it. */
export function markLinked(document: Document): void {
  writeText(ofBrowser, STORED.linked, textOf(document));
}

/** The document that was put by. */
export function loadPutBy(): Document | undefined {
  return load(ofBrowser, STORED.before);
}

function load(storage: StorageOf, key: string): Document | undefined {
  const text = readText(storage, key);
  if (text === undefined) return undefined;
  const read = readStoredText(text);
  if ('document' in read) return read.document;
  setAside(storage, key);
  return undefined;
}

/** Moves what is stored out of the way; first away, since there may be room for it but once. */
function setAside(storage: StorageOf, key: string): void {
  const text = readText(storage, key);
  if (text === undefined) return;
  removeText(storage, key);
  putAside(text);
}

/** Puts the stored document aside as it is: what could not be opened, or what a visitor starts afresh from. */
export function setStoredAside(): void {
  setAside(ofTab, STORED.document);
  setAside(ofBrowser, STORED.document);
  own = undefined;
}

/**
 * Keeps the document in this browser from now on, a moment after it changes and when the page is left; `isNew`: the one that is open has not been
 * kept yet. Of a guest, nothing is kept.
 */
export function startAutosave(isNew = false): () => void {
  if (isGuest()) {
    useSaved.setState({ saved: 'none' });
    return () => undefined;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const text = textOf(useDocument.getState().document);
    // The tab's own besides, so that two tabs do not give each other their graphs.
    writeText(ofTab, STORED.document, text);
    keepOtherTabs(text);
    const isSaved = writeText(ofBrowser, STORED.document, text);
    if (isSaved) own = text;
    else sayNotKept();
    useSaved.setState({ saved: isSaved ? 'saved' : 'none' });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
    if (useSaved.getState().saved !== 'saving') useSaved.setState({ saved: 'saving' });
  };
  const stop = useDocument.subscribe(saveSoon);
  if (isNew) saveSoon();
  addEventListener('pagehide', save);
  saveNow = () => {
    save();
    return useSaved.getState().saved === 'saved';
  };
  return () => {
    saveNow();
    saveNow = () => false;
    stop();
    removeEventListener('pagehide', save);
  };
}

/** Another tab may have stored its own graph meanwhile. It is put by, since this tab is about to take its place. */
function keepOtherTabs(text: string): void {
  const there = readText(ofBrowser, STORED.document);
  if (there === undefined || there === own || there === text) return;
  if (!writeText(ofBrowser, STORED.before, there)) return;
  sayOnce('Another tab has a graph of its own open.', {
    detail:
      'The next visit opens the graph that was changed last. The other one is in the menu, under “Back to”.',
  });
}

function sayNotKept(): void {
  sayOnce('This browser cannot save your graph: its storage is full or switched off.', {
    tone: 'error',
    detail: 'You can go on working; save the graph as a file before you leave.',
    actions: [{ label: 'Save as a file', run: saveFile }],
  });
}

/** Whole, not compacted: places keep their tenths. */
function textOf(document: Document): string {
  return JSON.stringify(document);
}
