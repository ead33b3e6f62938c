import { create } from 'zustand';
import { type Document, parseFragment } from '../engine';
import { TABLE_ID } from '../presets/oneLiners/table';
import { addressOf, type Choice, EQUIVALENCES_ID, followFlags } from './equivalences';
import { show } from './open';

/** What fills the window: the editor with its graph, or a page beside it. The address tells which. */
export type PageName = 'editor' | 'oneLiners' | 'equivalences';

const PAGES: ReadonlyMap<string, PageName> = new Map([
  [TABLE_ID, 'oneLiners'],
  [EQUIVALENCES_ID, 'equivalences'],
]);

export const usePage = create<{ readonly page: PageName }>()(() => ({ page: 'editor' }));

export function showPage(page: PageName): void {
  usePage.setState({ page });
}

/** The page that a link asks for; the editor for all that hold a graph, or nothing. */
export function pageOfAddress(link: string): PageName {
  const fragment = parseFragment(link);
  return (fragment.kind === 'preset' && PAGES.get(fragment.id)) || 'editor';
}

/** Shows the page that a link asks for, as the link asks for it. */
export function followPage(link: string): PageName {
  const page = pageOfAddress(link);
  if (page === 'equivalences') followFlags(parseFragment(link).flags);
  showPage(page);
  return page;
}

/** A step that the browser's Back takes back. */
export function goToOneLiners(): void {
  location.hash = `#p/${TABLE_ID}`;
}

/** Likewise; without a choice the page is as it was left. */
export function goToEquivalences(choice?: Choice): void {
  location.hash = choice ? addressOf(choice) : `#p/${EQUIVALENCES_ID}`;
}

/** Likewise: Back shows the page again. */
export function goToEditor(): void {
  history.pushState(null, '', location.pathname + location.search);
  showPage('editor');
}

/** Opens another document from a page beside the editor. */
export function goToGraph(document: Document): void {
  show(document);
  goToEditor();
}
