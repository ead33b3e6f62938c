import { isComparison } from '../../../ir/elementwise';
import type { BodyOp, ElementwiseKernel, KernelOperand } from '../kernelPlan';
import { collapse, vectorAxis } from './axes';
import type { Address, Emitted, FunctionBody, Local } from './code';
import type { MemoryLayout } from './memory';
import { type Arguments, comparisonMask, compute, costOf, isTrue } from './scalarOps';
import { at, constant, gather, i32add, i32mul, load, loadSplat, scatter, splat, storeFirst } from './vectors';

const BYTES = 4;
const LANES = 4;
/** From here on a loop over vectors does two at a time, if their work is small. */
const UNROLL_FROM = 64;
const UNROLL_WORK = 16;
/** Operations within one another that are written as one expression. */
const DEEPEST = 50;

/** An operand as the loops see it: strides along the outer axes, and along the one that is taken by vectors. */
interface Stream {
  readonly address: number;
  readonly outer: readonly number[];
  readonly stride: number;
  /** Bytes walked along the outer axes; undefined where there are none. */
  readonly pointer: Local | undefined;
}

/** Writes the loops of an elementwise kernel. Nothing is computed deeper in the loops than what it depends on. */
export function elementwise(code: FunctionBody, kernel: ElementwiseKernel, layout: MemoryLayout): void {
  new ElementwiseWriter(code, kernel, layout).write();
}

class ElementwiseWriter {
  readonly #body: readonly BodyOp[];
  readonly #extents: readonly number[];
  readonly #length: number;
  readonly #inputs: readonly Stream[];
  readonly #outputs: readonly { readonly value: number; readonly to: Stream }[];
  /** Pointers and by how many bytes each axis moves them. */
  readonly #pointers = new Map<string, { local: Local; outer: readonly number[] }>();
  /**
   * How deep in the loops each value is known: 0 outside of all, `#extents.length` inside the outer ones, one more in
   * the vectors.
   */
  readonly #levels: number[] = [];
  /** Which values are kept in a local: those that are used more than once, and some of a long chain. */
  readonly #shared: readonly boolean[];
  readonly #kept = new Map<number, Emitted>();

  constructor(
    readonly code: FunctionBody,
    kernel: ElementwiseKernel,
    layout: MemoryLayout,
  ) {
    const operands = [...kernel.inputs, ...kernel.outputs.map(({ to }) => to)];
    const axes = collapse({ extents: kernel.extents, strides: operands.map(({ strides }) => strides) });
    const work = kernel.body.reduce((sum, { op }) => sum + costOf(op), 0);
    const axis = vectorAxis(axes, work);
    this.#body = kernel.body;
    this.#extents = axes.extents.filter((_, i) => i !== axis);
    this.#length = axes.extents[axis] ?? 1;
    const streams = operands.map((operand, i) => this.#stream(operand, axes.strides[i] ?? [], axis, layout));
    this.#inputs = streams.slice(0, kernel.inputs.length);
    this.#outputs = kernel.outputs.map(({ value }, i) => ({
      value,
      to: streams[kernel.inputs.length + i] as Stream,
    }));
    for (const op of kernel.body) this.#levels.push(this.#levelOf(op));
    this.#shared = sharedValues(kernel);
  }

  write(): void {
    for (const { local } of this.#pointers.values()) this.code.set(local, constant(0));
    this.#loop(0);
  }

  #stream(
    { buffer, offset }: KernelOperand,
    strides: readonly number[],
    axis: number,
    layout: MemoryLayout,
  ): Stream {
    const outer = strides.filter((_, i) => i !== axis);
    const key = outer.join();
    if (outer.some((stride) => stride !== 0) && !this.#pointers.has(key))
      this.#pointers.set(key, { local: this.code.local('i32'), outer });
    return {
      address: layout.address(buffer) + offset * BYTES,
      outer,
      stride: strides[axis] ?? 0,
      pointer: this.#pointers.get(key)?.local,
    };
  }

  get #vectorLevel(): number {
    return this.#extents.length + 1;
  }

  #levelOf(op: BodyOp): number {
    if (op.op === 'constant') return 0;
    if (op.op !== 'input') return Math.max(0, ...op.args.map((arg) => this.#levels[arg] ?? 0));
    const input = this.#inputs[op.input];
    if (input?.stride !== 0) return this.#vectorLevel;
    return input.outer.findLastIndex((stride) => stride !== 0) + 1;
  }

  /** Everything inside `depth` outer loops. */
  #loop(depth: number): void {
    this.#hoist(depth);
    const extent = this.#extents[depth];
    if (extent === undefined) {
      this.#vectors();
      return;
    }
    this.code.times(extent, () => {
      this.#loop(depth + 1);
      for (const { local, outer } of this.#pointers.values()) {
        // The axis inside has walked its whole length.
        const inside = (this.#extents[depth + 1] ?? 0) * (outer[depth + 1] ?? 0);
        this.code.advance(local, BYTES * ((outer[depth] ?? 0) - inside));
      }
    });
  }

  /** Keeps the values that are known at this depth. */
  #hoist(depth: number): void {
    this.#body.forEach((op, position) => {
      if (this.#levels[position] !== depth || op.op === 'constant') return;
      const value =
        op.op === 'input'
          ? loadSplat(this.#place(op.input))
          : compute(this.code, op.op, this.#arguments(op.args, 1));
      this.#kept.set(position, this.code.vector(value));
    });
  }

  #vectors(): void {
    const length = this.#length;
    if (length <= LANES) {
      this.#vector(undefined, length);
      return;
    }
    const work = this.#body.reduce((sum, { op }, i) => sum + (this.#isVarying(i) ? costOf(op) : 0), 0);
    const width = length >= UNROLL_FROM && work <= UNROLL_WORK ? 2 * LANES : LANES;
    // The last vectors end where the axis ends and so may do again what the ones before did: outputs are never read.
    const last = length - width;
    const { code } = this;
    const index = code.local('i32');
    const read = code.get(index);
    code.set(index, constant(0));
    code.repeat(() => {
      for (let lane = 0; lane < width; lane += LANES) this.#vector(read, LANES, lane);
      if (length % width === 0) {
        code.advance(index, width);
        return lessThan(read, constant(length));
      }
      const before = code.keep('i32', read);
      const next = code.keep('i32', i32add(before, constant(width)));
      code.set(index, (c) => {
        next(c);
        c.i32(last);
        lessThan(next, constant(last))(c);
        c.op('select');
      });
      return lessThan(before, constant(last));
    });
  }

  #isVarying(position: number): boolean {
    return this.#levels[position] === this.#vectorLevel;
  }

  /** One vector: elements from index + lane on, of which `lanes` count. */
  #vector(index: Emitted | undefined, lanes: number, lane = 0): void {
    const inner = new Map<number, Emitted>();
    const emitted = (position: number): Emitted => {
      const known = inner.get(position) ?? this.#kept.get(position);
      if (known) return known;
      const op = this.#body[position];
      if (!op) throw new Error(`a kernel has no value ${position}`);
      if (op.op === 'constant') return splat(op.value);
      const value =
        op.op === 'input'
          ? this.#input(op.input, index, lanes, lane)
          : compute(this.code, op.op, this.#arguments(op.args, lanes, emitted));
      if (!this.#shared[position]) return value;
      const kept = this.code.vector(value);
      inner.set(position, kept);
      return kept;
    };
    // In order, so that nothing is written deeper than what is used once.
    this.#body.forEach((op, position) => {
      if (this.#isVarying(position) && this.#shared[position] && op.op !== 'input') emitted(position);
    });
    for (const { value, to } of this.#outputs) {
      const place = this.#along(to, index, lane);
      if (to.stride === 1 || lanes === 1) storeFirst(this.code, place, emitted(value), lanes);
      else scatter(this.code, place, BYTES * to.stride, emitted(value), 0, lanes);
    }
  }

  #arguments(
    args: readonly number[],
    lanes: number,
    emitted = (position: number): Emitted => this.#known(position),
  ): Arguments {
    const value = (i: number) => emitted(args[i] ?? -1);
    const opAt = (i: number) => this.#body[args[i] ?? -1];
    return {
      lanes,
      value,
      constant: (i) => {
        const op = opAt(i);
        return op?.op === 'constant' ? op.value : undefined;
      },
      mask: (i) => {
        const position = args[i] ?? -1;
        const op = opAt(i);
        const own = !this.#shared[position] && !this.#kept.has(position);
        if (own && op && isComparison(op))
          return comparisonMask(op.op, this.#arguments(op.args, lanes, emitted));
        return isTrue(value(i));
      },
    };
  }

  /** A value that was kept outside of the vectors. */
  #known(position: number): Emitted {
    const op = this.#body[position];
    if (op?.op === 'constant') return splat(op.value);
    const known = this.#kept.get(position);
    if (!known) throw new Error(`value ${position} of a kernel is used before it is known`);
    return known;
  }

  #input(input: number, index: Emitted | undefined, lanes: number, lane: number): Emitted {
    const stream = this.#inputs[input] as Stream;
    const place = this.#along(stream, index, lane);
    return stream.stride === 1 ? load(place) : gather(place, BYTES * stream.stride, lanes);
  }

  #place(input: number): Address {
    return this.#along(this.#inputs[input] as Stream, undefined, 0);
  }

  #along({ address, pointer, outer, stride }: Stream, index: Emitted | undefined, lane: number): Address {
    const walked = index && i32mul(index, constant(BYTES * stride));
    const start = pointer && this.code.get(pointer);
    const both = start && walked ? i32add(start, walked) : (start ?? walked);
    const backwards = stride < 0 || outer.some((step) => step < 0);
    // An instruction adds its own distance to what it takes for a positive number.
    const place: Address =
      both && backwards
        ? { pointer: i32add(both, constant(address)), offset: 0 }
        : { pointer: both, offset: address };
    return at(place, lane * BYTES * stride);
  }
}

function sharedValues({ body, outputs }: ElementwiseKernel): boolean[] {
  const uses = body.map(() => 0);
  const use = (position: number) => {
    uses[position] = (uses[position] ?? 0) + 1;
  };
  for (const op of body) if ('args' in op) op.args.forEach(use);
  for (const { value } of outputs) use(value);
  const depths: number[] = [];
  return body.map((op, position) => {
    const depth = 'args' in op ? 1 + Math.max(...op.args.map((arg) => depths[arg] ?? 0)) : 0;
    const shared = (uses[position] ?? 0) > 1 || depth >= DEEPEST;
    depths.push(shared ? 0 : depth);
    return shared;
  });
}

function lessThan(a: Emitted, b: Emitted): Emitted {
  return (code) => {
    a(code);
    b(code);
    code.op('i32.lt_s');
  };
}
