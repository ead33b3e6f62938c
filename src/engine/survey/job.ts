import { ExecutorError } from '../executors/contract';
import type { Job, Outlet } from '../jobs/contract';
import { errorWords } from '../jobs/errorWords';
import { Fast, type FastExecutor, type FastSource } from '../jobs/fast';
import { NO_MOMENTS } from '../statistics/moments';
import type { SurveyEntry, SurveyOrder, SurveyReport, SurveySnapshot } from './contract';
import { EntryRun } from './entryRun';

/** Milliseconds between two snapshots. */
export const SURVEY_SNAPSHOTS = 100;

/**
 * Estimates the gradients of many documents, each on the executors of a run: by turns while shaders are linked, then
 * one after the other to its end. Where only numbers change, nothing is compiled again.
 */
export class SurveyJob implements Job<SurveyOrder> {
  readonly #outlet: Outlet<SurveySnapshot>;
  readonly #now: () => number;
  readonly #fast: Fast;
  /** The fast executor, or why there is none; undefined while it is sought. */
  #executor: FastExecutor | ExecutorError | undefined;
  #entries: readonly SurveyEntry[] = [];
  readonly #runs = new Map<string, EntryRun>();
  /** What is told of entries whose runs are over and gone. */
  readonly #over = new Map<string, SurveyReport>();
  #isRunning = false;
  #handing: Promise<void> = Promise.resolve();
  #notice: string | undefined;

  constructor(outlet: Outlet<SurveySnapshot>, fast: FastSource, now = () => performance.now()) {
    this.#outlet = outlet;
    this.#now = now;
    this.#fast = new Fast(fast, 'the survey', {
      onFast: (executor) => {
        this.#executor = executor;
        for (const run of this.#runs.values()) this.#hand(run);
      },
      onNone: (error) => {
        this.#executor = error;
        for (const run of this.#runs.values()) run.lose(error, true);
        outlet.stir();
      },
      onNotice: (words) => {
        this.#notice = words;
        outlet.stir();
      },
    });
  }

  take(order: SurveyOrder): void {
    if (order.kind === 'open') this.#open(order.entries);
    else this.#isRunning = order.on;
    if (!this.#isRunning) return;
    this.#fast.again();
    // What failed is tried again.
    for (const [id, { failure }] of this.#over) if (failure !== undefined) this.#over.delete(id);
  }

  close(): void {
    this.#open([]);
  }

  get hasWork(): boolean {
    return this.#isRunning && this.#next() !== undefined;
  }

  async round(): Promise<void> {
    const entry = this.#next();
    if (!entry) return;
    const { id } = entry;
    try {
      const run = this.#runs.get(id) ?? this.#begin(entry);
      await run.advance(this.#now);
      if (run.isDone && !entry.timed) this.#end(id, run.report());
    } catch (error) {
      if (isLoss(error)) this.#lose(error);
      else this.#end(id, failed(id, errorWords(error)));
    }
  }

  show(): boolean {
    const reports = this.#entries.flatMap(({ id }) => {
      const run = this.#runs.get(id);
      const over = this.#over.get(id);
      if (over) return [over];
      return run && run.estimates > 0 ? [run.report()] : [];
    });
    this.#outlet.tell({ reports, notice: this.#notice });
    return true;
  }

  #open(entries: readonly SurveyEntry[]): void {
    const before = new Map(this.#entries.map((entry) => [entry.id, entry]));
    const now = new Map(entries.map((entry) => [entry.id, entry]));
    this.#entries = entries;
    for (const [id, run] of this.#runs) {
      const entry = now.get(id);
      if (entry && run.reopen(entry)) continue;
      run.dispose();
      this.#runs.delete(id);
    }
    for (const id of this.#over.keys())
      if (JSON.stringify(now.get(id)) !== JSON.stringify(before.get(id))) this.#over.delete(id);
  }

  #begin(entry: SurveyEntry): EntryRun {
    const run = new EntryRun(entry);
    this.#runs.set(entry.id, run);
    this.#hand(run);
    return run;
  }

  #end(id: string, report: SurveyReport): void {
    this.#over.set(id, report);
    this.#runs.get(id)?.dispose();
    this.#runs.delete(id);
  }

  /** One after the other: shaders are linked where pictures are drawn, too. */
  #hand(run: EntryRun): void {
    const executor = this.#executor;
    if (!executor || !run.wantsFast) return;
    if (executor instanceof ExecutorError) run.lose(executor, true);
    else
      this.#handing = this.#handing
        .then(() => run.handOver(executor))
        .catch((error: ExecutorError) => this.#lose(error))
        .then(() => this.#outlet.stir());
  }

  #lose(error: ExecutorError): void {
    this.#executor = undefined;
    for (const run of this.#runs.values()) run.lose(error, false);
    this.#fast.lose(error);
  }

  /**
   * Those that wait for the fast executor, by turns, so that no shader is linked while others are timed; then the first
   * that is not done.
   */
  #next(): SurveyEntry | undefined {
    const open = this.#entries.filter(({ id }) => !this.#over.has(id) && !this.#runs.get(id)?.isDone);
    const waiting = open.filter(({ id, timed }) => timed && this.#runs.get(id)?.isSettled !== true);
    if (waiting.length === 0) return open[0];
    const spent = ({ id }: SurveyEntry) => this.#runs.get(id)?.spent ?? -1;
    const [least] = waiting
      .filter(({ id }) => !this.#runs.get(id)?.isWaiting)
      .toSorted((p, q) => spent(p) - spent(q));
    return least;
  }
}

function isLoss(error: unknown): error is ExecutorError {
  return error instanceof ExecutorError && error.failure === 'context-lost';
}

function failed(id: string, failure: string): SurveyReport {
  return {
    id,
    executor: 'reference',
    fallback: undefined,
    gradient: NO_MOMENTS,
    done: true,
    seconds: Number.NaN,
    failure,
  };
}
