import { create } from 'zustand';

/** What fills the window: the editor with its graph, or a page beside it. The address tells which. */
export type PageName = 'editor' | 'oneLiners' | 'everyEstimator' | 'equivalences';

export const usePage = create<{ readonly page: PageName }>()(() => ({ page: 'editor' }));

export function showPage(page: PageName): void {
  usePage.setState({ page });
}

/** A step that the browser's Back takes back: it shows the page again. */
export function goToEditor(): void {
  history.pushState(null, '', location.pathname + location.search);
  showPage('editor');
}
