import { assertNever } from '../../src/engine/base/assertNever';
import {
  blockOf,
  normalPairFrom,
  pcg4d,
  rejectionBlock,
  sampleWord,
  uniformFrom,
} from '../../src/engine/base/noise';
import { standardGamma } from '../../src/engine/base/special/gammaDraw';
import { kernelOf } from '../../src/engine/executors/reference/kernels';
import type { Kernel, KernelPlan, Operand, ScalarOp } from '../../src/engine/executors/tensor/kernelPlan';
import type { Source } from '../../src/engine/ir/operations';

type Buffers = readonly Float64Array[];

/** A kernel plan in float64, number by number as its contract reads: what devices are held against. */
export class PlainPlan {
  readonly #plan: KernelPlan;
  readonly #buffers: Buffers;

  constructor(plan: KernelPlan, feeds: Readonly<Record<string, readonly number[]>>) {
    this.#plan = plan;
    this.#buffers = plan.buffers.map((size) => new Float64Array(size));
    for (const { buffer, values } of plan.constants) this.#buffer(buffer).set(values.map(Math.fround));
    for (const { name, buffer } of plan.feeds) this.#buffer(buffer).set((feeds[name] ?? []).map(Math.fround));
  }

  run(seed: number, first: number, times: number): void {
    const { rows, samples, updates, feeds, kernels } = this.#plan;
    for (let time = 0; time < times; time++) {
      const counted = { seed, first: first + (time * rows) / samples, rows, samples };
      for (const kernel of kernels) runKernel(kernel, this.#buffers, counted);
      const next = updates.map(({ feed, from }) => {
        const target = this.#buffer(feeds.find(({ name }) => name === feed)?.buffer ?? -1);
        return {
          target,
          numbers: this.#buffer(from.buffer).slice(from.offset, from.offset + target.length),
        };
      });
      for (const { target, numbers } of next) target.set(numbers);
    }
  }

  read(name: string): number[] {
    const feed = this.#plan.feeds.find((other) => other.name === name);
    if (feed) return [...this.#buffer(feed.buffer)];
    const output = this.#plan.outputs.find((other) => other.name === name);
    if (!output) throw new Error(`nothing is called ${name}`);
    return [...this.#buffer(output.buffer).subarray(output.offset, output.offset + output.size)];
  }

  #buffer(index: number): Float64Array {
    return bufferOf(this.#buffers, index);
  }
}

interface Counted {
  readonly seed: number;
  readonly first: number;
  readonly rows: number;
  readonly samples: number;
}

function bufferOf(buffers: Buffers, index: number): Float64Array {
  const buffer = buffers[index];
  if (!buffer) throw new Error(`no buffer ${index}`);
  return buffer;
}

function runKernel(kernel: Kernel, buffers: Buffers, counted: Counted): void {
  const at = (place: { buffer: number; offset: number }, index: number) =>
    bufferOf(buffers, place.buffer)[place.offset + index] ?? Number.NaN;
  const put = (place: { buffer: number; offset: number }, index: number, value: number) => {
    bufferOf(buffers, place.buffer)[place.offset + index] = value;
  };
  switch (kernel.kind) {
    case 'elementwise': {
      const places = placesOf(kernel.extents);
      const columns: Float64Array[] = [];
      for (const op of kernel.body)
        columns.push(
          columnOf(op, columns, places.length, (input) => {
            const operand = kernel.inputs[input];
            if (!operand) throw new Error(`no input ${input}`);
            return Float64Array.from(places, (place) => at(operand, indexOf(operand, place)));
          }),
        );
      for (const { value, to } of kernel.outputs)
        places.forEach((place, i) => {
          put(to, indexOf(to, place), columns[value]?.[i] ?? Number.NaN);
        });
      return;
    }
    case 'matmul': {
      const { batch, n, k, m, a, c, out } = kernel;
      for (const [b = 0, i = 0, j = 0] of placesOf([batch, n, m])) {
        let sum = 0;
        for (let t = 0; t < k; t++) sum += at(a, indexOf(a, [b, i, t])) * at(c, indexOf(c, [b, t, j]));
        put(out, (b * n + i) * m + j, sum);
      }
      return;
    }
    case 'reduce': {
      const [, r, j] = kernel.extents;
      for (const [x = 0, z = 0] of placesOf([kernel.extents[0], j])) {
        let value = kernel.op === 'sum' ? 0 : Number.NEGATIVE_INFINITY;
        for (let y = 0; y < r; y++) {
          const number = at(kernel.from, (x * r + y) * j + z);
          value = kernel.op === 'sum' ? value + number : Math.max(value, number);
        }
        put(kernel.out, x * j + z, value);
      }
      return;
    }
    case 'take':
      for (const [i = 0, j = 0] of placesOf([kernel.count, kernel.width])) {
        const row = Math.floor(at(kernel.index, i) + 0.5);
        const isThere = row >= 0 && row < kernel.tableRows;
        put(kernel.out, i * kernel.width + j, isThere ? at(kernel.table, row * kernel.width + j) : 0);
      }
      return;
    case 'noise':
      for (const [i = 0, j = 0] of placesOf([kernel.count, kernel.width])) {
        const row = (i * counted.rows) / kernel.count;
        const index = kernel.source.index + j;
        const words = wordsOf(counted, row, kernel.source, blockOf(index));
        const pair = normalPairFrom(words[index & 2] ?? 0, words[(index & 2) + 1] ?? 0);
        const value = kernel.noise === 'uniform' ? uniformFrom(words[index & 3] ?? 0) : pair[index & 1];
        put(kernel.out, i * kernel.width + j, value ?? Number.NaN);
      }
      return;
    case 'gamma':
      for (const [i = 0, j = 0] of placesOf([kernel.count, kernel.width])) {
        const row = (i * counted.rows) / kernel.count;
        const flip = (word: number) => uniformFrom(kernel.mirrored ? ~word : word);
        const draw = standardGamma(at(kernel.concentration, i * kernel.width + j), (attempt) => {
          const block = rejectionBlock(kernel.source.index + j, attempt);
          const [a = 0, b = 0, c = 0, d = 0] = wordsOf(counted, row, kernel.source, block);
          const normal = normalPairFrom(a, b)[0];
          return { normal: kernel.mirrored ? -normal : normal, uniform: flip(c), boost: flip(d) };
        });
        put(kernel.out, i * kernel.width + j, draw);
      }
      return;
    default:
      assertNever(kernel);
  }
}

function wordsOf({ seed, first, samples }: Counted, row: number, source: Source, block: number): Int32Array {
  const sample = (row % samples) + source.sample;
  const words = Int32Array.of(
    seed,
    first + Math.floor(row / samples),
    sampleWord(sample, source.copy),
    block,
  );
  pcg4d(words);
  return words;
}

/** One scalar operation at all places, by the reference executor's own kernels. */
function columnOf(
  op: ScalarOp,
  columns: readonly Float64Array[],
  rows: number,
  load: (input: number) => Float64Array,
): Float64Array {
  if (op.op === 'input') return load(op.input);
  if (op.op === 'constant') return new Float64Array(rows).fill(Math.fround(op.value));
  const out = new Float64Array(rows);
  const args = op.args.map((arg) => ({ data: columns[arg] ?? new Float64Array(), stride: 1 }));
  kernelOf(
    { ...op, shape: [] },
    args.map(() => []),
  )(out, args, rows);
  return out;
}

/** All coordinates of a loop, in order. */
function placesOf(extents: readonly number[]): number[][] {
  return extents.reduce<number[][]>(
    (places, extent) =>
      places.flatMap((place) => Array.from({ length: extent }, (_, coordinate) => [...place, coordinate])),
    [[]],
  );
}

function indexOf({ strides }: Pick<Operand, 'strides'>, place: readonly number[]): number {
  return place.reduce((index, coordinate, axis) => index + coordinate * (strides[axis] ?? 0), 0);
}
