import { type Batch, ExecutorError } from '../../src/engine/executors/contract';
import { createFusedExecutor, type FusedExecutor } from '../../src/engine/executors/fused/fusedExecutor';
import type { FusedRunner } from '../../src/engine/executors/fused/runner';
import type { Quirks } from '../../src/engine/executors/webgl/context';
import type { Program } from '../../src/engine/ir/program';

/** A request as plain data. */
export interface Order {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly raw: number;
  readonly feeds: Readonly<Record<string, readonly number[]>>;
}

/** A batch as plain data, or the failure in its place. */
export type Answer = { readonly batch: PlainBatch } | { readonly failure: string; readonly detail: string };

export interface PlainBatch extends Omit<Batch, 'raw'> {
  readonly raw: readonly (readonly number[])[];
}

/** Runs programs that come as plain data: the same on the page and in a worker. */
export class Bench {
  #executor: FusedExecutor | undefined;
  readonly #runners: FusedRunner[] = [];

  async open(): Promise<string> {
    const executor = await createFusedExecutor();
    if (executor instanceof ExecutorError) return executor.message;
    this.#executor = executor;
    return executor.device;
  }

  /** The number of the new runner, or the failure. */
  async prepare(program: Program, side?: number, quirks?: Quirks): Promise<number | string> {
    try {
      const runner = await this.executor.prepare(program, {
        ...(side === undefined ? {} : { side }),
        ...(quirks ? { quirks } : {}),
      });
      return this.#runners.push(runner) - 1;
    } catch (error) {
      return failureOf(error).failure;
    }
  }

  async run(number: number, { feeds, ...rest }: Order): Promise<Answer> {
    try {
      const request = {
        ...rest,
        feeds: new Map(Object.entries(feeds).map(([name, values]) => [name, Float64Array.from(values)])),
      };
      const batch = await this.runner(number).run(request);
      return { batch: { ...batch, raw: batch.raw.map((values) => [...values]) } };
    } catch (error) {
      return failureOf(error);
    }
  }

  runner(number: number): FusedRunner {
    const runner = this.#runners[number];
    if (!runner) throw new Error(`no runner ${number}`);
    return runner;
  }

  get executor(): FusedExecutor {
    if (!this.#executor) throw new Error('the executor is not open');
    return this.#executor;
  }
}

function failureOf(error: unknown): { readonly failure: string; readonly detail: string } {
  if (error instanceof ExecutorError) return { failure: error.failure, detail: error.detail };
  throw error;
}
