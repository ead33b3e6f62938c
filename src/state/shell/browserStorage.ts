import { isGuest } from './guest';

/** Where this page keeps things in the browser's storage. */
export const STORED = {
  /** The document, of the tab and of the last visit. */
  document: 'scg-lab.document',
  /** The document that an opened link, or another tab, took the place of. */
  before: 'scg-lab.document.before',
  /** A document as a link held it: not the visitor's own, as long as nobody has changed it. */
  linked: 'scg-lab.document.linked',
  /** When the opening of a stored document began; there for as long as it has not come to an end. */
  opening: 'scg-lab.document.opening',
  /** Beginning of the keys of what was put aside, since it could not be opened. */
  aside: 'scg-lab.aside.',
} as const;

/** What names a storage may throw, as in a sandboxed frame; so may whatever is done with it. */
export type StorageOf = () => Storage;

export const ofBrowser: StorageOf = () => localStorage;
export const ofTab: StorageOf = () => sessionStorage;

/** For a guest, nothing is kept anywhere. */
export function readText(storage: StorageOf, key: string): string | undefined {
  if (isGuest()) return undefined;
  try {
    return storage().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Gives whether it is kept now: not where storage is full or switched off, nor for a guest. */
export function writeText(storage: StorageOf, key: string, text: string): boolean {
  if (isGuest()) return false;
  try {
    storage().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

export function removeText(storage: StorageOf, key: string): void {
  if (isGuest()) return;
  try {
    storage().removeItem(key);
  } catch {
    // Nothing is kept there.
  }
}
