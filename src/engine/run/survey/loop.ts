import { ExecutorError } from '../../executors/contract';
import type { FastExecutor, FastSource } from '../../work/fast';
import type { SurveyEntry, SurveyOrder, SurveyReport, SurveySnapshot } from './contract';
import { EntryRun } from './entryRun';

const SNAPSHOT_MILLISECONDS = 100;

/**
 * Estimates the gradients of many documents, each on the executors of a run: by turns while shaders are linked, then one after the
 * other to its end. Where only numbers change, nothing is compiled again.
 */
export class SurveyLoop {
  readonly #tell: (snapshot: SurveySnapshot) => void;
  readonly #now: () => number;
  readonly #fast: Promise<FastExecutor | ExecutorError>;
  #entries: readonly SurveyEntry[] = [];
  readonly #runs = new Map<string, EntryRun>();
  /** What is told of entries whose runs are over and gone. */
  readonly #over = new Map<string, SurveyReport>();
  #generation = 0;
  #running = false;
  #turning = false;
  #toldAt = 0;
  #handing: Promise<void> = Promise.resolve();

  constructor(fast: FastSource, tell: (snapshot: SurveySnapshot) => void, now = () => performance.now()) {
    this.#tell = tell;
    this.#now = now;
    this.#fast = fast.make().catch((error: unknown) => {
      if (error instanceof ExecutorError) return error;
      return new ExecutorError('no-webgl2', error instanceof Error ? error.message : String(error));
    });
  }

  take(order: SurveyOrder): void {
    if (order.kind === 'open') this.#open(order);
    else this.#running = order.kind === 'resume';
    void this.#turn();
  }

  #open({ generation, entries }: Extract<SurveyOrder, { kind: 'open' }>): void {
    const before = new Map(this.#entries.map((entry) => [entry.id, entry]));
    this.#generation = generation;
    this.#entries = entries;
    for (const [id, run] of this.#runs) {
      const entry = entries.find((own) => own.id === id);
      if (entry && run.reopen(entry)) continue;
      run.dispose();
      this.#runs.delete(id);
    }
    for (const id of this.#over.keys()) {
      const entry = entries.find((own) => own.id === id);
      if (JSON.stringify(entry) !== JSON.stringify(before.get(id))) this.#over.delete(id);
    }
  }

  /** Batches until all is done or paused; between two of them orders are taken. */
  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    while (this.#running) {
      const next = this.#next();
      if (next === undefined) break;
      const run = this.#runs.get(next.id) ?? this.#begin(next);
      if (run.isWaiting) await rest();
      else await run.advance(this.#now);
      // Another order may have taken it away meanwhile.
      if (run.isDone && !next.timed && this.#runs.get(next.id) === run) {
        this.#over.set(next.id, run.report());
        run.dispose();
        this.#runs.delete(next.id);
      }
      if (this.#now() - this.#toldAt >= SNAPSHOT_MILLISECONDS) this.#show();
      await breath();
    }
    this.#turning = false;
    this.#show();
  }

  #begin(entry: SurveyEntry): EntryRun {
    const run = new EntryRun(entry);
    this.#runs.set(entry.id, run);
    // One after the other: shaders are linked where pictures are drawn, too.
    if (entry.timed) this.#handing = this.#handing.then(async () => run.handOver(await this.#fast));
    return run;
  }

  /**
   * Those that wait for the fast executor, by turns, so that no shader is linked while others are timed; then the first that is not done.
   */
  #next(): SurveyEntry | undefined {
    const open = this.#entries.filter(({ id }) => !this.#over.has(id) && !this.#runs.get(id)?.isDone);
    const isSettled = ({ id, timed }: SurveyEntry) => !timed || this.#runs.get(id)?.isSettled === true;
    const waiting = open.filter((entry) => !isSettled(entry));
    const spent = ({ id }: SurveyEntry) => this.#runs.get(id)?.spent ?? -1;
    const [least] = waiting
      .filter(({ id }) => !this.#runs.get(id)?.isWaiting)
      .toSorted((p, q) => spent(p) - spent(q));
    return least ?? waiting[0] ?? open[0];
  }

  #show(): void {
    this.#toldAt = this.#now();
    const reports = this.#entries.flatMap(({ id }) => {
      const run = this.#runs.get(id);
      const over = this.#over.get(id);
      if (over) return [over];
      return run && run.estimates > 0 ? [run.report()] : [];
    });
    this.#tell({ generation: this.#generation, reports });
  }
}

/** While shaders are linked. */
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Lets waiting messages have their turn. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
