import { assertNever } from '../../../base/assertNever';
import {
  blockOf,
  normalPairFrom,
  pcg4d,
  rejectionBlock,
  sampleWord,
  seedWord,
  uniformFrom,
} from '../../../base/noise';
import { logStandardGamma } from '../../../base/special/gammaDraw';
import type { Source } from '../../../ir/operations';
import type { Device, DeviceProgram } from '../contract';
import { copied } from '../copied';
import type {
  DrawKind,
  ElementwiseKernel,
  GammaKernel,
  KernelPlan,
  MatmulKernel,
  NoiseKernel,
  ReduceKernel,
  TakeKernel,
} from '../kernelPlan';
import { evaluateBody } from './scalars';

/**
 * Kernels as plain loops in float64: the yardstick of the other devices, and what is left where neither WebAssembly's
 * vectors nor WebGL are to be had. Not fast.
 */
export const plainDevice: Device = {
  name: 'plain',
  words: 'plain JavaScript, float64',
  prepare: (plan) => Promise.resolve(new PlainProgram(plan)),
};

export class PlainProgram implements DeviceProgram {
  readonly #buffers: Float64Array[];

  constructor(readonly plan: KernelPlan) {
    this.#buffers = plan.buffers.map((size) => new Float64Array(size));
    for (const { buffer, values } of plan.constants) this.#at(buffer).set(values);
  }

  write(feed: string, numbers: ArrayLike<number>): void {
    const known = this.plan.feeds.find(({ name }) => name === feed);
    if (known) this.#at(known.buffer).set(numbers);
  }

  async run(seed: number, first: number, times: number): Promise<void> {
    const estimates = this.plan.rows / this.plan.samples;
    for (let time = 0; time < times; time++) this.#once(seed, first + time * estimates);
  }

  read(names: readonly string[], into?: readonly Float32Array[]): Promise<Float32Array[]> {
    return Promise.resolve(names.map((name, i) => copied(this.numbers(name), into?.[i])));
  }

  /** The same in float64. */
  numbers(name: string): Float64Array {
    const { outputs, feeds } = this.plan;
    const output = outputs.find((own) => own.name === name);
    if (output) return this.#at(output.buffer).slice(output.offset, output.offset + output.size);
    const feed = feeds.find((own) => own.name === name);
    if (!feed) throw new Error(`no output ${name}`);
    return this.#at(feed.buffer).slice();
  }

  dispose(): void {}

  #at(buffer: number): Float64Array {
    return this.#buffers[buffer] as Float64Array;
  }

  #once(seed: number, first: number): void {
    const { kernels, updates, feeds } = this.plan;
    for (const kernel of kernels)
      switch (kernel.kind) {
        case 'elementwise':
          this.#elementwise(kernel);
          break;
        case 'matmul':
          this.#matmul(kernel);
          break;
        case 'reduce':
          this.#reduce(kernel);
          break;
        case 'take':
          this.#take(kernel);
          break;
        case 'noise':
          this.#noise(kernel, seed, first);
          break;
        case 'gamma':
          this.#gamma(kernel, seed, first);
          break;
        default:
          assertNever(kernel);
      }
    for (const { feed, from } of updates) {
      const known = feeds.find(({ name }) => name === feed);
      if (!known) continue;
      const next = this.#at(known.buffer);
      next.set(this.#at(from.buffer).subarray(from.offset, from.offset + next.length));
    }
  }

  #elementwise({ extents, inputs, body, outputs }: ElementwiseKernel): void {
    const values = new Float64Array(body.length);
    const operands = [...inputs, ...outputs.map(({ to }) => to)];
    const places = operands.map(({ offset }) => offset);
    const read = (input: number) =>
      this.#at((inputs[input] as { buffer: number }).buffer)[places[input] as number] as number;
    const loop = (axis: number): void => {
      if (axis === extents.length) {
        evaluateBody(body, read, values);
        outputs.forEach(({ value, to }, i) => {
          this.#at(to.buffer)[places[inputs.length + i] as number] = values[value] as number;
        });
        return;
      }
      const length = extents[axis] as number;
      const move = (steps: number) =>
        operands.forEach(({ strides }, i) => {
          places[i] = (places[i] as number) + steps * (strides[axis] as number);
        });
      for (let i = 0; i < length; i++) {
        loop(axis + 1);
        move(1);
      }
      move(-length);
    };
    loop(0);
  }

  #matmul({ batch, n, k, m, a, c, out }: MatmulKernel): void {
    const [left, right, to] = [this.#at(a.buffer), this.#at(c.buffer), this.#at(out.buffer)];
    const [aBatch = 0, aRow = 0, aInner = 0] = a.strides;
    const [cBatch = 0, cInner = 0, cColumn = 0] = c.strides;
    for (let b = 0, o = out.offset; b < batch; b++)
      for (let i = 0; i < n; i++)
        for (let j = 0; j < m; j++, o++) {
          let sum = 0;
          for (let l = 0; l < k; l++)
            sum +=
              (left[a.offset + b * aBatch + i * aRow + l * aInner] as number) *
              (right[c.offset + b * cBatch + l * cInner + j * cColumn] as number);
          to[o] = sum;
        }
  }

  #reduce({ op, extents: [outer, length, inner], from, out }: ReduceKernel): void {
    const [x, y] = [this.#at(from.buffer), this.#at(out.buffer)];
    for (let i = 0; i < outer; i++)
      for (let j = 0; j < inner; j++) {
        let result = op === 'sum' ? 0 : Number.NEGATIVE_INFINITY;
        for (let r = 0; r < length; r++) {
          const value = x[from.offset + (i * length + r) * inner + j] as number;
          result = op === 'sum' ? result + value : Math.max(result, value);
        }
        y[out.offset + i * inner + j] = result;
      }
  }

  #take({ count, width, tableRows, table, index, out }: TakeKernel): void {
    const to = this.#at(out.buffer);
    for (let i = 0; i < count; i++) {
      const row = Math.floor((this.#at(index.buffer)[index.offset + i] as number) + 0.5);
      const begin = out.offset + i * width;
      const from = table.offset + row * width;
      if (row >= 0 && row < tableRows) to.set(this.#at(table.buffer).subarray(from, from + width), begin);
      else to.fill(0, begin, begin + width);
    }
  }

  /** The counter of a row's draws; the block is still to be set. */
  #counter(row: number, { sample, copy }: Source, seed: number, first: number): Int32Array {
    const { samples } = this.plan;
    return Int32Array.of(
      seedWord(seed),
      first + Math.floor(row / samples),
      sampleWord((row % samples) + sample, copy),
      0,
    );
  }

  #noise({ noise, count, width, source, mirrored, out }: NoiseKernel, seed: number, first: number): void {
    const to = this.#at(out.buffer);
    const words = new Int32Array(4);
    for (let i = 0; i < count; i++) {
      const counter = this.#counter(i * (this.plan.rows / count), source, seed, first);
      for (let j = 0; j < width; j++) {
        const index = source.index + j;
        words.set(counter);
        words[3] = blockOf(index);
        pcg4d(words);
        const lane = index & 3;
        to[out.offset + i * width + j] = drawOf(noise, words, lane, mirrored);
      }
    }
  }

  #gamma(kernel: GammaKernel, seed: number, first: number): void {
    const { count, width, source, mirrored, concentration, out } = kernel;
    const words = new Int32Array(4);
    for (let i = 0; i < count; i++) {
      const counter = this.#counter(i * (this.plan.rows / count), source, seed, first);
      for (let j = 0; j < width; j++) {
        const a = this.#at(concentration.buffer)[concentration.offset + i * width + j] as number;
        this.#at(out.buffer)[out.offset + i * width + j] = logStandardGamma(a, (attempt) => {
          words.set(counter);
          words[3] = rejectionBlock(source.index + j, attempt);
          pcg4d(words);
          const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = words;
          const normal = normalPairFrom(w0, w1)[0];
          return mirrored
            ? { normal: -normal, uniform: uniformFrom(~w2), boost: uniformFrom(~w3) }
            : { normal, uniform: uniformFrom(w2), boost: uniformFrom(w3) };
        });
      }
    }
  }
}

/** The draw of one lane of a block's words. */
function drawOf(noise: DrawKind, words: Int32Array, lane: number, mirrored: boolean): number {
  const word = words[lane] as number;
  const u = uniformFrom(mirrored ? ~word : word);
  const even = lane & 2;
  switch (noise) {
    case 'uniform':
      return u;
    case 'logUniform':
      return Math.log(u);
    case 'nearZero':
      return u < 0.5 ? u : u - 1;
    case 'normal':
      return normalPairFrom(words[even] as number, words[even + 1] as number)[lane & 1] as number;
    default:
      return assertNever(noise);
  }
}
