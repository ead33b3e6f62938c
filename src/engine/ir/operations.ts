import type { NoiseKind } from '../base/noise';
import type { BinaryOp, UnaryOp } from './elementwise';
import type { Shape } from './shape';

/**
 * The intermediate language: a list of single-assignment instructions on arrays of float64 with an implicit leading
 * sample axis. An argument is the position of an earlier instruction. Elementwise operations take arguments of their
 * own shape: the builder inserts every broadcast.
 */

export type ValueId = number;

/** Where a random source is counted: see base/noise. */
export interface Source {
  /** First source number; an array of n elements reads n consecutive ones. */
  readonly index: number;
  /** Added to the number of the sample: samples of one estimate that a program holds side by side. */
  readonly sample: number;
  /** Which of several draws within one sample (coupled pairs); 0 for the node's own. */
  readonly copy: number;
}

interface Base {
  readonly shape: Shape;
}

export type Instruction = Base &
  (
    | { readonly op: 'constant'; readonly values: readonly number[] }
    /** A value from outside, the same for every sample: a parameter, an input, a plan's number. Never compiled in. */
    | { readonly op: 'feed'; readonly name: string }
    /** A value carried from one estimate to the next (a moving average); see `Program.states`. */
    | { readonly op: 'state'; readonly name: string }
    | { readonly op: 'noise'; readonly kind: NoiseKind; readonly source: Source }
    | { readonly op: UnaryOp; readonly args: readonly [ValueId] }
    | { readonly op: BinaryOp; readonly args: readonly [ValueId, ValueId] }
    /** condition, then, otherwise; the condition holds where it is not 0. */
    | { readonly op: 'where'; readonly args: readonly [ValueId, ValueId, ValueId] }
    /** The argument's value, without its gradient. */
    | { readonly op: 'stop'; readonly args: readonly [ValueId] }
    | { readonly op: 'poissonQuantile'; readonly args: readonly [ValueId, ValueId] }
    | { readonly op: 'binomialQuantile'; readonly args: readonly [ValueId, ValueId, ValueId] }
    /**
     * The logarithm of a draw of Gamma(concentration, 1) by Marsaglia and Tsang (2000); argument: concentration.
     * `mirrored`: of the opposite noise, 1 - u for every uniform and -z for every normal.
     */
    | {
        readonly op: 'logStandardGamma';
        readonly args: readonly [ValueId];
        readonly source: Source;
        readonly mirrored: boolean;
      }
    /** A new last axis: 1 where its position equals the (rounded) argument, else 0. */
    | { readonly op: 'oneHot'; readonly args: readonly [ValueId] }
    /**
     * Element (rounded) `index` of the table's first axis, 0 where it has none: arguments table, index. The index is a
     * scalar; in an array program it may be a vector, one row each.
     */
    | { readonly op: 'row'; readonly args: readonly [ValueId, ValueId] }
    | { readonly op: 'reshape'; readonly args: readonly [ValueId] }
    /** NumPy broadcasting of the argument to `shape`. */
    | { readonly op: 'broadcast'; readonly args: readonly [ValueId] }
    | { readonly op: 'transpose'; readonly args: readonly [ValueId]; readonly order: readonly number[] }
    | { readonly op: 'slice'; readonly args: readonly [ValueId]; readonly begin: readonly number[] }
    /** The argument placed at `begin` in zeros of `shape`: the adjoint of slice. */
    | { readonly op: 'pad'; readonly args: readonly [ValueId]; readonly begin: readonly number[] }
    | { readonly op: 'concat'; readonly args: readonly ValueId[]; readonly axis: number }
    /** Sum, or maximum, over `axes`, which disappear. */
    | { readonly op: 'sum'; readonly args: readonly [ValueId]; readonly axes: readonly number[] }
    | { readonly op: 'amax'; readonly args: readonly [ValueId]; readonly axes: readonly number[] }
    /** [n, k] times [k, m]; in an array program also [r, n, k] times [r, k, m], row by row. */
    | { readonly op: 'matmul'; readonly args: readonly [ValueId, ValueId] }
  );

export type Op = Instruction['op'];

/** Operations whose elements are those of their argument, elsewhere or more often. */
const REARRANGEMENTS = { stop: true, reshape: true, broadcast: true, transpose: true, slice: true } as const;

export type Rearrangement = Extract<Instruction, { readonly op: keyof typeof REARRANGEMENTS }>;

export function isRearrangement(instruction: Instruction): instruction is Rearrangement {
  return Object.hasOwn(REARRANGEMENTS, instruction.op);
}

/** Operations on whole arrays: a scalar program has none of them, since `scalarize` dissolves them. */
const ON_ARRAYS = {
  ...REARRANGEMENTS,
  oneHot: true,
  row: true,
  pad: true,
  concat: true,
  sum: true,
  amax: true,
  matmul: true,
} as const;

type ArrayOp = keyof typeof ON_ARRAYS;
export type ScalarOp = Exclude<Op, ArrayOp>;

export type ArrayInstruction = Extract<Instruction, { readonly op: ArrayOp }>;

export function isOnArrays(instruction: Instruction): instruction is ArrayInstruction {
  return Object.hasOwn(ON_ARRAYS, instruction.op);
}

/** The instruction of operation K. */
export type InstructionOf<K extends Op> =
  Extract<Instruction, { op: K }> extends never ? Instruction : Extract<Instruction, { op: K }>;

export function argsOf(instruction: Instruction): readonly ValueId[] {
  return 'args' in instruction ? instruction.args : [];
}
