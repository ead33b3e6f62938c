import type { BinaryOp, UnaryOp } from '../../ir/elementwise';
import type { Source } from '../../ir/operations';

/**
 * An array program as the kernels that a device runs, in order: chains of elementwise operations between matrix
 * products have become one kernel each. Buffers hold 32-bit floats, row-major without gaps; reshapes, slices,
 * transposes and broadcasts have become strides of the operands that read them.
 */
export interface KernelPlan {
  /** Lengths in numbers, by buffer. No kernel writes a buffer that it reads. */
  readonly buffers: readonly number[];
  /** Buffers that hold the same numbers from the start and for ever. */
  readonly constants: readonly { readonly buffer: number; readonly values: readonly number[] }[];
  readonly feeds: readonly { readonly name: string; readonly buffer: number }[];
  /** A region of a buffer of its own: `size` numbers from `offset`. Several outputs may share one buffer. */
  readonly outputs: readonly {
    readonly name: string;
    readonly buffer: number;
    readonly offset: number;
    readonly size: number;
  }[];
  /**
   * After all kernels: copy `from` (size of the feed) over the feed, all at once. Never reads the buffer of another
   * feed that is updated.
   */
  readonly updates: readonly {
    readonly feed: string;
    readonly from: BufferPlace;
  }[];
  readonly kernels: readonly Kernel[];
  readonly rows: number;
  /** M: row r is sample r mod M of estimate first + floor(r / M). */
  readonly samples: number;
}

/** The start of dense numbers in a buffer. */
export interface BufferPlace {
  readonly buffer: number;
  readonly offset: number;
}

/**
 * Numbers that a kernel reads: element (i, j, ...) of its extents stands at offset + i strides[0] + j strides[1] + ...
 */
export interface KernelOperand {
  readonly buffer: number;
  readonly offset: number;
  /** One for each axis of the kernel; 0 along an axis that is broadcast. */
  readonly strides: readonly number[];
}

export type Kernel = ElementwiseKernel | MatmulKernel | ReduceKernel | TakeKernel | NoiseKernel | GammaKernel;

/** One loop over `extents` (row-major, at most 4 axes, the fewest that do; [] is one number) that computes `body`. */
export interface ElementwiseKernel {
  readonly kind: 'elementwise';
  readonly extents: readonly number[];
  readonly inputs: readonly KernelOperand[];
  /** Scalar operations in order; arguments are positions in this list. */
  readonly body: readonly BodyOp[];
  /** Which positions are written where. Outputs of one kernel never overlap. */
  readonly outputs: readonly { readonly value: number; readonly to: KernelOperand }[];
}

export type BodyOp =
  | { readonly op: 'input'; readonly input: number }
  | { readonly op: 'constant'; readonly value: number }
  | { readonly op: UnaryOp; readonly args: readonly [number] }
  | { readonly op: BinaryOp; readonly args: readonly [number, number] }
  /** condition (holds where it is not 0), then, otherwise. */
  | { readonly op: 'where'; readonly args: readonly [number, number, number] }
  | { readonly op: 'poissonQuantile'; readonly args: readonly [number, number] }
  | { readonly op: 'binomialQuantile'; readonly args: readonly [number, number, number] };

/**
 * out[b, n, m] = sum over k of a[b, n, k] c[b, k, m]. `a` and `c` have three strides (batch, then their two axes as
 * named); a transposed matrix is one whose strides are swapped. out is dense from `offset`.
 */
export interface MatmulKernel {
  readonly kind: 'matmul';
  readonly batch: number;
  readonly n: number;
  readonly k: number;
  readonly m: number;
  readonly a: KernelOperand;
  readonly c: KernelOperand;
  readonly out: BufferPlace;
}

/** out[i, j] = sum (or maximum) over r of from[i, r, j], all dense. */
export interface ReduceKernel {
  readonly kind: 'reduce';
  readonly op: 'sum' | 'amax';
  readonly extents: readonly [number, number, number];
  readonly from: BufferPlace;
  readonly out: BufferPlace;
}

/** out[i, :] = table[round(index[i]), :], zeros where the table has no such row; all dense. */
export interface TakeKernel {
  readonly kind: 'take';
  readonly count: number;
  readonly width: number;
  readonly tableRows: number;
  readonly table: BufferPlace;
  readonly index: BufferPlace;
  readonly out: BufferPlace;
}

/**
 * What a draw becomes. Of a uniform u also its logarithm, and `nearZero` u itself or, where that is nearer to 0, u - 1,
 * as quantiles take it: each is rounded once, from the word (see base/noise).
 */
export type DrawKind = 'uniform' | 'logUniform' | 'nearZero' | 'normal';

/** out[i, j], dense: draw number source.index + j of row i * (plan.rows / count), counted as base/noise says. */
export interface NoiseKernel {
  readonly kind: 'noise';
  readonly noise: DrawKind;
  readonly count: number;
  readonly width: number;
  readonly source: Source;
  /** Of 1 - u in place of u. */
  readonly mirrored: boolean;
  readonly out: BufferPlace;
}

/** The same for logarithms of draws of Gamma(concentration[i, j], 1): see base/special/gammaDraw. */
export interface GammaKernel {
  readonly kind: 'gamma';
  readonly count: number;
  readonly width: number;
  readonly source: Source;
  readonly mirrored: boolean;
  readonly concentration: BufferPlace;
  readonly out: BufferPlace;
}
