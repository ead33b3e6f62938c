import type { NumericArgs } from '../distributions/contract';
import { evaluateRows } from '../executors/reference/evaluateRows';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { breakpoints } from './breakpoints';
import {
  composite,
  NORMAL_VARIABLE,
  type Points,
  panelEdges,
  plainVariable,
  UNIFORM_VARIABLE,
  type Variable,
} from './rule';
import type { OpenProgram, OpenSource, Rows } from './sources';

/** More rows than this take too long: the caller says that there is no exact answer. */
export const MOST_ROWS = 3_000_000;

/** Expands source after source, element after element; undefined where the rows would be too many. */
export function expandRows(program: OpenProgram, feeds: Feeds, panels: number): Rows | undefined {
  let rows: Rows = { count: 1, weights: Float64Array.of(1), values: new Map() };
  // A discrete element has two values at least: hopeless graphs are refused before the work is done.
  if (2 ** program.sources.reduce((sum, source) => sum + sourceElements(source), 0) > MOST_ROWS)
    return undefined;
  for (const source of program.sources) {
    for (let element = 0; element < sourceElements(source); element++) {
      const points = pointsOf(program, source, element, feeds, rows, panels);
      const count = points.reduce((sum, { weights }) => sum + weights.length, 0);
      if (count > MOST_ROWS) return undefined;
      rows = extend(rows, source, element, points, count);
    }
  }
  return rows;
}

function sourceElements({ size, width }: OpenSource): number {
  return size / width;
}

/** For every row, the points that one more element takes there; `points` holds whole draws, flattened. */
function pointsOf(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  panels: number,
): Points[] {
  const { exact, sampler } = source.distribution;
  switch (exact.kind) {
    case 'enumerate':
      return forEachRow(program, source, element, feeds, rows, (args) => {
        const draws = exact.points(args);
        return { points: draws.flat(), weights: draws.map(() => 1) };
      });
    case 'density':
      return forEachRow(program, source, element, feeds, rows, (args) => {
        const [from, to] = exact.range(args);
        const variable = plainVariable(from, to, exact.scale);
        return composite(variable, panelEdges(variable, panels));
      });
    case 'noise': {
      const variable = sampler.noise === 'normal' ? NORMAL_VARIABLE : UNIFORM_VARIABLE;
      return noisePoints(program, source, element, feeds, rows, variable, panels);
    }
  }
}

/** Base noise: the same panels in every row, cut where a switch flips. */
function noisePoints(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  variable: Variable,
  panels: number,
): Points[] {
  const edges = panelEdges(variable, panels);
  const plain = composite(variable, edges);
  if (source.switches.length === 0 || element < source.size - 1)
    return Array.from({ length: rows.count }, () => plain);
  const cuts = breakpoints(program, source, element, feeds, rows, variable, edges);
  return cuts.map((own) =>
    own.length === 0
      ? plain
      : composite(
          variable,
          [...edges, ...own].sort((p, q) => p - q),
        ),
  );
}

/** Evaluates the source's arguments in every row and asks for its points; equal arguments are asked once. */
function forEachRow(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  points: (args: NumericArgs) => Points,
): Points[] {
  const names = Object.keys(source.args);
  const ids = Object.values(source.args);
  const drawShape = program.instructions[source.draw]?.shape ?? [];
  const batch = source.distribution.vector ? drawShape.slice(0, -1) : drawShape;
  const known = new Map<string, Points>();
  const result: Points[] = [];
  evaluateRows(program.instructions, ids, feeds, rows.values, rows.count, (columns, _, count) => {
    const same = columns.every(({ stride }) => stride === 0);
    for (let row = 0; row < count; row++) {
      const [first] = result;
      if (same && first) {
        result.push(first);
        continue;
      }
      const args: Record<string, readonly number[]> = {};
      columns.forEach(({ data, stride }, i) => {
        const shape = program.instructions[ids[i] as ValueId]?.shape ?? [];
        const width = source.distribution.constraints[names[i] as string];
        const classAxis = width === 'simplex' || width === 'vector';
        const length = classAxis ? (shape.at(-1) ?? 1) : 1;
        const own = elementOffset(classAxis ? shape.slice(0, -1) : shape, batch, element) * length;
        const start = row * stride + own;
        args[names[i] as string] = Array.from(data.subarray(start, start + length));
      });
      const key = JSON.stringify(args);
      const found = known.get(key) ?? points(args);
      known.set(key, found);
      result.push(found);
    }
  });
  return result;
}

/** Where element `element` of the batch reads an argument of `shape` that broadcasts to it. */
function elementOffset(shape: readonly number[], batch: readonly number[], element: number): number {
  let rest = element;
  let offset = 0;
  let stride = 1;
  for (let axis = batch.length - 1; axis >= 0; axis--) {
    const length = batch[axis] as number;
    const own = shape[axis - batch.length + shape.length];
    if (own !== undefined && own !== 1) offset += (rest % length) * stride;
    if (own !== undefined) stride *= own;
    rest = Math.floor(rest / length);
  }
  return offset;
}

/** Multiplies every row by its points. */
function extend(
  rows: Rows,
  source: OpenSource,
  element: number,
  points: readonly Points[],
  count: number,
): Rows {
  const { width } = source;
  const weights = new Float64Array(count);
  const from = new Int32Array(count);
  const own = new Float64Array(count * source.size);
  const before = rows.values.get(source.value);
  let next = 0;
  points.forEach((p, row) => {
    p.weights.forEach((weight, k) => {
      from[next] = row;
      weights[next] = (rows.weights[row] as number) * weight;
      if (before) own.set(before.subarray(row * source.size, (row + 1) * source.size), next * source.size);
      for (let j = 0; j < width; j++)
        own[next * source.size + element * width + j] = p.points[k * width + j] as number;
      next++;
    });
  });
  const values = new Map<ValueId, Float64Array>();
  for (const [id, data] of rows.values) {
    if (id === source.value) continue;
    const size = data.length / rows.count;
    const copy = new Float64Array(count * size);
    for (let row = 0; row < count; row++) {
      const start = (from[row] as number) * size;
      for (let j = 0; j < size; j++) copy[row * size + j] = data[start + j] as number;
    }
    values.set(id, copy);
  }
  values.set(source.value, own);
  return { count, weights, values };
}
