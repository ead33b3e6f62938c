import type { Document } from '../document/types';
import type { Hire } from '../work/contract';
import { Desk } from '../work/desk';
import { inWorker, onPage } from '../work/places';
import type { Snapshot } from './contract';
import type { RunNews, RunOrder, RunStatus } from './protocol';
import type { Focus } from './session';

export interface RunListener {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onStatus: (status: RunStatus) => void;
  /** Nothing runs any more, until it is resumed or another document is opened; why, in words. */
  readonly onFailure: (words: string) => void;
}

/** The page's side of a run. */
export class RunClient {
  readonly #desk: Desk<RunOrder, RunNews>;
  #document: Document | undefined;

  constructor({ onSnapshot, onStatus, onFailure }: RunListener, hire = ownPlace()) {
    this.#desk = new Desk({
      name: 'the run',
      mend: 'Press Run to start it again, or make the graph smaller.',
      hire,
      onNews: (news) => (news.kind === 'status' ? onStatus(news.status) : onSnapshot(news.snapshot)),
      onFailure: ({ words }) => onFailure(words),
    });
  }

  /** Shows a document: all estimates start afresh. Where only numbers changed nothing is compiled again. */
  open(document: Document, seed = document.seed): void {
    this.#document = document;
    this.#desk.open({ kind: 'open', document, seed });
  }

  /** Shows nothing: what was shown is forgotten. */
  clear(): void {
    this.#document = undefined;
    this.#desk.close();
  }

  resume(): void {
    this.#desk.tell({ kind: 'resume' }, 'going');
    this.#desk.wake();
  }

  pause(): void {
    this.#desk.tell({ kind: 'pause' }, 'going');
  }

  step(count: number): void {
    this.#desk.wake();
    this.#desk.tell({ kind: 'step', count });
  }

  /** From the first estimate again, with the document's seed or another. */
  reset(seed?: number): void {
    if (this.#document) this.open(this.#document, seed);
  }

  /** Chooses the coordinate whose trace and single estimates are handed out. */
  look(focus: Focus): void {
    this.#desk.tell({ kind: 'look', focus }, 'focus');
  }

  dispose(): void {
    this.#desk.end();
  }
}

/** A worker; without an OffscreenCanvas, where a worker has no WebGL, the page itself. */
function ownPlace(): Hire<RunOrder, RunNews> {
  if (typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined')
    return inWorker(() => new Worker(new URL('./runWorker.ts', import.meta.url), { type: 'module' }));
  return onPage(async () => {
    const [{ RunJob }, { fusedSource }] = await Promise.all([import('./job'), import('./fusedSource')]);
    return (outlet) => new RunJob(outlet, fusedSource());
  });
}
