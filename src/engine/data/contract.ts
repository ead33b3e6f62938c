import type { Draws } from './draws';

/** One part of a data set. */
export interface Split {
  /** Row-major: as many numbers a row as the data set's width. */
  readonly rows: Float64Array;
  /** The class of every row; all 0 where the data set has no classes. */
  readonly classes: Uint8Array;
}

/** A built-in data set: made from a seed, never loaded. */
export interface DataSet {
  /** One line. */
  readonly about: string;
  /** Numbers in a row. */
  readonly width: number;
  /** What they are: a square picture of 0 and 1, row by row from the top; a point x, y; or x and the y seen there. */
  readonly form: 'picture' | 'point' | 'function';
  /** Rows of the train split, and of the one held out. */
  readonly train: number;
  readonly heldOut: number;
  /** Names of the classes; empty where there are none. */
  readonly classes: readonly string[];
  /** The rows that a seed (an unsigned 32-bit integer) gives, always the same. */
  readonly rows: (seed: number) => { readonly train: Split; readonly heldOut: Split };
  /** The first so many rows of the train split, at most all, without making the others. */
  readonly first: (seed: number, count: number) => Split;
}

/** How a data set makes its rows: everything but what follows from it. */
export interface Recipe extends Omit<DataSet, 'rows' | 'first'> {
  /** Tells its draws from those of other data sets. */
  readonly stream: number;
  /** One row of a class. */
  readonly row: (draws: Draws, ofClass: number, heldOut: boolean) => ArrayLike<number>;
}
