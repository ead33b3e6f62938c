import { evaluateRows } from '../executors/reference/evaluateRows';
import type { Op, ValueId } from '../ir/operations';
import { argsOf } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { panelEdges, rememberedBy, type Variable } from './rule';
import type { OpenProgram, OpenSource, Rows } from './sources';

const BISECTIONS = 52;
/** Flips of one switch between two neighbouring probes, such as those of a floor. */
const ROUNDS = 200;

/** One place to look for: in `row`, between t = from and t = to, switch `which` flips. */
interface Flip {
  readonly row: number;
  readonly which: number;
  from: number;
  to: number;
  readonly stateFrom: number;
  stateTo: number;
  /** Where it was seen to have flipped, and to what: between the first flip and here there may be others. */
  readonly end: number;
  readonly stateEnd: number;
}

/**
 * Finds, for every row with its variable of integration, where along it the switches of one source element flip, so that panels
 * can end there: a composite rule is only accurate between jumps and kinks. Looks at the panels' edges and middles;
 * a switch that flips there and back between two of them can be missed.
 */
export function breakpoints(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  variables: readonly Variable[],
  panels: number,
): number[][] {
  const result: number[][] = Array.from({ length: rows.count }, () => []);
  const probes = rememberedBy(variables, (variable) => probesOf(panelEdges(variable, panels)));
  const count = probes[0]?.length ?? 0;
  const states = switchStates(program, source, element, feeds, rows, variables, {
    rows: Array.from({ length: rows.count * count }, (_, i) => Math.floor(i / count)),
    at: probes.flat(),
  });
  let flips: Flip[] = [];
  states.forEach((state, which) => {
    for (let row = 0; row < rows.count; row++)
      for (let k = 1; k < count; k++) {
        const [before, after] = [state[row * count + k - 1] as number, state[row * count + k] as number];
        if (before === after) continue;
        flips.push(
          flipBetween(row, which, probes[row]?.[k - 1] as number, before, probes[row]?.[k] as number, after),
        );
      }
  });
  for (let round = 0; round < ROUNDS && flips.length > 0; round++) {
    bisect(flips, (at) => switchStates(program, source, element, feeds, rows, variables, at));
    for (const { row, from, to } of flips) result[row]?.push((from + to) / 2);
    flips = flips.flatMap((flip) =>
      flip.stateTo === flip.stateEnd
        ? []
        : [flipBetween(flip.row, flip.which, flip.to, flip.stateTo, flip.end, flip.stateEnd)],
    );
  }
  return result;
}

function flipBetween(
  row: number,
  which: number,
  from: number,
  stateFrom: number,
  to: number,
  stateTo: number,
): Flip {
  return { row, which, from, to, stateFrom, stateTo, end: to, stateEnd: stateTo };
}

/** Closes in on the first flip of each. */
function bisect(flips: readonly Flip[], statesAt: (at: Probes) => readonly Float64Array[]): void {
  for (let step = 0; step < BISECTIONS; step++) {
    const at = flips.map(({ from, to }) => (from + to) / 2);
    const middle = statesAt({ rows: flips.map(({ row }) => row), at });
    flips.forEach((flip, i) => {
      const state = middle[flip.which]?.[i] as number;
      if (state === flip.stateFrom) flip.from = at[i] as number;
      else {
        flip.to = at[i] as number;
        flip.stateTo = state;
      }
    });
  }
}

interface Probes {
  readonly rows: readonly number[];
  readonly at: readonly number[];
}

/** Three points a panel, off the exact middle so that symmetric integrands do not sit on their own kinks. */
function probesOf(edges: readonly number[]): number[] {
  return edges.flatMap((edge, i) => {
    const next = edges[i + 1];
    return next === undefined ? [edge] : [edge, edge + 0.31 * (next - edge), edge + 0.68 * (next - edge)];
  });
}

/** For every switch, a number that changes when it flips, at each probe (row and t). */
function switchStates(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  variables: readonly Variable[],
  probes: Probes,
): Float64Array[] {
  const count = probes.at.length;
  const given = new Map<ValueId, Float64Array>();
  for (const [id, data] of rows.values) {
    const size = data.length / rows.count;
    const copy = new Float64Array(count * size);
    probes.rows.forEach((row, i) => {
      copy.set(data.subarray(row * size, (row + 1) * size), i * size);
    });
    given.set(id, copy);
  }
  const own = given.get(source.value) ?? new Float64Array(count * source.size);
  probes.at.forEach((t, i) => {
    own[i * source.size + element] = variables[probes.rows[i] as number]?.value(t) ?? Number.NaN;
  });
  given.set(source.value, own);

  const { switches } = source;
  const roots = switches.flatMap((id) => watched(program, id));
  const states = switches.map(() => new Float64Array(count));
  evaluateRows(program.instructions, roots, feeds, given, count, (columns, from, block) => {
    let position = 0;
    switches.forEach((id, which) => {
      const parts = watched(program, id).map(() => columns[position++]);
      const state = states[which] as Float64Array;
      const size = program.instructions[id]?.shape.reduce((n, m) => n * m, 1) ?? 1;
      for (let row = 0; row < block; row++) state[from + row] = stateOf(program, id, parts, row, size);
    });
  });
  return states;
}

type Part = { readonly data: Float64Array; readonly stride: number } | undefined;

/** Whether an operation is constant between its jumps. */
function isStep(op: Op | undefined): boolean {
  return op === 'floor' || op === 'poissonQuantile' || op === 'binomialQuantile';
}

/** What must be evaluated to know the state of a switch: its arguments, or for a step its own value. */
function watched(program: OpenProgram, id: ValueId): readonly ValueId[] {
  const instruction = program.instructions[id];
  if (!instruction) return [];
  return isStep(instruction.op) ? [id] : argsOf(instruction);
}

/** A number that is different on the two sides of a flip; of an array, mixed from its elements. */
function stateOf(
  program: OpenProgram,
  id: ValueId,
  parts: readonly Part[],
  row: number,
  size: number,
): number {
  const op = program.instructions[id]?.op;
  const [a, b] = parts;
  let state = 0;
  for (let j = 0; j < size; j++) {
    const x = a?.data[row * a.stride + j] ?? 0;
    const y = b?.data[row * b.stride + j] ?? 0;
    state = state * 3 + (isStep(op) ? x : Math.sign(x - y) + 1);
  }
  return state;
}
