import {
  type Document,
  decodeShare,
  describe,
  type Finding,
  parseDraftText,
  parseFragment,
  withDefaultPlans,
} from '../../engine';
import { findPreset } from '../../presets/registry';
import { faultWords } from '../shell/faults';
import { say } from '../shell/messages';
import { countOpened } from '../shell/opened';
import { type CanvasView, choosePlan, chooseView, resetSession } from '../shell/session';
import { sentence, shownTitle } from '../shell/words';
import { currentDocument, EMPTY_DOCUMENT, openDocument, startWith, undo } from './document';
import { markLinked, putBy } from './storage';

/** Shows another document in place of the one that is open, which one undo brings back. */
export function show(document: Document, told = `Opened ${shownTitle(document.title)}`): void {
  const before = currentDocument();
  openDocument(withPlans(document));
  resetSession();
  countOpened();
  if (before.nodes.length > 0) say(told, { actions: [{ label: 'Undo', run: undoOpening }] });
}

/** Opens a document as the first one of the visit. */
export function showFirst(document: Document): void {
  startWith(withPlans(document));
  resetSession();
  countOpened();
}

function undoOpening(): void {
  undo();
  resetSession();
  countOpened();
}

/** A graph with something to estimate gets the plans to compare it by. */
function withPlans(document: Document): Document {
  const isWhole = document.nodes.some(({ kind }) => kind === 'stochastic' || kind === 'cost');
  return isWhole ? withDefaultPlans(document) : document;
}

export function newDocument(): void {
  show(EMPTY_DOCUMENT, 'A new graph');
}

/** What a first visit shows: the picture of it all. */
export const EXAMPLE = findPreset('simple-5')?.document ?? EMPTY_DOCUMENT;

export function openExample(): void {
  show(EXAMPLE);
}

/** Opens what a link holds. A link that holds nothing usable says why, and the open document stays. */
export function openLink(link: string, first = false): boolean {
  const fragment = parseFragment(link);
  const opened = documentOf(link);
  if (opened === undefined) return false;
  if ('findings' in opened) {
    complain(
      'This link does not hold a graph that can be opened. Your own work is untouched.',
      opened.findings,
    );
    return false;
  }
  const before = currentDocument();
  try {
    (first ? showFirst : show)(opened.document);
  } catch (error) {
    say('The graph that this link holds cannot be opened here. Your own work is untouched.', {
      tone: 'error',
      detail: faultWords(error),
    });
    return false;
  }
  putBy(before);
  markLinked(currentDocument());
  const view = fragment.flags.get('view');
  if (isView(view)) chooseView(view);
  const plan = fragment.flags.get('plan');
  if (plan !== undefined) {
    choosePlan(plan);
    const { plans } = currentDocument();
    if (plans.length > 0 && !plans.some(({ name }) => name === plan))
      say(`The link asks for a plan called “${plan}”, which this graph does not have.`, { tone: 'error' });
  }
  return true;
}

type Opened = { readonly document: Document } | { readonly findings: readonly Finding[] };

function documentOf(link: string): Opened | undefined {
  const fragment = parseFragment(link);
  switch (fragment.kind) {
    case 'empty':
      return undefined;
    case 'bad':
      return { findings: [fragment.finding] };
    case 'preset': {
      const preset = findPreset(fragment.id);
      return preset
        ? { document: preset.document }
        : { findings: [{ code: 'no-example', facts: { id: fragment.id } }] };
    }
    case 'graph': {
      const { document, findings } = decodeShare(link);
      return document ? { document } : { findings };
    }
  }
}

function isView(text: string | undefined): text is CanvasView {
  return text === 'graph' || text === 'rewritten' || text === 'surrogate';
}

const SHOWN = 3;

function complain(text: string, findings: readonly Finding[]): void {
  const words = findings.map(describe).filter(({ severity }) => severity === 'error');
  const more = words.length > SHOWN ? ` (and ${words.length - SHOWN} more)` : '';
  const detail = words
    .slice(0, SHOWN)
    .map(({ message, hint }) => sentence(`${message}; ${hint}`))
    .join(' ');
  say(text, { tone: 'error', detail: detail + more });
}

/** Opens a file. One that breaks rules is opened all the same where its types are right: its nodes then say what is wrong. */
export async function openFile(file: File): Promise<void> {
  const { document, findings } = parseDraftText(await file.text());
  const refusal = `${file.name} cannot be opened. Your own work is untouched.`;
  if (!document) return complain(refusal, findings);
  try {
    show(document, `Opened ${file.name}`);
  } catch (error) {
    say(refusal, { tone: 'error', detail: faultWords(error) });
  }
}
