import { create } from 'zustand';
import { type Document, parseFragment } from '../engine';
import { TABLE_ID } from '../presets/oneLiners/table';
import { show } from './open';

/** What fills the window: the editor with its graph, or the table of one-liners. The address tells which. */
export type PageName = 'editor' | 'oneLiners';

export const usePage = create<{ readonly page: PageName }>()(() => ({ page: 'editor' }));

export function showPage(page: PageName): void {
  usePage.setState({ page });
}

/** The page that a link asks for; the editor for all that hold a graph, or nothing. */
export function pageOfAddress(link: string): PageName {
  const fragment = parseFragment(link);
  return fragment.kind === 'preset' && fragment.id === TABLE_ID ? 'oneLiners' : 'editor';
}

/** A step that the browser's Back takes back. */
export function goToOneLiners(): void {
  location.hash = `#p/${TABLE_ID}`;
}

/** Likewise: Back shows the table again. */
export function goToEditor(): void {
  history.pushState(null, '', location.pathname + location.search);
  showPage('editor');
}

/** Opens another document from a page beside the editor. */
export function goToGraph(document: Document): void {
  show(document);
  goToEditor();
}
