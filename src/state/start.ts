import { findPreset } from '../presets/registry';
import { canRun, meaningOf } from './derived';
import { currentDocument, EMPTY_DOCUMENT, useDocument } from './document';
import { openLink, showFirst } from './open';
import { pageOfAddress, showPage, usePage } from './page';
import { clearRun, pauseRun, resumeRun, runDocument, startRun, useRun } from './run';
import { loadStored, startAutosave } from './storage';
import { useAppearance } from './theme';

/**
 * Brings the page to life: opens what the address holds, else the document of the last visit, else an example; keeps it from then on, and
 * runs it. Call once.
 */
export function startPage(): void {
  const stored = loadStored();
  showFirst(stored ?? EMPTY_DOCUMENT);
  followAddress(true);
  if (!stored && currentDocument() === EMPTY_DOCUMENT) showFirst(WELCOME);
  addEventListener('hashchange', () => followAddress(false));
  startAutosave();
  startRun();
  followDocument();
  // With reduced motion nothing moves before it is asked to.
  runWhileSeen(!useAppearance.getState().reducedMotion);
}

/** What a first visit shows: the picture of it all. */
const WELCOME = findPreset('simple-5')?.document ?? EMPTY_DOCUMENT;

/**
 * Shows the page that the fragment names, whose address stays as it is; else opens the graph that it holds and takes it
 * off the address, which would soon be out of date.
 */
function followAddress(first: boolean): void {
  const { hash, pathname, search } = location;
  const page = pageOfAddress(hash);
  showPage(page);
  if (page !== 'editor' || hash.length < 2) return;
  openLink(hash, first && currentDocument().nodes.length === 0);
  history.replaceState(history.state, '', pathname + search);
}

/** Hands the document to the run whenever its mathematics changes. */
function followDocument(): void {
  let shown = meaningOf(EMPTY_DOCUMENT);
  const follow = () => {
    const document = currentDocument();
    const meaning = meaningOf(document);
    if (meaning === shown) return;
    shown = meaning;
    if (canRun(document)) runDocument(meaning);
    else clearRun();
  };
  useDocument.subscribe(follow);
  follow();
}

/** A graph that is out of sight pauses, behind another tab or another page, and goes on when it is seen again. */
function runWhileSeen(running: boolean): void {
  let resting = running;
  let seen = false;
  const settle = () => {
    const isSeen = !document.hidden && usePage.getState().page === 'editor';
    if (isSeen === seen) return;
    seen = isSeen;
    if (!seen) {
      resting = useRun.getState().status === 'running';
      if (resting) pauseRun();
    } else if (resting) resumeRun();
  };
  document.addEventListener('visibilitychange', settle);
  usePage.subscribe(settle);
  settle();
}
