import { checkNumbers } from '../check/checkNumbers';
import { FindingError } from '../diagnostics/types';
import { describe } from '../diagnostics/words';
import { withoutLabels } from '../document/structure';
import { ExecutorError } from '../executors/contract';
import type { Job, Outlet } from '../jobs/contract';
import { Fast, type FastSource } from '../jobs/fast';
import { modelOf } from '../model/model';
import type { RunNews, RunOrder, RunStatus } from './contract';
import { RunSession } from './session';

/** Snapshots come so often, in milliseconds: what an eye can follow, and figures can be redrawn at. */
export const RUN_SNAPSHOTS = 80;

/** Makes estimates of all plans of one document, side by side. */
export class RunJob implements Job<RunOrder> {
  readonly #session = new RunSession();
  readonly #fast: Fast;
  readonly #outlet: Outlet<RunNews>;
  #seed = 1;
  #isRunning = false;
  /** Nothing was asked about it since it was opened: the last results stay in view until it has some. */
  #isFresh = false;
  #status: RunStatus = { state: 'idle', diagnostics: [], notice: undefined };

  constructor(outlet: Outlet<RunNews>, fast: FastSource) {
    this.#outlet = outlet;
    this.#fast = new Fast(fast, 'the run', {
      onFast: (executor) => this.#session.runOn(executor),
      onNone: (error) => this.#session.withoutFast(error),
      onNotice: (notice) => this.#say({ notice }),
    });
  }

  take(order: RunOrder): void {
    this.#isFresh = order.kind === 'open' && !order.isAnew;
    switch (order.kind) {
      case 'open':
        this.#open(order);
        break;
      case 'go':
        this.#isRunning = order.on;
        if (order.on) this.#fast.again();
        this.#say({ state: this.#state });
        break;
      case 'step':
        this.#session.owe(order.count);
        break;
      case 'look':
        this.#session.look(order.focus);
        break;
    }
  }

  close(): void {
    this.#session.close();
  }

  stopped(): void {
    this.#session.forgive();
    this.#status = { ...this.#status, state: this.#session.empty ? 'idle' : 'paused' };
  }

  get hasWork(): boolean {
    return (this.#isRunning || this.#session.owes) && !this.#session.empty;
  }

  async round(): Promise<void> {
    try {
      if (this.#session.owes) await this.#session.pay(this.#seed);
      else await this.#session.advance(this.#seed);
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      this.#session.withoutFast(error);
      this.#fast.lose(error);
    }
  }

  /** Until every plan has estimates the last results stay in view. */
  show(isAtRest: boolean): boolean {
    if (this.#session.estimates === 0 && !this.#session.empty && (!isAtRest || this.#isFresh)) return false;
    this.#outlet.tell({ kind: 'snapshot', snapshot: this.#session.snapshot(this.#seed) });
    return true;
  }

  get #state(): RunStatus['state'] {
    if (this.#session.empty) return 'idle';
    return this.#isRunning ? 'running' : 'paused';
  }

  #open({ document, seed }: Extract<RunOrder, { kind: 'open' }>): void {
    this.#seed = seed;
    try {
      const model = modelOf(withoutLabels(document));
      this.#session.open(model);
      const findings = checkNumbers(model);
      // Draws of a distribution that does not exist would be plausible nonsense.
      const impossible = findings.filter(({ code }) => code === 'argument-range');
      if (impossible.length > 0) throw new FindingError(impossible);
      this.#say({ diagnostics: findings.map(describe), state: this.#state });
    } catch (error) {
      this.#session.close();
      if (!(error instanceof FindingError)) throw error;
      this.#say({ diagnostics: error.findings.map(describe), state: this.#state });
    }
  }

  #say(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#outlet.tell({ kind: 'status', status: this.#status });
  }
}
