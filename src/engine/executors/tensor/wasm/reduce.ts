import type { ReduceKernel } from '../kernelPlan';
import type { Address, Emitted, FunctionBody, Local } from './code';
import type { MemoryLayout } from './memory';
import { add, at, constant, gather, load, max, scatter, splat, storeFirst } from './vectors';

const BYTES = 4;
const LANES = 4;
/** Vectors of columns that are reduced side by side. */
const MOST_VECTORS = 4;
/** Numbers are added up in blocks of so many steps, so that rounding does not grow with their number. */
const BLOCK = 128;
/** From here on a row of few columns is worth reducing along itself. */
const LONG = 32;

/**
 * Writes the loops of a reduction: columns side by side where there are some, else rows side by side, or along a row.
 */
export function reduce(code: FunctionBody, kernel: ReduceKernel, layout: MemoryLayout): void {
  const writer = new ReduceWriter(code, kernel, layout);
  const [rows, length, columns] = kernel.extents;
  if (columns >= LANES) writer.byColumns();
  else if (length >= LONG) writer.alongRows();
  else writer.byRows(rows);
}

class ReduceWriter {
  readonly #from: Local;
  readonly #out: Local;
  readonly #length: number;
  readonly #columns: number;
  readonly #rows: number;
  readonly #merge: (a: Emitted, b: Emitted) => Emitted;
  readonly #start: Emitted;
  readonly #blocked: boolean;

  constructor(
    readonly code: FunctionBody,
    { op, extents: [rows, length, columns], from, out }: ReduceKernel,
    layout: MemoryLayout,
  ) {
    this.#from = code.set(code.local('i32'), constant(layout.address(from.buffer) + from.offset * BYTES));
    this.#out = code.set(code.local('i32'), constant(layout.address(out.buffer) + out.offset * BYTES));
    this.#rows = rows;
    this.#length = length;
    this.#columns = columns;
    this.#merge = op === 'sum' ? add : max;
    this.#start = splat(op === 'sum' ? 0 : Number.NEGATIVE_INFINITY);
    this.#blocked = op === 'sum';
  }

  byColumns(): void {
    const columns = this.#columns;
    const width = Math.min(Math.floor(columns / LANES), MOST_VECTORS) * LANES;
    const whole = Math.floor(columns / width);
    const rest = columns % width;
    this.code.times(this.#rows, () => {
      this.code.times(whole, () => this.#strip(width));
      if (rest > 0) this.#strip(rest);
      this.code.advance(this.#from, (this.#length - 1) * columns * BYTES);
    });
  }

  /** Reduces the next columns. */
  #strip(width: number): void {
    const starts = Array.from({ length: Math.ceil(width / LANES) }, (_, i) => i * LANES);
    const out: Address = { pointer: this.code.get(this.#out), offset: 0 };
    const totals = this.#reduced(starts.length, this.#length, this.#columns * BYTES, (from, i) =>
      load(at(from, (starts[i] ?? 0) * BYTES)),
    );
    totals.forEach((total, i) => {
      const first = starts[i] ?? 0;
      storeFirst(this.code, at(out, first * BYTES), total, Math.min(LANES, width - first));
    });
    this.code.advance(this.#from, width * BYTES);
    this.code.advance(this.#out, width * BYTES);
  }

  /** Few columns: vectors run along the flattened row, whole multiples of the columns at a time. */
  alongRows(): void {
    const { code } = this;
    const columns = this.#columns;
    const vectors = columns === 1 ? MOST_VECTORS : columns;
    const steps = (vectors * LANES) / columns;
    this.code.times(this.#rows, () => {
      const totals = this.#reduced(
        vectors,
        Math.floor(this.#length / steps),
        vectors * LANES * BYTES,
        (from, i) => load(at(from, i * LANES * BYTES)),
      );
      const done = this.#length - (this.#length % steps);
      code.advance(this.#from, done * columns * BYTES);
      for (let column = 0; column < columns; column++) {
        const lanes = Array.from({ length: vectors * LANES }, (_, i) => i).filter(
          (i) => i % columns === column,
        );
        const parts: Emitted[] = lanes.map((i) => (c) => {
          totals[Math.floor(i / LANES)]?.(c);
          c.lane('f32x4.extract_lane', i % LANES);
        });
        for (let r = 0; r < this.#length % steps; r++) {
          const place = { pointer: code.get(this.#from), offset: (r * columns + column) * BYTES };
          parts.push((c) => c.load('f32.load', place));
        }
        const target = { pointer: code.get(this.#out), offset: column * BYTES };
        const name = this.#merge === add ? 'f32.add' : 'f32.max';
        code.store('f32.store', target, (c) => {
          parts.forEach((part, i) => {
            part(c);
            if (i > 0) c.op(name);
          });
        });
      }
      code.advance(this.#from, (this.#length % steps) * columns * BYTES);
      code.advance(this.#out, columns * BYTES);
    });
  }

  /** Short rows: four of them in the lanes. */
  byRows(rows: number): void {
    const step = this.#length * this.#columns * BYTES;
    const some = (count: number) => {
      const totals = this.#reduced(this.#columns, this.#length, this.#columns * BYTES, (from, column) =>
        gather(at(from, column * BYTES), step, count),
      );
      totals.forEach((total, column) => {
        const place = { pointer: this.code.get(this.#out), offset: column * BYTES };
        if (this.#columns === 1) storeFirst(this.code, place, total, count);
        else scatter(this.code, place, this.#columns * BYTES, total, 0, count);
      });
      this.code.advance(this.#from, count * step);
      this.code.advance(this.#out, count * this.#columns * BYTES);
    };
    this.code.times(Math.floor(rows / LANES), () => some(LANES));
    if (rows % LANES > 0) some(rows % LANES);
  }

  /**
   * `vectors` reductions side by side over `length` steps of `step` bytes from the pointer on, which stays where it is.
   */
  #reduced(
    vectors: number,
    length: number,
    step: number,
    read: (from: Address, vector: number) => Emitted,
  ): Emitted[] {
    const { code } = this;
    const pointer = code.local('i32');
    code.set(pointer, code.get(this.#from));
    const from: Address = { pointer: code.get(pointer), offset: 0 };
    const fresh = () => Array.from({ length: vectors }, () => code.set(code.local('v128'), this.#start));
    const run = (into: readonly Local[], steps: number) =>
      code.times(steps, () => {
        into.forEach((local, i) => {
          code.set(local, this.#merge(code.get(local), read(from, i)));
        });
        code.advance(pointer, step);
      });
    const totals = fresh();
    const blocks = this.#blocked && length > 2 * BLOCK ? Math.floor(length / BLOCK) : 0;
    code.times(blocks, () => {
      const parts = fresh();
      run(parts, BLOCK);
      totals.forEach((total, i) => {
        const part = parts[i];
        if (part) code.set(total, this.#merge(code.get(total), code.get(part)));
      });
    });
    run(totals, length - blocks * BLOCK);
    return totals.map((total) => code.get(total));
  }
}
