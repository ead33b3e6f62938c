import { generator } from '../../base/mulberry';
import type { Instruction, ValueId } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';
import { type Domain, drawIn, type Habit } from './domain';
import { evaluatorOf, type RowsByValue } from './evaluator';

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

/** Points on ways, each at the share s of its piece: lists of numbers, since there are very many. */
export class Points {
  readonly way: Int32Array;
  readonly piece: Int32Array;
  readonly s: Float64Array;

  constructor(readonly count: number) {
    this.way = new Int32Array(count);
    this.piece = new Int32Array(count);
    this.s = new Float64Array(count);
  }

  set(point: number, { way, piece }: WayPiece, s: number): void {
    this.way[point] = way;
    this.piece[point] = piece;
    this.s[point] = s;
  }
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
    const { evaluate } = evaluatorOf(instructions, stops);
    evaluate(new Map([...still, [moves, first]]), WAYS).forEach((rows, i) => {
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

/** The numbers of the `needed` values at the points; a row for every point. */
export function rowsAt(
  { moves, instructions }: Moving,
  { still, places, size }: Ways,
  { count, way, piece, s }: Points,
  needed: ReadonlySet<ValueId>,
): RowsByValue {
  const rows = new Map<ValueId, Float64Array>();
  for (const [id, data] of still) {
    if (!needed.has(id)) continue;
    const own = sizeOf(instructions[id]?.shape ?? []);
    const copy = new Float64Array(count * own);
    for (let i = 0, o = 0; i < count; i++)
      for (let j = 0, a = (way[i] as number) * own; j < own; j++) copy[o++] = data[a++] as number;
    rows.set(id, copy);
  }
  const own = new Float64Array(count * size);
  for (let i = 0, o = 0; i < count; i++) {
    const [at, share] = [piece[i] as number, s[i] as number];
    const begin = ((way[i] as number) * PLACES + at) * size;
    for (let j = 0; j < size; j++) {
      const a = places[begin + j] as number;
      const b = at + 1 < PLACES ? (places[begin + size + j] as number) : a;
      // So written that s = 0 and s = 1 give the ends themselves.
      own[o++] = share <= 0.5 ? a + share * (b - a) : b - (1 - share) * (b - a);
    }
  }
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
