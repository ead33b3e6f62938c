import { pause } from '../base/breath';
import { ExecutorError, type Runner } from '../executors/contract';
import type { Program } from '../ir/program';
import { capitalized } from './capitalized';
import { errorWords } from './errorWords';

/** Pauses before the lost executor is asked for again, in milliseconds. */
const PAUSES = [200, 1000, 4000];
const BACK = 'The graphics context is back.';

/** Makes runners of the fast executor; may fail for one program, or be lost and come back. */
export interface FastExecutor {
  prepare(program: Program): Promise<Runner>;
}

/** Where a fast executor comes from. */
export interface FastSource {
  /** The executor; asked again after a loss, a new one. Rejects with an ExecutorError where there is none. */
  make(): Promise<FastExecutor>;
}

export interface FastListener {
  readonly onFast: (executor: FastExecutor) => void;
  /** There is none, or no more. */
  readonly onNone: (error: ExecutorError) => void;
  readonly onNotice: (words: string) => void;
}

/** The fast executor of a job: asked for at once, and again after it was lost, but not for ever. `name`: of the work, in a sentence. */
export class Fast {
  readonly #source: FastSource;
  readonly #name: string;
  readonly #listener: FastListener;
  #state: 'sought' | 'here' | 'none' = 'sought';
  #losses = 0;

  constructor(source: FastSource, name: string, listener: FastListener) {
    this.#source = source;
    this.#name = name;
    this.#listener = listener;
    void this.#seek();
  }

  /** Its device is gone, and work goes on without it: meanwhile it is sought again. */
  lose(error: ExecutorError): void {
    if (this.#state !== 'here') return;
    this.#state = 'sought';
    if (this.#losses < PAUSES.length)
      this.#listener.onNotice(
        `The graphics context was lost. ${capitalized(this.#name)} goes on without it while it is restored.`,
      );
    void this.#recover(error);
  }

  /** Whoever asks has waited: what was lost again and again is sought once more. */
  again(): void {
    if (this.#state !== 'none' || this.#losses === 0) return;
    this.#losses = 0;
    void this.#seek(BACK);
  }

  async #recover(error: ExecutorError): Promise<void> {
    const { onNotice, onNone } = this.#listener;
    for (let wait = PAUSES[this.#losses++]; wait !== undefined; wait = PAUSES[this.#losses++]) {
      await pause(wait);
      if (!(await this.#make())) return onNotice(BACK);
    }
    this.#state = 'none';
    onNone(error);
    onNotice(`The graphics context was lost again and again; ${this.#name} stays on the reference executor.`);
  }

  async #seek(foundWords?: string): Promise<void> {
    const { onNone, onNotice } = this.#listener;
    this.#state = 'sought';
    const error = await this.#make();
    if (error) {
      this.#state = 'none';
      onNone(error);
    } else if (foundWords !== undefined) onNotice(foundWords);
  }

  /** Undefined once it is here, else why it is not. */
  async #make(): Promise<ExecutorError | undefined> {
    try {
      const executor = await this.#source.make();
      this.#state = 'here';
      this.#listener.onFast(executor);
      return undefined;
    } catch (error) {
      return error instanceof ExecutorError ? error : new ExecutorError('failed', errorWords(error));
    }
  }
}
