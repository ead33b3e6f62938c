import type { CanvasView } from '../../state/shell/session';

interface ViewRow {
  readonly value: CanvasView;
  readonly label: string;
  readonly hint: string;
}

/** The ways to look at a graph. */
export const VIEWS: readonly ViewRow[] = [
  { value: 'graph', label: 'Graph', hint: 'The graph as it is drawn' },
  {
    value: 'rewritten',
    label: 'Reparameterized graph',
    hint: 'The graph with every pathwise circle rewritten as noise and a function',
  },
  { value: 'surrogate', label: 'Surrogate loss', hint: 'The graph whose plain gradient is the estimator' },
];
