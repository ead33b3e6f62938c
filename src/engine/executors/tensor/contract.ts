import type { KernelPlan } from './kernelPlan';

export type DeviceName = 'wasm' | 'webgl' | 'plain';

/** Where array programs run, in float32 (plain: float64). Feeds live on the device from one run to the next. */
export interface Device {
  readonly name: DeviceName;
  /** What it is called on screen: «WebAssembly», «WebGL, <device>». */
  readonly words: string;
  /** Rejects with an ExecutorError: `too-large`, `compile-failed`, `out-of-memory`, `context-lost`. */
  prepare(plan: KernelPlan): Promise<DeviceProgram>;
}

export interface DeviceProgram {
  /** Sets all numbers of a feed, row-major. What the program has no feed for is let be. */
  write(feed: string, numbers: ArrayLike<number>): void;
  /**
   * Runs `times` times, each time all steps and then the updates, on the noise of this seed (unsigned 32-bit): the
   * first time from estimate `first` on, then from the estimate after the last one. Resolves once it is done; rejects
   * with an ExecutorError `context-lost`.
   */
  run(seed: number, first: number, times: number): Promise<void>;
  /**
   * The numbers of outputs of the last run, or of feeds as they now are. They take the place of those in `into`, by their order, where as
   * many were there: who reads again and again makes no garbage.
   */
  read(names: readonly string[], into?: readonly Float32Array[]): Promise<Float32Array[]>;
  dispose(): void;
}
