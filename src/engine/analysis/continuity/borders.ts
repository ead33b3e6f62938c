import { Kept } from '../../base/kept';
import type { Instruction, Op, ValueId } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';
import { type Evaluator, evaluatorOf, type RowsByValue } from './evaluator';
import { DISTANCES, jumpsAt } from './jump';
import { stateOf, watchedBy } from './switches';
import { farOut, type Moving, PLACES, Points, rowsAt, WAYS, type WayPiece, type Ways, waysOf } from './ways';

/** What was seen where a switch flips. */
export interface Seen {
  /** Borders where the outputs meet. */
  readonly meets: number;
  readonly jumps: number;
}

/** Borders of one switch that are looked at, one on a way: the other values should differ. */
const MOST_BORDERS = 16;
/** A round divides a piece of a way into so many; after all rounds its ends are neighbouring floats. */
const PIECES = 16;
const ROUNDS = 13;

/** On way number `way`, between the places s = from and s = to of the piece that begins at place `piece`. */
interface Border extends WayPiece {
  readonly which: number;
  readonly before: number;
  from: number;
  to: number;
}

/** What is asked of a function: see `bordersOf`. */
export interface Look {
  readonly moving: Moving;
  /** Equal for equal functions, whatever their parents are called. */
  readonly text: string;
  /** About how many numbers it works out. */
  readonly work: number;
}

export function lookAt(moving: Moving): Look {
  return { moving, text: textOf(moving), work: workOf(moving) };
}

/**
 * Moves one value while the others stay at random numbers, looks for places where a switch flips (the borders),
 * narrows each down to neighbouring floats, and tells whether the outputs jump there; by switch. The same function is
 * always looked at in the same places.
 */
export function bordersOf({ moving, text }: Look): ReadonlyMap<ValueId, Seen> {
  return known.get(text, () => look(moving), text.length);
}

/** As many as their texts together allow, in characters. */
const known = new Kept<ReadonlyMap<ValueId, Seen>>(2 ** 22);

/** What getting ready for a look costs, in numbers that could be worked out meanwhile. */
const GETTING_READY = 200_000;

function workOf({ instructions, switches }: Moving): number {
  const numbers = instructions.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return (
    GETTING_READY + numbers * (WAYS * PLACES + switches.length * MOST_BORDERS * (ROUNDS * INNER + SIDES))
  );
}

/** The same formulas stand in many nodes, of a graph over time above all: whatever their parents are called. */
function textOf({ instructions, ...rest }: Moving): string {
  const bare = instructions.map((instruction) =>
    instruction.op === 'state' ? { ...instruction, name: '' } : instruction,
  );
  return JSON.stringify([bare, rest], (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

/** Borders of a switch that must have been seen to meet. */
export const ENOUGH = 3;
/** A factor of 0, or a branch that is not taken, may hide a flip: then other borders are looked for, so many times. */
const MOST_LOOKS = 8;

function look(moving: Moving): Map<ValueId, Seen> {
  const seen = new Map<ValueId, Found>();
  const states = statesOf(moving);
  const values = evaluatorOf(
    moving.instructions,
    [...moving.outputs, ...moving.guards],
    new Set(moving.stops),
  );
  for (let turn = 1; turn <= MOST_LOOKS; turn++) {
    const ways = waysOf(moving, turn);
    const borders = found(moving, ways, states);
    for (let round = 0; round < ROUNDS; round++) closeIn(moving, ways, borders, states);
    judge(moving, ways, borders, values, seen);
    if (![...seen.values()].some(({ meets, jumps, hidden }) => hidden > 0 && jumps === 0 && meets < ENOUGH))
      break;
  }
  // A border that was hidden each time does no harm: count it as one where the outputs meet.
  return new Map([...seen].map(([id, { meets, jumps, hidden }]) => [id, { meets: meets + hidden, jumps }]));
}

interface Found extends Seen {
  /** Borders where the outputs are as they would be if the switch had not flipped. */
  readonly hidden: number;
}

/** By switch, for every row: a number that changes where it flips. */
function statesOf({ instructions, switches, stops }: Moving): Evaluator {
  const watched = switches.map((id) => watchedBy(instructions[id] as Instruction));
  const own = evaluatorOf(instructions, watched.flat(), new Set(stops));
  const evaluate = (given: RowsByValue, count: number): Float64Array[] => {
    const values = own.evaluate(given, count);
    let next = 0;
    return switches.map((id, which) => {
      const [x, y] = (watched[which] ?? []).map(() => values[next++]);
      const size = (x?.length ?? 0) / count;
      const { op } = instructions[id] as Instruction;
      const states = new Float64Array(count);
      for (let row = 0, a = 0; row < count; row++)
        for (let j = 0; j < size; j++, a++)
          states[row] = 3 * (states[row] as number) + stateOf(op, x?.[a] ?? 0, y?.[a] ?? 0);
      return states;
    });
  };
  return { evaluate, needed: own.needed };
}

function found(moving: Moving, ways: Ways, states: Evaluator): Border[] {
  const points = new Points(WAYS * PLACES);
  for (let i = 0; i < points.count; i++) points.set(i, { way: Math.floor(i / PLACES), piece: i % PLACES }, 0);
  const rows = rowsAt(moving, ways, points, states.needed);
  return states.evaluate(rows, points.count).flatMap((state, which) => {
    const borders: Border[] = [];
    for (let way = 0; way < WAYS && borders.length < MOST_BORDERS; way++) {
      // Each way is begun elsewhere, so that not all borders lie at one end.
      const first = Math.floor((PLACES * (way % 5)) / 5);
      for (let k = 0; k + 1 < PLACES; k++) {
        const piece = (first + k) % (PLACES - 1);
        const before = state[way * PLACES + piece] as number;
        if (before === state[way * PLACES + piece + 1]) continue;
        borders.push({ way, piece, which, before, from: 0, to: 1 });
        break;
      }
    }
    return borders;
  });
}

const INNER = PIECES - 1;

/** Narrows every border down to the first part of its piece in which the switch flips. */
function closeIn(moving: Moving, ways: Ways, borders: readonly Border[], states: Evaluator): void {
  if (borders.length === 0) return;
  const points = new Points(borders.length * INNER);
  borders.forEach((border, i) => {
    const { from, to } = border;
    for (let k = 0; k < INNER; k++)
      points.set(i * INNER + k, border, from + ((k + 1) / PIECES) * (to - from));
  });
  const now = states.evaluate(rowsAt(moving, ways, points, states.needed), points.count);
  borders.forEach((border, i) => {
    const own = now[border.which];
    for (let k = 0; k < INNER; k++) {
      const s = points.s[i * INNER + k] ?? border.to;
      if (own?.[i * INNER + k] === border.before) border.from = s;
      else {
        border.to = s;
        return;
      }
    }
  });
}

function judge(
  moving: Moving,
  ways: Ways,
  borders: readonly Border[],
  valuesOf: Evaluator,
  seen: Map<ValueId, Found>,
): void {
  if (borders.length === 0) return;
  const points = new Points(borders.length * SIDES);
  borders.forEach((border, i) => {
    const { from, to } = border;
    const unit = farOut(ways, border);
    DISTANCES.forEach((distance, k) => {
      points.set(i * SIDES + 2 * k, border, Math.max(0, from - distance * unit));
      points.set(i * SIDES + 2 * k + 1, border, Math.min(1, to + distance * unit));
    });
  });
  const { outputs, switches } = moving;
  const rows = rowsAt(moving, ways, points, valuesOf.needed);
  const values = valuesOf.evaluate(rows, points.count);
  const isHidden = hiddenBorders(moving, borders, rows, values.slice(0, outputs.length));
  borders.forEach(({ which }, i) => {
    const around = (column: Float64Array, j: number): number[] => {
      const size = column.length / points.count;
      return Array.from({ length: SIDES }, (_, k) => column[(i * SIDES + k) * size + j] as number);
    };
    const elements = (columns: readonly Float64Array[]): number[][] =>
      columns.flatMap((column) =>
        Array.from({ length: column.length / points.count }, (_, j) => around(column, j)),
      );
    if (
      elements(values.slice(outputs.length))
        .flat()
        .some((x) => !Number.isFinite(x))
    )
      return;
    const verdicts = elements(values.slice(0, outputs.length)).map(jumpsAt);
    const id = switches[which] ?? 0;
    const before = seen.get(id) ?? { meets: 0, jumps: 0, hidden: 0 };
    if (verdicts.includes('jumps')) seen.set(id, { ...before, jumps: before.jumps + 1 });
    else if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'meets'))
      seen.set(
        id,
        isHidden(i) ? { ...before, hidden: before.hidden + 1 } : { ...before, meets: before.meets + 1 },
      );
  });
}

/** Points around a border: left and right by turns, at every distance. */
const SIDES = 2 * DISTANCES.length;

/**
 * Whether a border changes nothing: around it the outputs are the same, number by number, where the switch is set to
 * what it is on the other side. Kinks cannot jump, and are never asked.
 */
function hiddenBorders(
  { instructions, outputs, switches, stops }: Moving,
  borders: readonly Border[],
  rows: RowsByValue,
  values: readonly Float64Array[],
): (border: number) => boolean {
  const count = borders.length * SIDES;
  const hidden = new Set<number>();
  switches.forEach((id, which) => {
    const instruction = instructions[id] as Instruction;
    if (CONTINUOUS.has(instruction.op)) return;
    const own = borders.flatMap((border, i) => (border.which === which ? [i] : []));
    if (own.length === 0) return;
    const given = new Set(stops);
    const [states = new Float64Array(0)] = evaluatorOf(instructions, [id], given).evaluate(rows, count);
    const size = states.length / count;
    const flipped = states.slice();
    for (const i of own)
      for (let k = 0; k < SIDES; k++) {
        // The nearest point of the other side.
        const from = (i * SIDES + ((k + 1) % 2)) * size;
        flipped.set(states.subarray(from, from + size), (i * SIDES + k) * size);
      }
    const open = instructions.with(id, { op: 'state', shape: instruction.shape, name: `switch ${id}` });
    const forced = evaluatorOf(open, outputs, given).evaluate(new Map([...rows, [id, flipped]]), count);
    for (const i of own)
      if (forced.every((column, o) => isSame(column, values[o] as Float64Array, i, count))) hidden.add(i);
  });
  return (border) => hidden.has(border);
}

/** Operations of switches that have a kink alone. */
const CONTINUOUS: ReadonlySet<Op> = new Set<Op>(['min', 'max', 'abs']);

function isSame(a: Float64Array, b: Float64Array, border: number, count: number): boolean {
  const length = (SIDES * a.length) / count;
  const from = border * length;
  for (let i = from; i < from + length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
