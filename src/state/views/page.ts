import { type Document, parseFragment } from '../../engine';
import { TABLE_ID } from '../../presets/oneLiners/table';
import { EVERY_ESTIMATOR } from '../../presets/reinforcement/everyEstimator';
import { show } from '../document/open';
import { goToEditor, type PageName, showPage } from '../shell/page';
import { choosePlan } from '../shell/session';
import { followFlags, useEquivalences } from './equivalences';
import { addressOf, type ComparedChoice, EQUIVALENCES_ID, NO_STEPS } from './equivalencesAddress';

/** The pages beside the editor, and what a link calls them. */
const PAGES = {
  oneLiners: TABLE_ID,
  everyEstimator: EVERY_ESTIMATOR,
  equivalences: EQUIVALENCES_ID,
} as const satisfies Readonly<Record<Exclude<PageName, 'editor'>, string>>;

/** The page that a link asks for; the editor for all that hold a graph, or nothing. */
export function pageOfAddress(link: string): PageName {
  const fragment = parseFragment(link);
  const page = (Object.keys(PAGES) as (keyof typeof PAGES)[]).find(
    (name) => fragment.kind === 'preset' && fragment.id === PAGES[name],
  );
  return page ?? 'editor';
}

/** Shows the page that a link asks for, as the link asks for it. */
export function followPage(link: string): PageName {
  const page = pageOfAddress(link);
  if (page === 'equivalences') {
    const { flags } = parseFragment(link);
    followFlags(flags);
    // What is shown, where the address asks for what there is not.
    if (flags.size > 0) history.replaceState(history.state, '', addressOf(useEquivalences.getState()));
  }
  showPage(page);
  return page;
}

/** A step that the browser's Back takes back. A page is as it was left. */
export function goToPage(page: keyof typeof PAGES): void {
  location.hash = `#p/${PAGES[page]}`;
}

/** Likewise, at a choice of what is compared. */
export function goToEquivalences(choice: ComparedChoice): void {
  location.hash = addressOf({ choice, ...NO_STEPS });
}

/** Opens another document, at one of its plans, from a page beside the editor. */
export function goToGraph(document: Document, plan?: string): void {
  show(document);
  if (plan !== undefined) choosePlan(plan);
  goToEditor();
}
