import type { DrawSource } from '../compile/sources';
import { batchShape, eventShape } from '../distributions/args';
import type { NumericArgs } from '../distributions/contract';
import { evaluateRows } from '../executors/reference/evaluateRows';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { type Shape, sizeOf } from '../ir/shape';
import { breakpoints } from './breakpoints';
import {
  axisVariable,
  composite,
  NORMAL_VARIABLE,
  type Points,
  panelEdges,
  rememberedBy,
  smoothRule,
  stepPoints,
  UNIFORM_VARIABLE,
  type Variable,
} from './rule';
import type { OpenProgram, OpenSource, Rows } from './sources';

/** More rows than this take too long: the caller says that there is no exact answer. */
export const MOST_ROWS = 3_000_000;

/** Expands source after source, element after element; undefined where the rows would be too many. */
export function expandRows(program: OpenProgram, feeds: Feeds, panels: number): Rows | undefined {
  let rows: Rows = { count: 1, weights: Float64Array.of(1), edge: Uint8Array.of(0), values: new Map() };
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
  const integrate = (variables: readonly Variable[]) =>
    panelPoints(program, source, element, feeds, rows, variables, panels);
  if (source.kind !== 'draw') {
    const variable = source.kind === 'normal' ? NORMAL_VARIABLE : UNIFORM_VARIABLE;
    return integrate(Array.from({ length: rows.count }, () => variable));
  }
  const { exact } = source.distribution;
  switch (exact.kind) {
    case 'enumerate':
      return forEachRow(program, source, element, feeds, rows, (args) => {
        const draws = exact.points(args);
        return { points: draws.flat(), weights: draws.map(() => 1) };
      });
    case 'density':
      return integrate(
        forEachRow(program, source, element, feeds, rows, (args) => axisVariable(exact.axis(args))),
      );
    case 'noise':
      throw new Error(`${source.distribution.name} has no points of its own`);
  }
}

/**
 * Panels over the variable of every row, cut where a switch flips. Where nothing but switches reads the source, one point
 * stands for all between two flips.
 */
function panelPoints(
  program: OpenProgram,
  source: OpenSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  variables: readonly Variable[],
  panels: number,
): Points[] {
  const edges = rememberedBy(variables, (variable) => panelEdges(variable, panels));
  const plain = rememberedBy(variables, (variable) => smoothRule(variable, panels));
  if (source.switches.length === 0 || element < source.size - 1) return plain;
  const cuts = breakpoints(program, source, element, feeds, rows, variables, panels);
  return cuts.map((own, row) => {
    const variable = variables[row] as Variable;
    const sorted = own.sort((p, q) => p - q);
    if (source.stepwise && variable.cumulative)
      return stepPoints(variable.value, variable.cumulative, [variable.from, ...sorted, variable.to]);
    if (own.length === 0) return plain[row] as Points;
    return composite(
      variable,
      [...(edges[row] ?? []), ...own].sort((p, q) => p - q),
    );
  });
}

/** Makes something for every row from its arguments; once where they are the same in all rows, or fixed. */
function forEachRow<T>(
  program: OpenProgram,
  source: OpenSource & DrawSource,
  element: number,
  feeds: Feeds,
  rows: Rows,
  make: (args: NumericArgs) => T,
): T[] {
  const { exact, constraints, vector } = source.distribution;
  const fixed = exact.kind === 'enumerate' && exact.fixed;
  const drawShape = shapeOf(program, source.value);
  const batch = vector ? drawShape.slice(0, -1) : drawShape;
  const args = Object.entries(source.args).map(([name, id]) => {
    const shape = shapeOf(program, id);
    const length = sizeOf(eventShape(constraints[name], shape));
    const offset = elementOffset(batchShape(constraints[name], shape), batch, element) * length;
    return { name, id, length, offset };
  });
  const result: T[] = [];
  const ids = args.map(({ id }) => id);
  evaluateRows(program.instructions, ids, feeds, rows.values, fixed ? 1 : rows.count, (columns, _, count) => {
    const same = columns.every(({ stride }) => stride === 0);
    for (let row = 0; row < count; row++) {
      const [first] = result;
      if (same && first) {
        result.push(first);
        continue;
      }
      const numeric = args.map(({ name, length, offset }, i) => {
        const { data, stride } = columns[i] ?? { data: new Float64Array(length), stride: 0 };
        return [
          name,
          Array.from(data.subarray(row * stride + offset, row * stride + offset + length)),
        ] as const;
      });
      result.push(make(Object.fromEntries(numeric)));
    }
  });
  const [only] = result;
  return fixed && only ? Array.from({ length: rows.count }, () => only) : result;
}

function shapeOf(program: OpenProgram, id: ValueId): Shape {
  return program.instructions[id]?.shape ?? [];
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
  const edge = new Uint8Array(count);
  const from = new Int32Array(count);
  const own = new Float64Array(count * source.size);
  const before = rows.values.get(source.value);
  let next = 0;
  for (let row = 0; row < points.length; row++) {
    const { points: x, weights: w, ends = [] } = points[row] as Points;
    for (let k = 0; k < w.length; k++, next++) {
      from[next] = row;
      edge[next] = ends.includes(k) ? 1 : (rows.edge[row] as number);
      weights[next] = (rows.weights[row] as number) * (w[k] as number);
      const start = next * source.size;
      if (before)
        for (let j = 0; j < source.size; j++) own[start + j] = before[row * source.size + j] as number;
      for (let j = 0; j < width; j++) own[start + element * width + j] = x[k * width + j] as number;
    }
  }
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
  return { count, weights, edge, values };
}
