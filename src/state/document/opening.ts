import { ofBrowser, readText, removeText, STORED, writeText } from '../shell/browserStorage';
import { setStoredAside } from './storage';

/** As long as a page may take to open a document before another one takes it for dead, in milliseconds. */
const LONG = 3000;
/** After the first picture of it, the page has answered for so long: then the document is taken for opened. */
const SETTLED = 1000;

/**
 * Marks that a stored document is being opened, until the page has answered again. A mark of long ago that is still there tells of a page that
 * hung or was closed by force: what it tried to open is put aside, or it would happen at every visit.
 */
export function guardOpening(): void {
  const begun = Number(readText(ofBrowser, STORED.opening) ?? Number.NaN);
  if (Date.now() - begun > LONG) setStoredAside();
  if (!writeText(ofBrowser, STORED.opening, String(Date.now()))) return;
  const end = () => removeText(ofBrowser, STORED.opening);
  setTimeout(end, SETTLED);
  addEventListener('pagehide', end);
}
