import type { Feeds } from '../ir/program';
import type { Moments } from '../statistics/moments';

export type ExecutorName = 'reference' | 'fused';

/** Which estimates to make: those numbered first to first + count - 1 of the run with this seed. */
export interface Request {
  /** Unsigned 32-bit. */
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly feeds: Feeds;
  /** How many of these estimates to hand out one by one (the first ones); 0 for none. */
  readonly raw: number;
}

/** What came of one request, for every output of the program, in its order. */
export interface Batch {
  readonly count: number;
  /** Per output, per element (row-major): moments over the estimates. */
  readonly moments: readonly (readonly Moments[])[];
  /** Per output: `raw` estimates, each `size` numbers, estimate by estimate. An executor may hand out fewer. */
  readonly raw: readonly Float64Array[];
}

/** Yields between two parts, and returns the batch. One that is not gone through to its end leaves a chain of states in the middle. */
export type Parts = Generator<undefined, Batch, undefined>;

/** A program made ready on one executor. Holds what the program carries from estimate to estimate. */
export interface Runner {
  readonly executor: ExecutorName;
  /**
   * Runs a request to its end. `count` is rounded up to what the executor does in one go: see `Batch.count`.
   * Rejects with an `ExecutorError` where the executor failed (lost context, failed compile).
   */
  run(request: Request): Promise<Batch>;
  /** The same in parts of bounded work, for whoever has other things to do in between. Missing: a request is made in one go. */
  parts?(request: Request): Parts;
  /** Forgets carried state: the next request starts as the first one did. */
  reset(): void;
  dispose(): void;
}

/** Why an executor, or a device, does not do some work. */
export interface ExecutorReason {
  readonly failure: ExecutorFailure;
  /** For developers. */
  readonly detail: string;
}

export type ExecutorFailure =
  /** No WebGL2 context to be had. */
  | 'no-webgl2'
  /** None in a worker; the page may have one. */
  | 'no-webgl2-in-worker'
  /** There is WebGL2, and TensorFlow.js cannot use it. */
  | 'webgl-refused'
  /** No WebAssembly with vectors. */
  | 'no-wasm'
  /** Its code could not be downloaded. */
  | 'not-loaded'
  /** No render targets of 32-bit floats. */
  | 'no-float32-targets'
  /** More instructions than compile quickly. */
  | 'too-large'
  | 'compile-failed'
  | 'context-lost'
  /** It answered NaN. */
  | 'not-a-number'
  | 'out-of-memory'
  /** As nobody foresaw. */
  | 'failed';

export class ExecutorError extends Error implements ExecutorReason {
  override readonly name = 'ExecutorError';
  constructor(
    readonly failure: ExecutorFailure,
    readonly detail: string,
  ) {
    super(`${failure}: ${detail}`);
  }
}
