import { assertNever } from '../../../base/assertNever';
import { sizeOf } from '../../../ir/shape';
import { ExecutorError } from '../../contract';
import type {
  BufferPlace,
  ElementwiseKernel,
  Kernel,
  KernelOperand,
  KernelPlan,
  MatmulKernel,
  ReduceKernel,
  TakeKernel,
} from '../kernelPlan';
import { regionOf } from './contents';
import { type DrawCounting, gammaText, noiseText } from './glslDraws';
import { elementwiseText, inputsOf } from './glslElementwise';
import { LOWEST, packText, reduceText, takeText, unpackText, ZEROS } from './glslMoves';
import { foldedProduct } from './product';
import { type Lowered, scheduled, type TensorId, type TensorShape, type WebglStep } from './steps';
import { type Held, TensorWorkspace } from './workspace';

export interface TextureLimits {
  /** Tensors that one program may read. */
  readonly inputs: number;
  /** Numbers along each side of the largest texture. */
  readonly side: number;
  readonly quirks: DrawCounting['quirks'];
}

/** Most lines of one program: twice as many may take seconds to compile in software. */
const MAX_LINES = 4000;
/** Most lines of all programs of a plan together. */
const MAX_TOTAL = 40_000;

/** One fragment adds up at most so many numbers; more of them are divided among several first. */
const LONGEST_SUM = 128;

/**
 * The steps by which TensorFlow.js runs a plan. Numbers that no kernel has written are zeros.
 * Throws an ExecutorError `too-large`, and a RangeError where the plan leaves its buffers.
 */
export function lowerPlan(plan: KernelPlan, { inputs, side, quirks }: TextureLimits): Lowered {
  const space = new TensorWorkspace(plan.buffers, inputs);
  const constants = plan.constants.map(({ buffer, values }) => ({ tensor: space.start(buffer), values }));
  const feeds = plan.feeds.map(({ name, buffer }) => ({ name, buffer, tensor: space.start(buffer) }));
  const lowering = new Lowering(space, { rows: plan.rows, samples: plan.samples, quirks });
  for (const kernel of plan.kernels) lowering.lower(kernel);

  // Outputs that share a buffer are read at one go.
  const outputs = plan.outputs.map((output) => {
    const isShared = plan.outputs.some((other) => other !== output && other.buffer === output.buffer);
    if (isShared) space.whole(output.buffer);
    return { name: output.name, size: output.size, ...space.held(output, output.size) };
  });
  const updates = plan.updates.map(({ feed, from }) => {
    const target = feeds.find(({ name }) => name === feed);
    if (!target) throw new RangeError(`an update of ${feed}, which is no feed`);
    return { feed, tensor: space.copyOf(from, space.sizeOf(target.buffer)) };
  });
  const kept = new Set([...constants, ...feeds, ...outputs, ...updates].map(({ tensor }) => tensor));
  const schedule = scheduled(space.steps, kept);
  expectSmall(schedule.steps, space.tensors, side);
  return { tensors: space.tensors, constants, feeds, outputs, updates, ...schedule };
}

/** Throws an ExecutorError `too-large`. */
function expectSmall(steps: readonly WebglStep[], tensors: readonly TensorShape[], side: number): void {
  const lines = steps.map((step) => (step.kind === 'generated' ? step.code.split('\n').length : 0));
  const longest = Math.max(0, ...lines);
  const total = lines.reduce((sum, count) => sum + count, 0);
  const largest = tensors.reduce((most, { shape }) => Math.max(most, sizeOf(shape)), 0);
  if (longest > MAX_LINES)
    throw new ExecutorError('too-large', `a program of ${longest} lines, at most ${MAX_LINES}`);
  if (total > MAX_TOTAL)
    throw new ExecutorError('too-large', `${total} lines of programs, at most ${MAX_TOTAL}`);
  if (largest > side * side)
    throw new ExecutorError('too-large', `an array of ${largest} numbers, at most ${side * side}`);
}

class Lowering {
  readonly #space: TensorWorkspace;
  readonly #counting: DrawCounting;
  /** Packed copies of operands by what they are copies of. */
  readonly #packed = new Map<string, TensorId>();

  constructor(space: TensorWorkspace, counting: DrawCounting) {
    this.#space = space;
    this.#counting = counting;
  }

  lower(kernel: Kernel): void {
    switch (kernel.kind) {
      case 'elementwise':
        for (const { value, to } of kernel.outputs) this.#elementwise(kernel, value, to);
        return;
      case 'matmul':
        this.#matmul(kernel);
        return;
      case 'reduce':
        this.#reduce(kernel);
        return;
      case 'take':
        this.#take(kernel);
        return;
      case 'noise': {
        const size = kernel.count * kernel.width;
        this.#dense(kernel.out, size, () => noiseText(kernel, this.#counting), [], true);
        return;
      }
      case 'gamma': {
        const size = kernel.count * kernel.width;
        const { tensor, offset } = this.#space.held(kernel.concentration, size);
        this.#dense(kernel.out, size, () => gammaText(kernel, offset, this.#counting), [tensor], true);
        return;
      }
      default:
        assertNever(kernel);
    }
  }

  /** Computes its numbers in the order in which they stand in the buffer, so that they need no moving. */
  #elementwise({ extents, inputs, body }: ElementwiseKernel, value: number, to: KernelOperand): void {
    if (sizeOf(extents) === 0) return;
    const order = extents.map((_, axis) => axis);
    order.sort(
      (a, b) => (to.strides[b] ?? 0) - (to.strides[a] ?? 0) || (extents[a] ?? 0) - (extents[b] ?? 0),
    );
    const ordered = (numbers: readonly number[]) => order.map((axis) => numbers[axis] ?? 0);
    const operands = new Map<number, Held<KernelOperand>>();
    for (const input of inputsOf(body, value)) {
      const operand = inputs[input];
      if (!operand) throw new RangeError(`a body reads input ${input}, which does not exist`);
      const held = this.#space.heldOperand(operand, extents);
      operands.set(input, { ...held, strides: ordered(operand.strides) });
    }
    const { tensors, readings } = this.#space.slots(operands);
    const code = elementwiseText(ordered(extents), body, value, readings);
    const out = this.#space.generate(code, tensors, sizeOf(extents));
    this.#space.write(to.buffer, out, regionOf(to.offset, ordered(extents), ordered(to.strides)));
  }

  #matmul(kernel: MatmulKernel): void {
    const { batch, n, k, m, a, c, shares } = foldedProduct(kernel);
    const size = batch * n * m;
    if (size === 0 || k === 0) {
      this.#dense(kernel.out, size, () => ZEROS, []);
      return;
    }
    const out = this.#space.newTensor([batch, n, m], true);
    const inputs = [
      this.#pack(a, [shares && a.strides[0] === 0 ? 1 : batch, n, k]),
      this.#pack(c, [shares && c.strides[0] === 0 ? 1 : batch, k, m]),
    ] as const;
    this.#space.steps.push({ kind: 'product', inputs, out });
    const flat = this.#space.generate(unpackText([batch, n, m]), [out], size, { readsPacked: true });
    this.#space.writeDense(kernel.out, flat, size);
  }

  /** A packed copy of matrices, made once however many products read them. */
  #pack(operand: KernelOperand, shape: readonly [number, number, number]): TensorId {
    const held = this.#space.heldOperand(operand, shape);
    const key = [held.tensor, held.offset, ...shape, ...held.strides].join(' ');
    const known = this.#packed.get(key);
    if (known !== undefined) return known;
    const out = this.#space.newTensor(shape, true);
    const code = packText(shape, held);
    const inputs = [held.tensor];
    this.#space.steps.push({ kind: 'generated', code, inputs, out, isCounted: false, readsPacked: false });
    this.#packed.set(key, out);
    return out;
  }

  #reduce({ op, extents: [i, r, j], from, out }: ReduceKernel): void {
    if (i * r * j === 0) {
      this.#dense(out, i * j, () => (op === 'sum' ? ZEROS : LOWEST), []);
      return;
    }
    let { tensor, offset } = this.#space.held(from, i * r * j);
    let length = r;
    while (length > LONGEST_SUM) {
      const part = Math.min(LONGEST_SUM, Math.ceil(Math.sqrt(length)));
      const parts = Math.ceil(length / part);
      const code = reduceText({ op, extents: [i, length, j] }, part, offset);
      tensor = this.#space.generate(code, [tensor], i * parts * j);
      offset = 0;
      length = parts;
    }
    this.#dense(out, i * j, () => reduceText({ op, extents: [i, length, j] }, length, offset), [tensor]);
  }

  #take(kernel: TakeKernel): void {
    const { count, width, tableRows, out } = kernel;
    const table = this.#space.held(kernel.table, tableRows * width);
    const index = this.#space.held(kernel.index, count);
    const code = () => (tableRows === 0 ? ZEROS : takeText(kernel, table.offset, index.offset));
    this.#dense(out, count * width, code, tableRows === 0 ? [] : [table.tensor, index.tensor]);
  }

  /** A step whose numbers go to a place, unless there are none. */
  #dense(
    out: BufferPlace,
    size: number,
    code: () => string,
    inputs: readonly TensorId[],
    isCounted = false,
  ): void {
    if (size === 0) return;
    this.#space.writeDense(out, this.#space.generate(code(), inputs, size, { isCounted }), size);
  }
}
