import { type Document, formatFragment, parseFragment } from '../engine';
import { canRun, meaningOf } from './document/derived';
import { currentDocument, EMPTY_DOCUMENT, useDocument } from './document/document';
import { EXAMPLE, openLink, showFirst } from './document/open';
import { guardOpening } from './document/opening';
import { tellGuest } from './document/ownTab';
import { saveFile } from './document/saveFile';
import { loadStored, setStoredAside, startAutosave } from './document/storage';
import { tellAsides } from './document/tellAside';
import { isCompared } from './document/trainable';
import { clearRun, holdRun, pauseRun, resumeRun, runDocument, useRun } from './run/run';
import { embed, useEmbed } from './shell/embed';
import { reportFault, sayFaults } from './shell/faults';
import { isFramed, keepNothing } from './shell/guest';
import { usePage } from './shell/page';
import { useAppearance } from './shell/theme';
import { followOwnData } from './training/ownData';
import { followTraining } from './training/training';
import { followPage } from './views/page';

/**
 * Brings the page to life: opens what the address holds, else the document of the last visit, else an example; keeps it from then on, and
 * runs it. Call once.
 */
export function startPage(): void {
  sayFaults({ label: 'Save as a file', run: saveFile });
  if (asksToEmbed()) openEmbedded();
  else openOwn();
  followDocument();
  if (!useEmbed.getState().isEmbedded) {
    followOwnData();
    followTraining();
  }
  // With reduced motion nothing moves before it is asked to.
  runWhileSeen(!useAppearance.getState().reducedMotion);
}

/** In a frame, too, but then as a guest, whose visitor's own work stays out of it. */
function openOwn(): void {
  const isInFrame = isFramed();
  if (isInFrame) keepNothing();
  guardOpening();
  const stored = showStored();
  const before = currentDocument();
  followAddress(true);
  const isLinked = currentDocument() !== before;
  if (!stored && currentDocument() === EMPTY_DOCUMENT) showFirst(EXAMPLE);
  addEventListener('hashchange', () => {
    if (asksToEmbed()) location.reload();
    else followAddress(false);
  });
  startAutosave(isLinked);
  if (isInFrame) tellGuest();
  else tellAsides();
}

/** What the browser kept, if anything; put aside where it cannot be opened. */
function showStored(): Document | undefined {
  const stored = loadStored();
  try {
    showFirst(stored ?? EMPTY_DOCUMENT);
    return stored;
  } catch (error) {
    reportFault(error);
    setStoredAside();
    showFirst(EMPTY_DOCUMENT);
    return undefined;
  }
}

/** A guest in another page leaves the visitor's own work alone, and the address as it is, so that it can be loaded again. */
function openEmbedded(): void {
  keepNothing();
  showFirst(EXAMPLE);
  const follow = () => {
    embed(wholeAddress());
    openLink(location.hash, true);
  };
  follow();
  addEventListener('hashchange', follow);
}

function asksToEmbed(): boolean {
  return parseFragment(location.hash).flags.has('embed');
}

/** The address of the page without the flag that embeds it. */
function wholeAddress(): string {
  const { pathname, search, hash } = location;
  const fragment = parseFragment(hash);
  const flags = new Map(fragment.flags);
  flags.delete('embed');
  return pathname + search + (fragment.kind === 'bad' ? '' : formatFragment({ ...fragment, flags }));
}

/**
 * Shows the page that the fragment names, whose address stays as it is; else opens the graph that it holds and takes it
 * off the address, which would soon be out of date.
 */
function followAddress(first: boolean): void {
  const { hash, pathname, search } = location;
  const page = followPage(hash);
  if (page !== 'editor' || hash.length < 2) return;
  openLink(hash, first && currentDocument().nodes.length === 0);
  history.replaceState(history.state, '', pathname + search);
}

/** How long a formula may be left half typed before the results of before are taken away, in milliseconds. */
const HALF_TYPED = 1500;

/** Hands the document to the run whenever its mathematics changes; one with very many coordinates is only trained. */
function followDocument(): void {
  let shown = meaningOf(EMPTY_DOCUMENT);
  let giveUp: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(giveUp);
    giveUp = undefined;
    clearRun();
  };
  const followNewest = () => {
    const document = currentDocument();
    const meaning = meaningOf(document);
    if (meaning === shown) return;
    shown = meaning;
    clearTimeout(giveUp);
    giveUp = undefined;
    if (canRun(document) && isCompared(document)) runDocument(meaning);
    else if (isTyping() && useRun.getState().status !== 'idle') {
      holdRun();
      giveUp = setTimeout(stop, HALF_TYPED);
    } else clearRun();
  };
  // Whoever else listens to the document must hear of it all the same.
  const follow = () => {
    try {
      followNewest();
    } catch (error) {
      reportFault(error);
    }
  };
  useDocument.subscribe(follow);
  addEventListener('focusout', () => {
    if (giveUp !== undefined) stop();
  });
  follow();
}

function isTyping(): boolean {
  return globalThis.document.activeElement instanceof HTMLTextAreaElement;
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
