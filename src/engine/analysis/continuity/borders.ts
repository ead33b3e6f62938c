import { Kept } from '../../base/kept';
import type { Instruction, Op, ValueId } from '../../ir/operations';
import { evaluated, type RowsByValue } from './evaluator';
import { DISTANCES, jumpsAt } from './jump';
import { stateOf, watchedBy } from './switches';
import { farOut, type Moving, PLACES, rowsAt, WAYS, type WayPiece, type Ways, waysOf } from './ways';

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

/**
 * Moves one value while the others stay at random numbers, looks for places where a switch flips (the borders),
 * narrows each down to neighbouring floats, and tells whether the outputs jump there; by switch. The same function is
 * always looked at in the same places.
 */
export function bordersOf(moving: Moving): ReadonlyMap<ValueId, Seen> {
  return known.get(textOf(moving), () => look(moving));
}

const known = new Kept<ReadonlyMap<ValueId, Seen>>(500);

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
  for (let turn = 1; turn <= MOST_LOOKS; turn++) {
    const ways = waysOf(moving, turn);
    const borders = found(moving, ways);
    for (let round = 0; round < ROUNDS; round++) closeIn(moving, ways, borders);
    judge(moving, ways, borders, seen);
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
function statesAt({ instructions, switches }: Moving, given: RowsByValue, count: number): Float64Array[] {
  const watched = switches.map((id) => watchedBy(instructions[id] as Instruction));
  const values = evaluated(instructions, watched.flat(), given, count);
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
}

function found(moving: Moving, ways: Ways): Border[] {
  const points = Array.from({ length: WAYS * PLACES }, (_, i) => ({
    way: Math.floor(i / PLACES),
    piece: i % PLACES,
    s: 0,
  }));
  const states = statesAt(moving, rowsAt(moving, ways, points), points.length);
  return states.flatMap((state, which) => {
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

/** Narrows every border down to the first part of its piece in which the switch flips. */
function closeIn(moving: Moving, ways: Ways, borders: readonly Border[]): void {
  if (borders.length === 0) return;
  const inner = PIECES - 1;
  const points = borders.flatMap(({ way, piece, from, to }) =>
    Array.from({ length: inner }, (_, k) => ({ way, piece, s: from + ((k + 1) / PIECES) * (to - from) })),
  );
  const states = statesAt(moving, rowsAt(moving, ways, points), points.length);
  borders.forEach((border, i) => {
    const own = states[border.which];
    for (let k = 0; k < inner; k++) {
      const { s } = points[i * inner + k] ?? { s: border.to };
      if (own?.[i * inner + k] === border.before) border.from = s;
      else {
        border.to = s;
        return;
      }
    }
  });
}

function judge(moving: Moving, ways: Ways, borders: readonly Border[], seen: Map<ValueId, Found>): void {
  if (borders.length === 0) return;
  const points = borders.flatMap((border) => {
    const { way, piece, from, to } = border;
    const unit = farOut(ways, border);
    return DISTANCES.flatMap((distance) => [
      { way, piece, s: Math.max(0, from - distance * unit) },
      { way, piece, s: Math.min(1, to + distance * unit) },
    ]);
  });
  const { instructions, outputs, guards, switches } = moving;
  const rows = rowsAt(moving, ways, points);
  const values = evaluated(instructions, [...outputs, ...guards], rows, points.length);
  const isHidden = hiddenBorders(moving, borders, rows, values.slice(0, outputs.length));
  borders.forEach(({ which }, i) => {
    const around = (column: Float64Array, j: number): number[] => {
      const size = column.length / points.length;
      return Array.from({ length: SIDES }, (_, k) => column[(i * SIDES + k) * size + j] as number);
    };
    const elements = (columns: readonly Float64Array[]): number[][] =>
      columns.flatMap((column) =>
        Array.from({ length: column.length / points.length }, (_, j) => around(column, j)),
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
  { instructions, outputs, switches }: Moving,
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
    const [states = new Float64Array(0)] = evaluated(instructions, [id], rows, count);
    const size = states.length / count;
    const flipped = states.slice();
    for (const i of own)
      for (let k = 0; k < SIDES; k++) {
        // The nearest point of the other side.
        const from = (i * SIDES + ((k + 1) % 2)) * size;
        flipped.set(states.subarray(from, from + size), (i * SIDES + k) * size);
      }
    const open = instructions.with(id, { op: 'state', shape: instruction.shape, name: `switch ${id}` });
    const forced = evaluated(open, outputs, new Map([...rows, [id, flipped]]), count);
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
