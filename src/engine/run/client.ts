import type { Document } from '../document/types';
import type { Snapshot, TruthReport } from './contract';
import type { Checked, RunNews, RunOrder, RunStatus, TruthAnswered, TruthNews, TruthOrder } from './protocol';
import type { Focus } from './session';

/** A truth that takes longer than this is given up for the next one. */
const PATIENCE_MILLISECONDS = 300;
/** The exact answer is given up after so many seconds; asked for again, after so many times as many as before. */
const SECONDS = 20;
const LONGER = 5;
/** A worker that has said nothing for so long after that is ended, in milliseconds. */
const GRACE = 10_000;

export interface RunListener {
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onTruth: (answer: TruthAnswered) => void;
  /** What is known of a truth that is still being worked out. */
  readonly onTruthPart: (report: TruthReport) => void;
  readonly onTruthChecked: (outcome: Checked) => void;
  readonly onTruthProgress: (share: number, what: string) => void;
  readonly onStatus: (status: RunStatus) => void;
}

/**
 * The page's side of a run: two workers, one that makes estimates and one that works out the truth, so that neither
 * waits for the other nor holds up the page. News of documents that are no longer shown is dropped.
 */
export class RunClient {
  readonly #listener: RunListener;
  readonly #order: (order: RunOrder) => void;
  readonly #end: () => void;
  #truth: Worker | undefined;
  #truthBusySince: number | undefined;
  #truthWaiting: TruthOrder | undefined;
  #generation = 0;
  #document: Document | undefined;
  #seconds = SECONDS;
  /** The generation of the last order for a truth. */
  #asked = -1;
  #overdue: ReturnType<typeof setTimeout> | undefined;

  private constructor(listener: RunListener, order: (order: RunOrder) => void, end: () => void) {
    this.#listener = listener;
    this.#order = order;
    this.#end = end;
  }

  static start(listener: RunListener): RunClient {
    let client: RunClient | undefined;
    const hear = (news: RunNews) => client?.hear(news);
    if (typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined') {
      const worker = new Worker(new URL('./runWorker.ts', import.meta.url), { type: 'module' });
      worker.onmessage = ({ data }: MessageEvent<RunNews>) => hear(data);
      client = new RunClient(
        listener,
        (order) => worker.postMessage(order),
        () => worker.terminate(),
      );
      return client;
    }
    // Without an OffscreenCanvas a worker has no WebGL: the same loop runs on the page, one slice at a time.
    const loop = Promise.all([import('./loop'), import('./fusedSource')]).then(
      ([{ RunLoop }, { fusedSource }]) => new RunLoop(fusedSource(), hear),
    );
    client = new RunClient(
      listener,
      (order) => void loop.then((own) => own.take(order)),
      () => void loop.then((own) => own.take({ kind: 'pause' })),
    );
    return client;
  }

  /** Shows a document: all estimates start afresh. Where only numbers changed nothing is compiled again. */
  open(document: Document): void {
    this.#generation++;
    this.#document = document;
    this.#seconds = SECONDS;
    this.#order({ kind: 'open', document, generation: this.#generation, seed: document.seed });
    this.#askTruth();
  }

  /** Gives up the exact answer that is being worked out. */
  cancelTruth(): void {
    this.#endTruth();
  }

  /** Works out the exact answer again; one that ran out of time has longer. */
  retryTruth(isLonger: boolean): void {
    if (isLonger) this.#seconds *= LONGER;
    this.#askTruth();
  }

  /** Shows nothing: what was shown is forgotten. */
  clear(): void {
    this.#generation++;
    this.#document = undefined;
    this.#order({ kind: 'clear' });
    if (this.#truthBusySince !== undefined) this.#endTruth();
  }

  resume(): void {
    this.#order({ kind: 'resume' });
  }

  pause(): void {
    this.#order({ kind: 'pause' });
  }

  step(count: number): void {
    this.#order({ kind: 'step', count });
  }

  /** From the first estimate again, with the document's seed or another. The truth stays. */
  reset(seed = this.#document?.seed ?? 1): void {
    this.#order({ kind: 'reset', generation: this.#generation, seed });
  }

  /** Chooses the coordinate whose trace and single estimates are handed out. */
  look(focus: Focus): void {
    this.#order({ kind: 'look', focus });
  }

  dispose(): void {
    this.#end();
    this.#endTruth();
  }

  hear(news: RunNews): void {
    if (news.kind === 'status') this.#listener.onStatus(news.status);
    else if (news.snapshot.generation === this.#generation) this.#listener.onSnapshot(news.snapshot);
  }

  #askTruth(): void {
    if (!this.#document) return;
    const order = { document: this.#document, generation: this.#generation, seconds: this.#seconds };
    if (this.#truthBusySince === undefined) this.#sendTruth(order);
    else if (performance.now() - this.#truthBusySince < PATIENCE_MILLISECONDS) this.#truthWaiting = order;
    else {
      this.#endTruth();
      this.#sendTruth(order);
    }
  }

  #sendTruth(order: TruthOrder): void {
    this.#truthWaiting = undefined;
    this.#truthBusySince = performance.now();
    this.#asked = order.generation;
    this.#truth ??= this.#makeTruthWorker();
    this.#truth.postMessage(order);
    clearTimeout(this.#overdue);
    this.#overdue = setTimeout(
      () => {
        this.#endTruth();
        this.#listener.onTruth({
          report: undefined,
          why: `it was not finished after ${order.seconds} s`,
          isOutOfTime: true,
        });
      },
      1000 * order.seconds + GRACE,
    );
  }

  /** Ends the worker with all that it is at, and all that waits for it. */
  #endTruth(): void {
    this.#rest();
    this.#truthWaiting = undefined;
    this.#truth?.terminate();
    this.#truth = undefined;
  }

  #rest(): void {
    clearTimeout(this.#overdue);
    this.#truthBusySince = undefined;
  }

  #makeTruthWorker(): Worker {
    const worker = new Worker(new URL('./truthWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<TruthNews>) => {
      const isShown = data.generation === this.#generation;
      if (data.kind === 'progress') {
        if (isShown) this.#listener.onTruthProgress(data.share, data.what);
        return;
      }
      if (data.kind === 'part') {
        if (isShown) this.#listener.onTruthPart(data.report);
        return;
      }
      if (data.kind === 'checked') {
        if (isShown) this.#listener.onTruthChecked(data.outcome);
        return;
      }
      if (isShown) this.#listener.onTruth(data.answer);
      // What a check takes back comes later, perhaps while the next document is worked at.
      if (data.generation !== this.#asked) return;
      this.#rest();
      if (this.#truthWaiting) this.#sendTruth(this.#truthWaiting);
    };
    worker.onerror = () => {
      this.#endTruth();
      this.#listener.onTruth({
        report: undefined,
        why: 'working it out broke off, perhaps for want of memory',
        isOutOfTime: false,
      });
    };
    return worker;
  }
}
