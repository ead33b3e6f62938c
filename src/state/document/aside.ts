import { type Document, describe, parseDraftText } from '../../engine';
import { ofBrowser, ofTab, readText, removeText, STORED, writeText } from '../shell/browserStorage';
import { faultWords } from '../shell/faults';

/** At most so many texts are put aside; of more, the newest takes the place of the last. */
const MOST = 9;

/** A text that was stored and could not be opened: kept as it was until the visitor discards it. */
export interface Aside {
  readonly key: string;
  readonly text: string;
}

/** Moves a text out of the way of the document that is stored next. Nothing is put aside twice. */
export function putAside(text: string): void {
  const kept = asides();
  if (kept.some((aside) => aside.text === text)) return;
  const taken = new Set(kept.map(({ key }) => key));
  const key = asideKeys().find((free) => !taken.has(free)) ?? `${STORED.aside}${MOST}`;
  // The tab keeps what the browser has no room for.
  if (!writeText(ofBrowser, key, text)) writeText(ofTab, key, text);
}

/** All that was put aside, oldest first. */
export function asides(): readonly Aside[] {
  return asideKeys().flatMap((key) => {
    const text = readText(ofBrowser, key) ?? readText(ofTab, key);
    return text === undefined ? [] : [{ key, text }];
  });
}

export function discard({ key }: Aside): void {
  removeText(ofBrowser, key);
  removeText(ofTab, key);
}

function asideKeys(): readonly string[] {
  return Array.from({ length: MOST }, (_, i) => `${STORED.aside}${i + 1}`);
}

/**
 * The document that a stored text holds, or in words why it holds none. Never throws. A newer page may read what an older one could not.
 */
export function readStoredText(text: string): { readonly document: Document } | { readonly why: string } {
  try {
    const { document, findings } = parseDraftText(text);
    if (document) return { document };
    const [first] = findings.map(describe).filter(({ severity }) => severity === 'error');
    return { why: first ? `${first.message}; ${first.hint}` : 'It holds no graph' };
  } catch (error) {
    return { why: faultWords(error) };
  }
}
