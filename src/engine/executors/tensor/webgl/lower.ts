import { assertNever } from '../../../base/assertNever';
import { ExecutorError } from '../../contract';
import type { Quirks } from '../../fused/shader';
import type {
  ElementwiseKernel,
  GammaKernel,
  Kernel,
  KernelPlan,
  MatmulKernel,
  Operand,
  ReduceKernel,
} from '../kernelPlan';
import { Contents, denseRegion, hullOf, isGapless, type Piece, regionOf, sizeOf } from './contents';
import type { Reading } from './glsl';
import { gammaText, noiseText } from './glslDraws';
import { elementwiseText, neededFor } from './glslElementwise';
import { assembleText, copyText, packText, reduceText, takeText, unpackText, ZEROS } from './glslMoves';
import { foldedProduct } from './product';
import {
  type GeneratedStep,
  type Lowered,
  type Step,
  scheduled,
  type TensorId,
  type TensorShape,
} from './steps';

export interface Limits {
  /** Tensors that one program may read. */
  readonly inputs: number;
  readonly quirks: Quirks;
}

/** Most lines of all programs of a plan together: some tens of seconds of compiling in software. */
const MAX_LINES = 40_000;

/** Sums are taken over at most so many numbers by one fragment; more of them are divided among several first. */
const LONGEST_SUM = 128;

/**
 * The steps by which TensorFlow.js runs a plan. What kernels leave in regions of a buffer stays apart until something reads
 * across them; then it is put together once. Numbers that no kernel has written are zeros.
 *
 * Throws an ExecutorError `too-large`, and a RangeError where the plan leaves its buffers.
 */
export function lower(plan: KernelPlan, limits: Limits): Lowered {
  return new Lowering(plan, limits).run();
}

/** A range of a buffer as a tensor, in which it stands `shift` places earlier. */
interface Held {
  readonly tensor: TensorId;
  readonly shift: number;
}

class Lowering {
  readonly #plan: KernelPlan;
  readonly #limits: Limits;
  readonly #contents: readonly Contents[];
  readonly #tensors: TensorShape[] = [];
  readonly #steps: Step[] = [];
  readonly #packed = new Map<string, TensorId>();

  constructor(plan: KernelPlan, limits: Limits) {
    this.#plan = plan;
    this.#limits = limits;
    this.#contents = plan.buffers.map((size) => new Contents(size));
  }

  run(): Lowered {
    const plan = this.#plan;
    const constants = plan.constants.map(({ buffer, values }) => ({ tensor: this.#start(buffer), values }));
    const feeds = plan.feeds.map(({ name, buffer }) => ({ name, buffer, tensor: this.#start(buffer) }));
    for (const kernel of plan.kernels) this.#kernel(kernel);
    const outputs = plan.outputs.map(({ name, buffer, offset, size }) => {
      const isShared = plan.outputs.some((other) => other.buffer === buffer && other.name !== name);
      const { tensor, shift } = isShared ? this.#whole(buffer) : this.#held(buffer, offset, offset + size);
      return { name, tensor, offset: offset - shift, size };
    });
    const updates = plan.updates.map(({ feed, from }) => {
      const target = feeds.find(({ name }) => name === feed);
      if (!target) throw new RangeError(`an update of ${feed}, which is no feed`);
      return { feed, tensor: this.#copyOf(from, this.#contentsOf(target.buffer).size) };
    });
    const kept = new Set([...constants, ...feeds, ...outputs, ...updates].map(({ tensor }) => tensor));
    const schedule = scheduled(this.#steps, kept);
    const lines = schedule.steps.reduce(
      (sum, step) => sum + (step.kind === 'generated' ? step.code.split('\n').length : 0),
      0,
    );
    if (lines > MAX_LINES)
      throw new ExecutorError('too-large', `${lines} lines of programs, at most ${MAX_LINES}`);
    return { tensors: this.#tensors, constants, feeds, outputs, updates, ...schedule };
  }

  #kernel(kernel: Kernel): void {
    switch (kernel.kind) {
      case 'elementwise':
        for (const output of kernel.outputs) this.#elementwise(kernel, output.value, output.to);
        return;
      case 'matmul':
        this.#matmul(kernel);
        return;
      case 'reduce':
        this.#reduce(kernel);
        return;
      case 'take': {
        const { count, width, tableRows, table, index, out } = kernel;
        if (count * width === 0) return;
        if (tableRows === 0) {
          this.#writeDense(out, count * width, ZEROS, []);
          return;
        }
        const t = this.#held(table.buffer, table.offset, table.offset + tableRows * width);
        const i = this.#held(index.buffer, index.offset, index.offset + count);
        const code = takeText(kernel, table.offset - t.shift, index.offset - i.shift);
        this.#writeDense(out, count * width, code, [t.tensor, i.tensor]);
        return;
      }
      case 'noise': {
        const code = noiseText(kernel, this.#counting);
        this.#writeDense(kernel.out, kernel.count * kernel.width, code, [], true);
        return;
      }
      case 'gamma':
        this.#gamma(kernel);
        return;
      default:
        assertNever(kernel);
    }
  }

  get #counting() {
    const { rows, samples } = this.#plan;
    return { rows, samples, quirks: this.#limits.quirks };
  }

  /** Computes its numbers in the order in which they stand in the buffer, so that they need no moving. */
  #elementwise({ extents, inputs, body }: ElementwiseKernel, value: number, to: Operand): void {
    if (sizeOf(extents) === 0) return;
    const order = extents.map((_, axis) => axis);
    order.sort(
      (a, b) => (to.strides[b] ?? 0) - (to.strides[a] ?? 0) || (extents[a] ?? 0) - (extents[b] ?? 0),
    );
    const ordered = (numbers: readonly number[]) => order.map((axis) => numbers[axis] ?? 0);
    const needed = neededFor(body, value);
    const used = new Set(
      body.flatMap((op, position) => (op.op === 'input' && needed.has(position) ? [op.input] : [])),
    );
    const operands = inputs.flatMap((operand, input) => {
      if (!used.has(input)) return [];
      const { tensor, shift } = this.#held(operand.buffer, ...hullOf(operand, extents));
      return [{ input, tensor, offset: operand.offset - shift, strides: ordered(operand.strides) }];
    });
    const { tensors, readings } = this.#fewTensors(operands);
    const code = elementwiseText(ordered(extents), body, value, readings);
    const out = this.#generate(code, tensors, sizeOf(extents));
    const region = regionOf(to.offset, ordered(extents), ordered(to.strides));
    this.#contentsOf(to.buffer).write({ tensor: out, region });
  }

  /** Gives every operand its slot; where there are too many tensors for one program, joins some of them first. */
  #fewTensors(
    operands: readonly (Reading | (Omit<Reading, 'slot'> & { input: number; tensor: TensorId }))[],
  ): {
    readonly tensors: readonly TensorId[];
    readonly readings: ReadonlyMap<number, Reading>;
  } {
    let all = operands.flatMap((operand) => ('tensor' in operand ? [operand] : []));
    let tensors = [...new Set(all.map(({ tensor }) => tensor))];
    while (tensors.length > this.#limits.inputs) {
      const joined = tensors.slice(0, this.#limits.inputs);
      let size = 0;
      const starts = new Map<TensorId, number>();
      const pieces = joined.map((tensor) => {
        const length = sizeOf(this.#shapeOf(tensor));
        starts.set(tensor, size);
        size += length;
        return { tensor, region: denseRegion(size - length, length) };
      });
      const join = this.#assemble(pieces, size);
      all = all.map((operand) => {
        const start = starts.get(operand.tensor);
        return start === undefined ? operand : { ...operand, tensor: join, offset: operand.offset + start };
      });
      tensors = [...new Set(all.map(({ tensor }) => tensor))];
    }
    return {
      tensors,
      readings: new Map(
        all.map(({ input, tensor, offset, strides }) => [
          input,
          { slot: tensors.indexOf(tensor), offset, strides },
        ]),
      ),
    };
  }

  #matmul(kernel: MatmulKernel): void {
    const { batch, n, k, m, a, c, shares } = foldedProduct(kernel);
    const size = batch * n * m;
    if (size === 0) return;
    if (k === 0) {
      this.#writeDense(kernel.out, size, ZEROS, []);
      return;
    }
    const out = this.#tensor([batch, n, m], true);
    const inputs = [
      this.#pack(a, [shares && a.strides[0] === 0 ? 1 : batch, n, k]),
      this.#pack(c, [shares && c.strides[0] === 0 ? 1 : batch, k, m]),
    ] as const;
    this.#steps.push({ kind: 'product', inputs, out });
    const flat = this.#generate(unpackText([batch, n, m]), [out], size, { readsPacked: true });
    this.#contentsOf(kernel.out.buffer).write({ tensor: flat, region: denseRegion(kernel.out.offset, size) });
  }

  /** A packed copy of matrices, made once however many products read them. */
  #pack(operand: Operand, shape: readonly [number, number, number]): TensorId {
    const { tensor, shift } = this.#held(operand.buffer, ...hullOf(operand, shape));
    const offset = operand.offset - shift;
    const key = [tensor, offset, ...shape, ...operand.strides].join(' ');
    const known = this.#packed.get(key);
    if (known !== undefined) return known;
    const code = packText(shape, { offset, strides: operand.strides });
    const out = this.#tensor(shape, true);
    this.#steps.push({
      kind: 'generated',
      code,
      inputs: [tensor],
      out,
      isCounted: false,
      readsPacked: false,
    });
    this.#packed.set(key, out);
    return out;
  }

  #reduce({ op, extents: [i, r, j], from, out }: ReduceKernel): void {
    if (i * j === 0) return;
    if (r === 0 && op === 'sum') {
      this.#writeDense(out, i * j, ZEROS, []);
      return;
    }
    const held = this.#held(from.buffer, from.offset, from.offset + i * r * j);
    let tensor = held.tensor;
    let offset = from.offset - held.shift;
    let length = r;
    while (length > LONGEST_SUM) {
      const part = Math.min(LONGEST_SUM, Math.ceil(Math.sqrt(length)));
      const parts = Math.ceil(length / part);
      const code = reduceText({ op, extents: [i, length, j] }, part, offset);
      tensor = this.#generate(code, [tensor], i * parts * j);
      offset = 0;
      length = parts;
    }
    this.#writeDense(out, i * j, reduceText({ op, extents: [i, length, j] }, Math.max(1, length), offset), [
      tensor,
    ]);
  }

  #gamma(kernel: GammaKernel): void {
    const { buffer, offset } = kernel.concentration;
    const size = kernel.count * kernel.width;
    if (size === 0) return;
    const { tensor, shift } = this.#held(buffer, offset, offset + size);
    this.#writeDense(kernel.out, size, gammaText(kernel, offset - shift, this.#counting), [tensor], true);
  }

  /** A tensor of `size` numbers of its own that stand from `from` on. */
  #copyOf(from: { readonly buffer: number; readonly offset: number }, size: number): TensorId {
    const { tensor, shift } = this.#held(from.buffer, from.offset, from.offset + size);
    const isWhole = from.offset === shift && sizeOf(this.#shapeOf(tensor)) === size;
    return isWhole ? tensor : this.#generate(copyText(from.offset - shift), [tensor], size);
  }

  #held(buffer: number, from: number, to: number): Held {
    const contents = this.#contentsOf(buffer);
    if (from < 0 || to > contents.size)
      throw new RangeError(`a kernel reads [${from}, ${to}) of a buffer of ${contents.size} numbers`);
    const piece = contents.holder(from, to);
    return piece ? { tensor: piece.tensor, shift: piece.region.offset } : this.#whole(buffer);
  }

  #whole(buffer: number): Held {
    const contents = this.#contentsOf(buffer);
    const [first, ...more] = contents.pieces;
    if (
      first &&
      more.length === 0 &&
      isGapless(first.region) &&
      sizeOf(first.region.extents) === contents.size
    )
      return { tensor: first.tensor, shift: 0 };
    const tensor = this.#assemble(contents.pieces, contents.size);
    contents.write({ tensor, region: denseRegion(0, contents.size) });
    return { tensor, shift: 0 };
  }

  /** Puts pieces together, as many at a time as one program may read. */
  #assemble(pieces: readonly Piece[], size: number): TensorId {
    const { inputs } = this.#limits;
    const now = pieces.slice(0, inputs);
    const code = now.length === 0 ? ZEROS : assembleText(now.map(({ region }) => region));
    const tensor = this.#generate(
      code,
      now.map((piece) => piece.tensor),
      size,
    );
    if (pieces.length <= inputs) return tensor;
    return this.#assemble([{ tensor, region: denseRegion(0, size) }, ...pieces.slice(inputs)], size);
  }

  #writeDense(
    { buffer, offset }: { readonly buffer: number; readonly offset: number },
    size: number,
    code: string,
    inputs: readonly TensorId[],
    isCounted = false,
  ): void {
    if (size === 0) return;
    const tensor = this.#generate(code, inputs, size, { isCounted });
    this.#contentsOf(buffer).write({ tensor, region: denseRegion(offset, size) });
  }

  #generate(
    code: string,
    inputs: readonly TensorId[],
    size: number,
    more: Partial<Pick<GeneratedStep, 'isCounted' | 'readsPacked'>> = {},
  ): TensorId {
    const out = this.#tensor([size], false);
    this.#steps.push({ kind: 'generated', code, inputs, out, isCounted: false, readsPacked: false, ...more });
    return out;
  }

  #start(buffer: number): TensorId {
    const contents = this.#contentsOf(buffer);
    const tensor = this.#tensor([contents.size], false);
    contents.write({ tensor, region: denseRegion(0, contents.size) });
    return tensor;
  }

  #tensor(shape: readonly number[], isPacked: boolean): TensorId {
    return this.#tensors.push({ shape, isPacked }) - 1;
  }

  #shapeOf(tensor: TensorId): readonly number[] {
    const known = this.#tensors[tensor];
    if (!known) throw new RangeError(`no tensor ${tensor}`);
    return known.shape;
  }

  #contentsOf(buffer: number): Contents {
    const contents = this.#contents[buffer];
    if (!contents) throw new RangeError(`no buffer ${buffer}`);
    return contents;
  }
}
