import type { DataSet, Recipe, Split } from './contract';
import { digits } from './digits';
import { Draws } from './draws';
import { moons, pinwheel, ring, spiral } from './planar';
import { wave } from './wave';

/** The built-in data sets, by name. */
export const DATA_SETS = {
  digits: made(digits(12, 1)),
  digits16: made(digits(16, 2)),
  ring: made(ring),
  moons: made(moons),
  spiral: made(spiral),
  pinwheel: made(pinwheel),
  wave: made(wave),
} satisfies Readonly<Record<string, DataSet>>;

export type DataName = keyof typeof DATA_SETS;

export const DATA_NAMES = Object.keys(DATA_SETS) as DataName[];

export function isDataName(name: string): name is DataName {
  return Object.hasOwn(DATA_SETS, name);
}

/** Makes the rows when they are first asked for, and keeps those of the last seed. */
function made({ row, stream, ...set }: Recipe): DataSet {
  let last: { readonly seed: number; readonly rows: ReturnType<DataSet['rows']> } | undefined;
  const split = (seed: number, first: number, count: number): Split => {
    const rows = new Float64Array(count * set.width);
    const classes = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      const ofClass = i % Math.max(1, set.classes.length);
      classes[i] = ofClass;
      rows.set(row(new Draws(seed, first + i, stream), ofClass, first > 0), i * set.width);
    }
    return { rows, classes };
  };
  return {
    ...set,
    first: (seed, count) => split(seed, 0, Math.min(count, set.train)),
    rows: (seed) => {
      if (last?.seed !== seed)
        last = {
          seed,
          rows: { train: split(seed, 0, set.train), heldOut: split(seed, set.train, set.heldOut) },
        };
      return last.rows;
    },
  };
}
