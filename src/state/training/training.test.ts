import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Call, Echo } from '../../engine/jobs/contract';
import type { TrainingNews, TrainingOrder, TrainingSnapshot } from '../../engine/training/contract';
import { findPreset } from '../../presets/registry';

/** A worker that only listens. */
class FakeWorker {
  static all: FakeWorker[] = [];
  readonly calls: Call<TrainingOrder>[] = [];
  onmessage: (event: { data: Echo<TrainingNews> }) => void = () => undefined;
  onerror: (event: { message: string }) => void = () => undefined;
  constructor() {
    FakeWorker.all.push(this);
  }
  postMessage(call: Call<TrainingOrder>): void {
    this.calls.push(call);
  }
  terminate(): void {}
  say(news: TrainingNews): void {
    const generation = Math.max(...this.calls.map((call) => ('generation' in call ? call.generation : 0)));
    this.onmessage({ data: { kind: 'news', generation, news } });
  }
}

const asked = () =>
  FakeWorker.all
    .flatMap(({ calls }) => calls)
    .map((call) => ('order' in call ? call.order : { kind: call.kind }));
const kinds = () => asked().map(({ kind }) => kind);
const goes = () => asked().flatMap((order) => (order.kind === 'go' && 'on' in order ? [order.on] : []));

function snapshotAfter(steps: number): TrainingSnapshot {
  return { plans: [{ plan: 'a', steps }], stepsPerSecond: 0 } as unknown as TrainingSnapshot;
}

const preset = (id: string) => {
  const document = findPreset(id)?.document;
  if (!document) throw new Error(`no example ${id}`);
  return document;
};

/** The page afresh: its stores live as long as its modules. */
async function freshPage() {
  vi.resetModules();
  const [training, documents, session, opened, messages, edits] = await Promise.all([
    import('./training'),
    import('../document/document'),
    import('../shell/session'),
    import('../shell/opened'),
    import('../shell/messages'),
    import('../document/trainingEdits'),
  ]);
  return { ...training, ...documents, ...session, ...opened, ...messages, ...edits };
}

describe('training on the page', () => {
  let page: Awaited<ReturnType<typeof freshPage>>;
  let stop: () => void;

  beforeEach(async () => {
    vi.useFakeTimers();
    FakeWorker.all = [];
    vi.stubGlobal('Worker', FakeWorker);
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
    page = await freshPage();
    page.startWith(preset('bayes'));
    stop = page.followTraining();
  });
  afterEach(() => {
    stop();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    vi.resetModules();
  });

  test('makes ready what is in view, and nothing out of it', () => {
    page.chooseLabTab('variance');
    vi.advanceTimersByTime(1000);
    expect(asked()).toEqual([]);
    page.chooseLabTab('training');
    vi.advanceTimersByTime(1000);
    expect(kinds()).toContain('open');
    expect(page.useTraining.getState().state).toBe('preparing');
    expect(goes()).not.toContain(true);
  });

  test('starts what is wanted as soon as there is something to start', () => {
    page.startTraining();
    expect(asked()).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(kinds().indexOf('open')).toBeGreaterThanOrEqual(0);
    expect(goes().at(-1)).toBe(true);
    expect(kinds().lastIndexOf('go')).toBeGreaterThan(kinds().indexOf('open'));
  });

  test('starts another document that is about to be opened, not the one before', () => {
    vi.advanceTimersByTime(1000);
    page.startWith(preset('vae-kl'));
    page.startTraining();
    expect(goes()).not.toContain(true);
    vi.advanceTimersByTime(1000);
    expect(goes().at(-1)).toBe(true);
    expect(kinds().lastIndexOf('go')).toBeGreaterThan(kinds().lastIndexOf('open'));
  });

  test('a step after a failure is no more than that', () => {
    page.startTraining();
    vi.advanceTimersByTime(1000);
    FakeWorker.all.at(-1)?.onerror({ message: 'boom' });
    expect(page.useTraining.getState()).toMatchObject({
      state: 'paused',
      notice: expect.stringContaining('boom'),
    });
    page.stepTraining();
    const again = FakeWorker.all.at(-1)?.calls.flatMap((call) => ('order' in call ? [call.order] : [])) ?? [];
    expect(again).toContainEqual({ kind: 'go', on: false });
    expect(again).not.toContainEqual({ kind: 'go', on: true });
    expect(again.at(-1)).toEqual({ kind: 'step', count: 1 });
  });

  test('starts nothing that was paused meanwhile', () => {
    page.startTraining();
    page.pauseTraining();
    vi.advanceTimersByTime(1000);
    expect(goes()).not.toContain(true);
  });

  test('opens an edited document once the edits have come to rest; moving a node changes nothing', () => {
    vi.advanceTimersByTime(1000);
    const opens = () => kinds().filter((kind) => kind === 'open').length;
    expect(opens()).toBe(1);
    for (const rows of [4, 8, 16]) {
      page.edit((document) => page.withTraining(document, { rows }));
      vi.advanceTimersByTime(300);
    }
    expect(opens()).toBe(1);
    vi.advanceTimersByTime(100);
    expect(opens()).toBe(2);
    page.edit((document) => ({ ...document, title: 'Another title' }));
    vi.advanceTimersByTime(1000);
    expect(opens()).toBe(2);
  });

  test('says that many steps are lost, and what was edited; a few are not worth a word', () => {
    vi.advanceTimersByTime(1000);
    const told = () => page.useMessages.getState().messages.map(({ text }) => text);
    const worker = FakeWorker.all[0];
    const edited = (rows: number, steps: number, after: number) => {
      worker?.say({ kind: 'snapshot', snapshot: snapshotAfter(steps) });
      page.edit((document) => page.withTraining(document, { rows }));
      vi.advanceTimersByTime(1000);
      worker?.say({ kind: 'snapshot', snapshot: snapshotAfter(after) });
    };
    edited(4, 99, 0);
    expect(told()).toEqual([]);
    // Rates alone: it goes on where it was.
    edited(8, 100, 101);
    expect(told()).toEqual([]);
    edited(16, 100, 0);
    expect(told()).toEqual(['The settings changed: training starts again']);
  });

  test('keeps the pictures of an edited document, and none of another one', () => {
    vi.advanceTimersByTime(1000);
    FakeWorker.all[0]?.say({ kind: 'snapshot', snapshot: snapshotAfter(5) });
    page.edit((document) => page.withTraining(document, { rows: 4 }));
    vi.advanceTimersByTime(1000);
    expect(page.latestTraining().snapshot?.plans[0]?.steps).toBe(5);
    page.countOpened();
    page.openDocument(preset('gan'));
    vi.advanceTimersByTime(1000);
    expect(page.latestTraining().snapshot).toBeUndefined();
    // It waits to be started, as the first one did.
    expect(goes().at(-1)).toBe(false);
  });

  test('rests while a formula is half typed, and is closed where there is nothing to train', () => {
    vi.advanceTimersByTime(1000);
    const broken = (document: ReturnType<typeof page.currentDocument>) => ({
      ...document,
      nodes: document.nodes.map((node) => (node.kind === 'cost' ? { ...node, expression: '1 +' } : node)),
    });
    page.edit(broken);
    vi.advanceTimersByTime(1000);
    expect(kinds()).not.toContain('close');
    expect(goes().at(-1)).toBe(false);
    page.edit(() => page.EMPTY_DOCUMENT);
    vi.advanceTimersByTime(1000);
    expect(kinds()).toContain('close');
    expect(page.useTraining.getState().state).toBe('idle');
  });
});
