import type { CanvasView } from '../../state/shell/session';

interface ViewRow {
  readonly value: CanvasView;
  readonly label: string;
  readonly hint: string;
}

/** The ways to look at a graph. */
export const VIEWS: readonly ViewRow[] = [
  { value: 'graph', label: 'Graph', hint: 'The graph as it is drawn' },
  { value: 'rewritten', label: 'After the plan', hint: 'The graph after the plan’s pathwise rewrite' },
  { value: 'surrogate', label: 'Surrogate loss', hint: 'The graph whose plain gradient is the estimator' },
];
