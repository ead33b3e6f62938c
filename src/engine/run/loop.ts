import { FindingError } from '../diagnostics/types';
import { describe } from '../diagnostics/words';
import { withoutLabels } from '../document/structure';
import { ExecutorError } from '../executors/contract';
import { modelOf } from '../model/model';
import { checkNumbers } from './checkNumbers';
import type { RunNews, RunOrder, RunStatus } from './protocol';
import { type FastExecutor, Session } from './session';

/** Snapshots a second: what an eye can follow, and figures can be redrawn at. */
const SNAPSHOT_MILLISECONDS = 80;
/** Pauses before the lost executor is asked for again, in milliseconds. */
const RECOVERY = [200, 1000, 4000];

/** Where a fast executor comes from. */
export interface FastSource {
  /** The executor; asked again after a loss, a new one. Rejects with an ExecutorError where there is none. */
  make(): Promise<FastExecutor>;
}

/**
 * The side that computes: takes orders, runs rounds while it may, and tells news. The same in a worker and, where a
 * worker cannot have WebGL, on the page itself, where each round is one slice.
 */
export class RunLoop {
  readonly #session = new Session();
  readonly #fast: FastSource;
  readonly #tell: (news: RunNews) => void;
  #seed = 1;
  #running = false;
  #steps = 0;
  #turning = false;
  #losses = 0;
  #toldAt = 0;
  /** The last generation of which estimates of every plan were told. */
  #shown = -1;
  #status: RunStatus = { state: 'idle', diagnostics: [], notice: undefined };

  constructor(fast: FastSource, tell: (news: RunNews) => void) {
    this.#fast = fast;
    this.#tell = tell;
    void this.#makeFast();
  }

  take(order: RunOrder): void {
    switch (order.kind) {
      case 'open':
        this.#seed = order.seed;
        this.#open(order);
        break;
      case 'clear':
        this.#session.close();
        this.#say({ state: 'idle', diagnostics: [] });
        return;
      case 'resume':
        this.#running = true;
        this.#say({ state: this.#session.empty ? 'idle' : 'running' });
        break;
      case 'pause':
        this.#running = false;
        this.#say({ state: this.#session.empty ? 'idle' : 'paused' });
        this.#show();
        return;
      case 'step':
        this.#steps += order.count;
        break;
      case 'reset':
        this.#seed = order.seed;
        this.#session.restart(order.generation);
        this.#show();
        break;
      case 'look':
        this.#session.look(order.focus);
        this.#show();
        break;
    }
    void this.#turn();
  }

  #open({ document, generation }: Extract<RunOrder, { kind: 'open' }>): void {
    try {
      const model = modelOf(withoutLabels(document));
      this.#session.open(model, generation);
      const findings = checkNumbers(model);
      // Draws of a distribution that does not exist would be plausible nonsense.
      const impossible = findings.filter(({ code }) => code === 'argument-range');
      if (impossible.length > 0) throw new FindingError(impossible);
      this.#say({ diagnostics: findings.map(describe), state: this.#running ? 'running' : 'paused' });
    } catch (error) {
      this.#session.close();
      if (!(error instanceof FindingError)) throw error;
      this.#say({ diagnostics: error.findings.map(describe), state: 'idle' });
    }
    this.#toldAt = 0;
    if (this.#session.empty) this.#show();
  }

  /** Rounds until paused; between two rounds orders are taken. */
  async #turn(): Promise<void> {
    if (this.#turning) return;
    this.#turning = true;
    while ((this.#running || this.#steps > 0) && !this.#session.empty) {
      await this.#round();
      // Until every plan has estimates the last results stay in view.
      const begun = this.#session.estimates > 0;
      const first = this.#shown !== this.#session.generation;
      const due = first || performance.now() - this.#toldAt >= SNAPSHOT_MILLISECONDS;
      if (!this.#running || (begun && due)) this.#show();
      await breath();
    }
    this.#turning = false;
  }

  async #round(): Promise<void> {
    try {
      if (this.#steps > 0) {
        const count = this.#steps;
        this.#steps = 0;
        await this.#session.step(this.#seed, count);
      } else await this.#session.advance(this.#seed);
    } catch (error) {
      if (!(error instanceof ExecutorError)) throw error;
      this.#session.withoutFast(error);
      this.#say({
        notice: 'The graphics context was lost. The run goes on without it while it is restored.',
      });
      void this.#recover();
    }
  }

  async #recover(): Promise<void> {
    const wait = RECOVERY[this.#losses++];
    if (wait === undefined) {
      this.#say({
        notice: 'The graphics context was lost again and again; the run stays on the reference executor.',
      });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (await this.#makeFast()) this.#say({ notice: 'The graphics context is back.' });
  }

  async #makeFast(): Promise<boolean> {
    try {
      this.#session.runOn(await this.#fast.make());
      return true;
    } catch (error) {
      const failure =
        error instanceof ExecutorError
          ? error
          : new ExecutorError('no-webgl2', error instanceof Error ? error.message : String(error));
      this.#session.withoutFast(failure);
      return false;
    }
  }

  #show(): void {
    this.#toldAt = performance.now();
    if (this.#session.estimates > 0) this.#shown = this.#session.generation;
    this.#tell({ kind: 'snapshot', snapshot: this.#session.snapshot(this.#seed) });
  }

  #say(change: Partial<RunStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#tell({ kind: 'status', status: this.#status });
  }
}

/** Lets waiting messages, and on the page input and painting, have their turn. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}
