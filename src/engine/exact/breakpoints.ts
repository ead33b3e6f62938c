import { evaluateRows } from '../executors/reference/evaluateRows';
import type { Op, ValueId } from '../ir/operations';
import { argsOf } from '../ir/operations';
import type { Feeds } from '../ir/program';
import type { Variable } from './rule';
import type { OpenProgram, OpenSource, Rows } from './sources';

const BISECTIONS = 52;

/** One place to look for: in `row`, between t = from and t = to, switch `which` flips. */
interface Flip {
  readonly row: number;
  readonly which: number;
  from: number;
  to: number;
  readonly stateFrom: number;
}

/**
 * Finds, for every row, where along the integration variable of one source element its switches flip, so that panels
 * can end there: a composite rule is only accurate between jumps and kinks. Looks at the panels' edges and middles;
 * two flips closer together than that can be missed.
 */
export function breakpoints(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  variable: Variable,
  edges: readonly number[],
): number[][] {
  const result: number[][] = Array.from({ length: rows.count }, () => []);
  const probes = probesOf(edges);
  const states = switchStates(program, source, element, feeds, rows, variable, {
    rows: Array.from({ length: rows.count * probes.length }, (_, i) => Math.floor(i / probes.length)),
    at: Array.from({ length: rows.count * probes.length }, (_, i) => probes[i % probes.length] as number),
  });
  const flips: Flip[] = [];
  states.forEach((state, which) => {
    for (let row = 0; row < rows.count; row++)
      for (let k = 1; k < probes.length; k++) {
        const before = state[row * probes.length + k - 1] as number;
        if (before === state[row * probes.length + k]) continue;
        flips.push({ row, which, from: probes[k - 1] as number, to: probes[k] as number, stateFrom: before });
      }
  });
  for (let step = 0; step < BISECTIONS && flips.length > 0; step++) {
    const at = flips.map(({ from, to }) => (from + to) / 2);
    const middle = switchStates(program, source, element, feeds, rows, variable, {
      rows: flips.map(({ row }) => row),
      at,
    });
    flips.forEach((flip, i) => {
      if (middle[flip.which]?.[i] === flip.stateFrom) flip.from = at[i] as number;
      else flip.to = at[i] as number;
    });
  }
  for (const { row, from, to } of flips) result[row]?.push((from + to) / 2);
  return result;
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
  variable: Variable,
  probes: { readonly rows: readonly number[]; readonly at: readonly number[] },
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
    own[i * source.size + element] = variable.value(t);
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
