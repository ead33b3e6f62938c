import type { ValueId } from '../ir/operations';

/** Joint values of random sources with their weights. */
export interface Rows {
  readonly count: number;
  readonly weights: Float64Array;
  /**
   * By inner dimension: the weights of the rule that is coarser along it, as multiples of `weights`. Where there are
   * several dimensions, the last is the rule that is coarser along all: errors along one may cancel those along
   * another.
   */
  readonly coarse: readonly Float64Array[];
  /** The part of the domain that a row belongs to: errors are estimated part by part. Undefined: all are one part. */
  readonly part: Int32Array | undefined;
  /**
   * The share of a row that rounding may move across a jump close beside it; undefined: next to nothing in every row.
   */
  readonly loose: Float64Array | undefined;
  /** Bits of the ends that a row stands at, beyond which nothing is summed. */
  readonly edges: Int32Array;
  /** By the source's state instruction, row-major. */
  readonly values: ReadonlyMap<ValueId, Float64Array>;
}

/** The values of one more element in a row. */
export interface Points {
  /** Whole draws, flattened. */
  readonly points: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  /** See Rows. */
  readonly loose?: Float64Array | undefined;
  /** Bits of the first and of the last point. */
  readonly firstEdge: number;
  readonly lastEdge: number;
}

/** The largest share that need not be counted. */
const TIGHT = 1e-15;

/** The loose shares of rows, and of the rows that they are made from; undefined where none counts. */
export function looseOf(own: Float64Array, all = 0): Float64Array | undefined {
  const most = own.reduce((largest, share) => Math.max(largest, share), 0);
  return most + all < TIGHT ? undefined : own.map((share) => share + all);
}

/** Where an element stands in its source. */
export interface Slot {
  readonly value: ValueId;
  readonly element: number;
  readonly width: number;
  readonly size: number;
}

export const ONE_ROW: Rows = {
  count: 1,
  weights: Float64Array.of(1),
  coarse: [],
  part: undefined,
  loose: undefined,
  edges: Int32Array.of(0),
  values: new Map(),
};

/** Multiplies every row by its points. */
export function extendRows(rows: Rows, slot: Slot, points: readonly Points[]): Rows {
  const count = points.reduce((sum, { weights }) => sum + weights.length, 0);
  const from = new Int32Array(count);
  const weights = new Float64Array(count);
  const edges = new Int32Array(count);
  const isLoose = rows.loose !== undefined || points.some((own) => own.loose !== undefined);
  const loose = isLoose ? new Float64Array(count) : undefined;
  const own = new Float64Array(count * slot.width);
  let next = 0;
  for (const [row, { points: x, weights: w, loose: l, firstEdge, lastEdge }] of points.entries())
    for (let k = 0; k < w.length; k++, next++) {
      from[next] = row;
      weights[next] = (rows.weights[row] as number) * (w[k] as number);
      edges[next] =
        (rows.edges[row] as number) | (k === 0 ? firstEdge : 0) | (k === w.length - 1 ? lastEdge : 0);
      if (loose) loose[next] = (rows.loose?.[row] ?? 0) + (l?.[k] ?? 0);
      for (let j = 0; j < slot.width; j++) own[next * slot.width + j] = x[k * slot.width + j] as number;
    }
  const coarse = rows.coarse.map((list) => Float64Array.from(from, (row) => list[row] as number));
  const part = rows.part && Int32Array.from(from, (row) => rows.part?.[row] as number);
  const values = placed(selected(rows.values, rows.count, from), slot, own, count);
  return { count, weights, coarse, part, loose, edges, values };
}

/** The values of rows `from`, one after the other. */
export function selected(
  values: ReadonlyMap<ValueId, Float64Array>,
  rows: number,
  from: Int32Array,
): Map<ValueId, Float64Array> {
  return new Map(
    [...values].map(([id, data]) => {
      const size = data.length / rows;
      const copy = new Float64Array(from.length * size);
      for (let i = 0; i < from.length; i++) {
        const start = (from[i] as number) * size;
        for (let j = 0; j < size; j++) copy[i * size + j] = data[start + j] as number;
      }
      return [id, copy] as const;
    }),
  );
}

/** Writes one element of a source into all rows, without a copy where it is the only element. */
export function placed(
  values: Map<ValueId, Float64Array>,
  { value, element, width, size }: Slot,
  own: Float64Array,
  count: number,
): Map<ValueId, Float64Array> {
  if (width === size) return values.set(value, own);
  const data = values.get(value) ?? new Float64Array(count * size);
  for (let row = 0; row < count; row++)
    for (let j = 0; j < width; j++) data[row * size + element * width + j] = own[row * width + j] as number;
  return values.set(value, data);
}

/** Rows one after the other; `parts` of each are numbered on. */
export function concatRows(list: readonly Rows[]): Rows {
  const [first] = list;
  if (list.length === 1 && first) return first;
  const count = list.reduce((sum, rows) => sum + rows.count, 0);
  const floats = (of: (rows: Rows) => Float64Array, size: number) => {
    const all = new Float64Array(count * size);
    let at = 0;
    for (const rows of list) {
      all.set(of(rows), at);
      at += rows.count * size;
    }
    return all;
  };
  const ints = (of: (rows: Rows) => Int32Array) => {
    const all = new Int32Array(count);
    let at = 0;
    for (const rows of list) {
      all.set(of(rows), at);
      at += rows.count;
    }
    return all;
  };
  return {
    count,
    weights: floats(({ weights }) => weights, 1),
    coarse: (first?.coarse ?? []).map((_, d) => floats((rows) => rows.coarse[d] ?? rows.weights, 1)),
    part: first?.part && ints((rows) => rows.part ?? new Int32Array(rows.count)),
    loose: list.some(({ loose }) => loose !== undefined)
      ? floats((rows) => rows.loose ?? new Float64Array(rows.count), 1)
      : undefined,
    edges: ints(({ edges }) => edges),
    values: new Map(
      [...(first?.values ?? [])].map(([id, data]) => [
        id,
        floats((rows) => rows.values.get(id) as Float64Array, data.length / (first?.count ?? 1)),
      ]),
    ),
  };
}

/** Rows from `from` to before `to`, without a copy. */
export function sliceRows(rows: Rows, from: number, to: number): Rows {
  return {
    count: to - from,
    weights: rows.weights.subarray(from, to),
    coarse: rows.coarse.map((list) => list.subarray(from, to)),
    part: rows.part?.subarray(from, to),
    loose: rows.loose?.subarray(from, to),
    edges: rows.edges.subarray(from, to),
    values: new Map(
      [...rows.values].map(([id, data]) => {
        const size = data.length / rows.count;
        return [id, data.subarray(from * size, to * size)] as const;
      }),
    ),
  };
}
