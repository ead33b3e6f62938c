import { generator } from '../../base/mulberry';
import type { Instruction, ValueId } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';
import { type Domain, drawIn, type Habit } from './domain';
import { evaluated, type RowsByValue } from './evaluator';

/** A function of open values, of which one moves. */
export interface Moving {
  readonly instructions: readonly Instruction[];
  /** What must not jump. */
  readonly outputs: readonly ValueId[];
  /** Must be finite where anything is to be learned from a border. */
  readonly guards: readonly ValueId[];
  readonly switches: readonly ValueId[];
  /** What keeps its value while the one moves. */
  readonly stops: readonly ValueId[];
  readonly open: readonly { readonly value: ValueId; readonly domain: Domain }[];
  readonly moves: ValueId;
}

/** Straight ways along which the one moves, and places on each. */
export const WAYS = 24;
export const PLACES = 40;
/** What the values that stay are drawn from, way by way in turn: many formulas have borders in one of these alone. */
const HABITS: readonly Habit[] = ['any', 'positive', 'probability'];

/** A piece of a way, from the place of this number to the next one. */
export interface WayPiece {
  readonly way: number;
  readonly piece: number;
}

/** Straight ways, along each of which the one moves while all others stay. */
export interface Ways {
  /** One row a way, of all values that stay. */
  readonly still: RowsByValue;
  /** PLACES rows a way. */
  readonly places: Float64Array;
  readonly size: number;
}

/** Random ones; the same for the same seed. */
export function waysOf({ instructions, open, moves, stops }: Moving, seed: number): Ways {
  const random = generator(seed);
  const still = new Map<ValueId, Float64Array>();
  const shapeOf = (id: ValueId) => instructions[id]?.shape ?? [];
  let places: Float64Array = new Float64Array(0);
  for (const { value, domain } of open) {
    const draws = (count: number, habitOf: (i: number) => Habit) =>
      Array.from({ length: count }, (_, i) => drawIn(domain, shapeOf(value), habitOf(i), random));
    if (value === moves) {
      const size = sizeOf(shapeOf(value));
      places = joined(
        Array.from({ length: WAYS }, (_, way) => {
          const own = draws(size === 1 ? PLACES : 2, () => 'any');
          // Where elements hide one another's flips, all of them flip together.
          const isDiagonal = size > 1 && domain.kind === 'interval' && way % 2 === 1;
          return onOneWay(isDiagonal ? own.map((draw) => draw.fill(draw[0] as number)) : own);
        }).flat(),
      );
    } else still.set(value, joined(draws(WAYS, (way) => HABITS[way % HABITS.length] ?? 'any')));
  }
  const size = sizeOf(shapeOf(moves));
  if (stops.length > 0) {
    const first = Float64Array.from({ length: WAYS * size }, (_, i) => {
      const way = Math.floor(i / size);
      return places[way * PLACES * size + (i % size)] as number;
    });
    evaluated(instructions, stops, new Map([...still, [moves, first]]), WAYS).forEach((rows, i) => {
      still.set(stops[i] ?? 0, rows);
    });
  }
  return { still, places, size };
}

/** Numbers in their order; of arrays, places on the way between two. */
function onOneWay(draws: readonly Float64Array[]): Float64Array[] {
  const [a, b] = draws;
  if (a?.length === 1 || !a || !b) return [...draws].sort((p, q) => (p[0] as number) - (q[0] as number));
  return Array.from({ length: PLACES }, (_, place) => {
    const s = place / (PLACES - 1);
    return a.map((x, i) => x + s * ((b[i] as number) - x));
  });
}

function joined(rows: readonly Float64Array[]): Float64Array {
  const size = rows[0]?.length ?? 0;
  const all = new Float64Array(rows.length * size);
  rows.forEach((row, i) => {
    all.set(row, i * size);
  });
  return all;
}

/** The numbers of all values at the points, each at the share s of its piece; a row for every point. */
export function rowsAt(
  { moves, instructions }: Moving,
  { still, places, size }: Ways,
  points: readonly (WayPiece & { readonly s: number })[],
): RowsByValue {
  const rows = new Map<ValueId, Float64Array>();
  for (const [id, data] of still) {
    const own = sizeOf(instructions[id]?.shape ?? []);
    const copy = new Float64Array(points.length * own);
    let o = 0;
    for (const { way } of points)
      for (let j = 0, a = way * own; j < own; j++) copy[o++] = data[a++] as number;
    rows.set(id, copy);
  }
  const own = new Float64Array(points.length * size);
  points.forEach(({ way, piece, s }, i) => {
    const begin = (way * PLACES + piece) * size;
    for (let j = 0; j < size; j++) {
      const a = places[begin + j] as number;
      const b = piece + 1 < PLACES ? (places[begin + size + j] as number) : a;
      // So written that s = 0 and s = 1 give the ends themselves.
      own[i * size + j] = s <= 0.5 ? a + s * (b - a) : b - (1 - s) * (b - a);
    }
  });
  return rows.set(moves, own);
}

/** The distance of a piece from 0 over its own length, at least 1: what is far out is known less exactly. */
export function farOut({ places, size }: Ways, { way, piece }: WayPiece): number {
  const begin = (way * PLACES + piece) * size;
  let [most, length] = [0, 0];
  for (let j = begin; j < begin + size; j++) {
    const [a, b] = [places[j] as number, places[j + size] as number];
    most = Math.max(most, Math.abs(a), Math.abs(b));
    length = Math.max(length, Math.abs(b - a));
  }
  return Math.max(1, most / length);
}
