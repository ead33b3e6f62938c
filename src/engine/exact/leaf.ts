import type { ValueId } from '../ir/operations';

/** A place where what is integrated jumps: where `fn` passes `level`, with the coordinates `at` held there. */
export interface Cut {
  readonly fn: ValueId;
  readonly level: number;
  /** A count that jumps by itself is searched by halving. */
  readonly counts: boolean;
  readonly at: readonly (number | undefined)[];
}

/** One dimension of a leaf: along it every cut is passed once at most, whatever the outer coordinates are. */
export interface Stage {
  readonly dim: number;
  readonly cuts: readonly Cut[];
}

/** A box with the order in which it is integrated, the outermost dimension first. */
export interface Leaf {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly stages: readonly Stage[];
}

/** Known sizes of what is integrated, by root: of it, and of its square where that is integrated too. */
export interface Scales {
  readonly first: Float64Array;
  readonly second: Float64Array | undefined;
  /** Whether no box may be left out for what the roots are there: other numbers from outside may change that. */
  readonly everything: boolean;
}
