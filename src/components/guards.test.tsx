// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createElement, type FunctionComponent } from 'react';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';

/** What throws as soon as it is drawn, by its name. */
const broken = new Set<string>();

/** A module whose component of this name can be broken. */
function breakable(name: string) {
  return async (original: () => Promise<Record<string, unknown>>) => {
    const actual = await original();
    const Whole = actual[name] as FunctionComponent<object>;
    const Part = (props: object) => {
      if (broken.has(name)) throw new Error(`${name} is broken`);
      return createElement(Whole, props);
    };
    return { ...actual, [name]: Part };
  };
}

const MODULES: Readonly<Record<string, string>> = {
  './TopBar': 'TopBar',
  './AboutNote': 'AboutNote',
  './ui/Messages': 'Messages',
  './canvas/NodePalette': 'NodePalette',
  './canvas/GraphCanvas': 'GraphCanvas',
  './canvas/CanvasTools': 'CanvasTools',
  './drawing/FittedName': 'FittedName',
  './inspector/PlanPanel': 'PlanPanel',
  './inspector/ParameterSliders': 'ParameterSliders',
  './inspector/NodeInspector': 'NodeInspector',
  './math/FormulaView': 'FormulaView',
  './math/ConditionVerdict': 'ConditionVerdict',
  './lab/RunControls': 'RunControls',
  './lab/ComparisonTable': 'ComparisonTable',
  './dialogs/AboutDialog': 'AboutDialog',
  './dialogs/ExamplesDialog': 'ExamplesDialog',
  './dialogs/KeysDialog': 'KeysDialog',
  './dialogs/ShareDialog': 'ShareDialog',
  './drawing/Thumbnail': 'Thumbnail',
  './training/TrainingControls': 'TrainingControls',
  './training/TrainingFigures': 'TrainingFigures',
  './training/TrainingNumbers': 'TrainingNumbers',
  './training/pictures/BandCanvas': 'BandCanvas',
  './oneLiners/OneLinerRow': 'OneLinerRow',
  './everyEstimator/Sliders': 'Sliders',
  './everyEstimator/MethodLine': 'MethodLine',
  './everyEstimator/GainSection': 'GainSection',
  './equivalences/ClaimChoice': 'ClaimChoice',
  './equivalences/SideHead': 'SideHead',
  './embedded/EmbeddedFindings': 'EmbeddedFindings',
};

class Silent {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  postMessage(): void {}
  terminate(): void {}
}

async function load() {
  vi.resetModules();
  for (const [path, name] of Object.entries(MODULES)) vi.doMock(path, breakable(name));
  vi.doMock('plotly.js-cartesian-dist-min', () => ({ default: { react: async () => {}, purge: () => {} } }));
  const [app, embedded, last, documents, open, session, page, messages, presets] = await Promise.all([
    import('./App'),
    import('./embedded/EmbeddedApp'),
    import('./LastGuard'),
    import('../state/document/document'),
    import('../state/document/open'),
    import('../state/shell/session'),
    import('../state/shell/page'),
    import('../state/shell/messages'),
    import('../presets/registry'),
  ]);
  return {
    ...app,
    ...embedded,
    ...last,
    ...documents,
    ...open,
    ...session,
    ...page,
    ...messages,
    ...presets,
  };
}

let lab: Awaited<ReturnType<typeof load>>;

beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  vi.stubGlobal('ResizeObserver', Silent);
  vi.stubGlobal('IntersectionObserver', Silent);
  vi.stubGlobal('Worker', Silent);
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined }));
  HTMLCanvasElement.prototype.getContext = () => null;
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  lab = await load();
}, 120_000);
afterEach(() => {
  cleanup();
  broken.clear();
  lab.showPage('editor');
  lab.openDialog(undefined);
  lab.useMessages.setState({ messages: [] });
});
afterAll(() => {
  for (const path of Object.keys(MODULES)) vi.doUnmock(path);
  vi.doUnmock('plotly.js-cartesian-dist-min');
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  // No other test is to find these modules.
  vi.resetModules();
});

/** By selectors: roles take seconds to work out in a whole page. */
const alerts = () => [...document.querySelectorAll('[role="alert"]')].map(({ textContent }) => textContent);
const labelled = (label: string) => document.querySelector(`[aria-label="${label}"]`);
const button = (words: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === words);
const press = (words: string) => fireEvent.click(button(words) ?? document.body);

function openPreset(id: string): void {
  lab.showFirst(lab.findPreset(id)?.document ?? lab.EMPTY_DOCUMENT);
}

test.each([
  {
    parts: {
      NodePalette: 'The palette',
      AboutNote: 'The note about this graph',
      PlanPanel: 'The list of plans',
      ParameterSliders: 'The list of values',
      FormulaView: 'The objective',
      ConditionVerdict: 'Condition 1',
      RunControls: 'The controls of the run',
      ComparisonTable: 'The table of numbers',
    },
    stand: ['Menu', 'View', 'Nodes'],
  },
  {
    parts: { TopBar: 'The bar', GraphCanvas: 'The canvas', Messages: 'A message' },
    stand: ['Add a node', 'Plans', 'Run', 'Plans in numbers'],
  },
])('each part fails in its own place, and another document mends it: $parts', async ({ parts, stand }) => {
  openPreset('simple-5');
  for (const name of Object.keys(parts)) broken.add(name);
  render(<lab.App />);
  const told = alerts().join();
  for (const words of Object.values(parts)) expect(told).toContain(`${words} failed`);
  for (const label of stand) expect(labelled(label), label).toBeTruthy();
  broken.clear();
  openPreset('simple-2');
  await waitFor(() => expect(alerts()).toEqual([]));
});

test('what fails for the document itself offers it as a file and the way back', () => {
  openPreset('simple-5');
  broken.add('GraphCanvas');
  render(<lab.App />);
  expect(button('Save as a file')).toBeTruthy();
  press('Open an example');
  broken.clear();
  press('Try again');
  expect(alerts()).toEqual([]);
  broken.add('PlanPanel');
  lab.edit((document) => ({ ...document, seed: 7 }));
  return waitFor(() => expect(button('Undo')).toBeTruthy());
});

test('what is too small for words is said in a message, and leaves its place empty', async () => {
  openPreset('simple-5');
  broken.add('CanvasTools');
  render(<lab.App />);
  expect(document.querySelector('[role="toolbar"][aria-label="View"]')).toBeNull();
  const texts = lab.useMessages.getState().messages.map(({ text }) => text);
  expect(texts.join()).toContain('The canvas’s tools failed, and your graph is kept.');
  expect(labelled('Menu')).toBeTruthy();
});

test('a node that fails leaves the others and the canvas alone', () => {
  openPreset('simple-5');
  broken.add('FittedName');
  render(<lab.App />);
  expect(document.querySelector('[role="toolbar"][aria-label="View"]')).toBeTruthy();
  expect(lab.useMessages.getState().messages.at(-1)?.text).toMatch(/The picture of \w+ failed/);
});

test('the inspector fails for what is selected, not for good', async () => {
  openPreset('simple-5');
  broken.add('NodeInspector');
  lab.selectNodes(['x1']);
  render(<lab.App />);
  expect(alerts().join()).toContain('The inspector failed');
  lab.selectNodes([]);
  await waitFor(() => expect(labelled('Plans')).toBeTruthy());
  expect(alerts()).toEqual([]);
});

test.each([
  ['about', 'AboutDialog'],
  ['examples', 'ExamplesDialog'],
  ['keys', 'KeysDialog'],
  ['share', 'ShareDialog'],
] as const)('a dialog that fails (%s) can be closed, and the page stands', async (dialog, name) => {
  openPreset('simple-5');
  broken.add(name);
  lab.openDialog(dialog);
  render(<lab.App />);
  expect(alerts().join()).toContain('The dialog failed');
  expect(labelled('Menu')).toBeTruthy();
  fireEvent.click(labelled('Close') ?? document.body);
  await waitFor(() => expect(alerts()).toEqual([]));
});

test('a card whose picture fails keeps its words', () => {
  broken.add('Thumbnail');
  lab.openDialog('examples');
  render(<lab.App />);
  expect(labelled('Five simple graphs')).toBeTruthy();
  expect(lab.useMessages.getState().messages.at(-1)?.text).toMatch(/The picture of “.+” failed/);
});

test('of training, controls, figures, numbers and pictures fail alone', async () => {
  openPreset('bayes');
  lab.chooseLabTab('training');
  for (const name of ['TrainingControls', 'TrainingFigures', 'TrainingNumbers', 'BandCanvas'])
    broken.add(name);
  render(<lab.App />);
  await waitFor(() => expect(alerts()).toHaveLength(4), { timeout: 60_000 });
  const told = alerts().join();
  for (const words of [
    'The controls of the training',
    'The figures',
    'The table of numbers',
    'The picture “',
  ])
    expect(told).toContain(words);
  expect(labelled('Plans')).toBeTruthy();
});

test.each([
  ['oneLiners', 'OneLinerRow', 'The row “'],
  ['everyEstimator', 'Sliders', 'The list of settings'],
  ['everyEstimator', 'MethodLine', 'The row of '],
  ['everyEstimator', 'GainSection', 'The figure of gains'],
  ['equivalences', 'ClaimChoice', 'The choice of claims'],
  ['equivalences', 'SideHead', 'The left graph’s head'],
] as const)('on the page %s, %s fails, and the way back stands', async (page, name, words) => {
  openPreset('simple-5');
  broken.add(name);
  lab.showPage(page);
  render(<lab.App />);
  await waitFor(() => expect(alerts().join()).toContain(words), { timeout: 60_000 });
  expect(labelled('Back to the graph')).toBeTruthy();
});

test('embedded, what the plans find fails without the picture', () => {
  openPreset('simple-5');
  broken.add('EmbeddedFindings');
  render(<lab.EmbeddedApp />);
  expect(alerts().join()).toContain('The lab failed');
  expect(screen.getByText('Open in SCG lab')).toBeTruthy();
});

describe('where nothing is left', () => {
  test('the last guard offers the graph as a file, and to start afresh', () => {
    openPreset('step');
    const Nothing = () => {
      throw new Error('no page at all');
    };
    render(
      <lab.LastGuard>
        <Nothing />
      </lab.LastGuard>,
    );
    expect(alerts().join()).toContain('SCG lab failed');
    expect(alerts().join()).toContain('no page at all');
    for (const name of ['Load the page again', 'Save as a file', 'Start afresh'])
      expect(button(name)).toBeTruthy();
  });

  test('it stands, too, where the page fails before there is anything to draw', () => {
    render(<lab.LastGuard failed={{ thrown: 'no storage' }}>{null}</lab.LastGuard>);
    expect(alerts().join()).toContain('no storage');
  });
});
