// @vitest-environment jsdom
import { cleanup, render, waitFor } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Document } from '../engine';
import { showFirst } from '../state/document/open';
import { useMessages } from '../state/shell/messages';
import { showPage } from '../state/shell/page';
import { chooseLabTab, chooseView, resetSession, selectNodes } from '../state/shell/session';
import { choose } from '../state/views/equivalences';
import { OPEN_GRAPH } from '../state/views/equivalencesAddress';
import { App } from './App';
import { EmbeddedApp } from './embedded/EmbeddedApp';

/** Names that every object has a field for, in every place where a document has names. */
const [theta, x, y, f] = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'] as const;

const NAMED: Document = {
  scg: 1,
  title: '__proto__',
  about: 'constructor',
  seed: 1,
  nodes: [
    { name: theta, kind: 'parameter', value: 0.3 },
    {
      name: x,
      kind: 'stochastic',
      parents: [theta],
      distribution: 'Normal',
      args: { loc: theta, scale: '1' },
    },
    { name: y, kind: 'deterministic', parents: [x], expression: `2*${x}` },
    { name: f, kind: 'cost', parents: [y], expression: `${y}^2` },
  ],
  plans: [
    { name: theta, nodes: Object.fromEntries([[x, { estimator: 'score' }]]) },
    { name: '__proto__', nodes: Object.fromEntries([[x, { estimator: 'pathwise' }]]) },
    { name: x, nodes: {} },
  ],
  training: { groups: [{ parameters: [theta], optimizer: { kind: 'adam', rate: 0.01 } }] },
  pictures: [{ kind: 'steps', title: 'constructor', show: [x] }],
};

class Silent {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  postMessage(): void {}
  terminate(): void {}
}

beforeAll(() => {
  vi.stubGlobal('ResizeObserver', Silent);
  vi.stubGlobal('IntersectionObserver', Silent);
  vi.stubGlobal('Worker', Silent);
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined }));
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  vi.doMock('plotly.js-cartesian-dist-min', () => ({ default: { react: async () => {}, purge: () => {} } }));
});
afterEach(() => {
  cleanup();
  showPage('editor');
  resetSession();
  useMessages.setState({ messages: [] });
});
afterAll(() => {
  vi.doUnmock('plotly.js-cartesian-dist-min');
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function expectNothingFailed(): void {
  const alerts = [...document.querySelectorAll('[role="alert"]')].map(({ textContent }) => textContent);
  expect(alerts.filter((words) => words?.includes('failed'))).toEqual([]);
  expect(useMessages.getState().messages.filter(({ tone }) => tone === 'error')).toEqual([]);
}

describe('a document of inherited names', () => {
  test.each(['graph', 'rewritten', 'surrogate'] as const)('is drawn and derived, view %s', (view) => {
    showFirst(NAMED);
    chooseView(view);
    render(<App />);
    expect(document.querySelectorAll('.react-flow__node').length).toBeGreaterThanOrEqual(4);
    expectNothingFailed();
  });

  test('has every node inspected', async () => {
    showFirst(NAMED);
    render(<App />);
    for (const { name } of NAMED.nodes) {
      selectNodes([name]);
      await waitFor(() =>
        expect(document.querySelector(`[aria-label="Inspector of ${name}"]`)).not.toBeNull(),
      );
      expectNothingFailed();
    }
  });

  test('is trained', async () => {
    showFirst(NAMED);
    chooseLabTab('training');
    render(<App />);
    await waitFor(() => expect(document.querySelector('[aria-label="Pictures"]')).not.toBeNull(), {
      timeout: 60_000,
    });
    expectNothingFailed();
  });

  test('is compared with itself', async () => {
    showFirst(NAMED);
    choose({
      kind: 'pair',
      left: { source: OPEN_GRAPH, plan: theta },
      right: { source: OPEN_GRAPH, plan: '__proto__' },
    });
    showPage('equivalences');
    render(<App />);
    await waitFor(() => expect(document.querySelector('[aria-label="Equivalences"] h1')).not.toBeNull(), {
      timeout: 60_000,
    });
    expectNothingFailed();
  });

  test.each(['oneLiners', 'everyEstimator'] as const)('is open beside the page %s', async (page) => {
    showFirst(NAMED);
    showPage(page);
    render(<App />);
    await waitFor(() => expect(document.querySelector('main h1')).not.toBeNull(), { timeout: 60_000 });
    expectNothingFailed();
  });

  test('is embedded', () => {
    showFirst(NAMED);
    render(<EmbeddedApp />);
    expect(document.querySelectorAll('.react-flow__node').length).toBe(4);
    expectNothingFailed();
  });
});
