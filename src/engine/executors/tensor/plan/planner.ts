import { assertNever } from '../../../base/assertNever';
import type { ArrayProgram } from '../../../ir/arrayProgram';
import { isElementwise, isQuantile } from '../../../ir/elementwise';
import { argsOf, type Instruction, type InstructionOf, type ValueId } from '../../../ir/operations';
import { type Shape, sizeOf, stridesOf } from '../../../ir/shape';
import { type UniformNoise, uniformNoise } from '../../../ir/uniformNoise';
import type { DrawKind, KernelPlan } from '../kernelPlan';
import { type Arg, Arrays } from './arrays';
import { drawnView, gammaView, productView, reducedView, takenView } from './barriers';
import { Reading } from './reading';
import {
  type ArrayView,
  broadcasted,
  denseView,
  isContiguous,
  reshapedStrides,
  sliced,
  transposed,
} from './views';

/**
 * Turns an array program into kernels. Reshapes, slices, transposes and broadcasts become strides of their readers.
 * Elementwise operations become one kernel where no other kernel has to run between them. What only a concatenation
 * reads is written at once where it will stand.
 */
export function planKernels(program: ArrayProgram): KernelPlan {
  return new Planner(program).plan();
}

class Planner {
  readonly #arrays = new Arrays();
  /** By instruction. A uniform draw, or its opposite, is undefined until something reads it as a number. */
  readonly #args: (Arg | undefined)[] = [];
  readonly #reading: Reading;
  readonly #feeds = new Map<string, number>();

  constructor(readonly program: ArrayProgram) {
    this.#reading = new Reading(program, this.#arrays);
    program.instructions.forEach((instruction, id) => {
      this.#args.push(this.#uniform(id) ? undefined : this.#read(instruction));
    });
  }

  plan(): KernelPlan {
    const { outputs, updates, rows, samples } = this.program;
    const updated = new Set(updates.map(({ feed }) => this.#feeds.get(feed)));
    const ends = outputs.map(({ name, value }) => ({ name, ...this.#end(value, new Set()) }));
    const nexts = updates
      .filter(({ feed }) => this.#feeds.has(feed))
      .map(({ feed, value }) => ({ feed, ...this.#end(value, updated) }));
    this.#arrays.settle();
    const kernels = this.#arrays.kernels();
    const regionOf = ({ view }: { view: ArrayView }) => {
      const { buffer, offset } = this.#arrays.place(view.root);
      return { buffer, offset: offset + view.offset };
    };
    return {
      kernels,
      rows,
      samples,
      constants: this.#reading.constants.map(({ root, values }) => ({
        buffer: this.#arrays.place(root).buffer,
        values,
      })),
      feeds: [...this.#feeds].map(([name, root]) => ({ name, buffer: this.#arrays.place(root).buffer })),
      outputs: ends.map((end) => ({ name: end.name, ...regionOf(end), size: end.size })),
      updates: nexts.map((next) => ({ feed: next.feed, from: regionOf(next) })),
      buffers: this.#arrays.buffers,
    };
  }

  /** A contiguous view of an array that outlives the run, copied where it has none of its own. */
  #end(
    value: ValueId,
    notOf: ReadonlySet<number | undefined>,
  ): { readonly view: ArrayView; readonly size: number } {
    const shape = this.#reading.shapeOf(value);
    const arg = this.#arg(value);
    const size = sizeOf(shape);
    const view =
      'view' in arg && isContiguous(arg.view, shape) && !notOf.has(arg.view.root)
        ? arg.view
        : this.#arrays.point(undefined, [arg], shape);
    // Once more than there are readers: nothing else is written over it.
    this.#arrays.count(view.root, 2);
    return { view, size };
  }

  #arg(id: ValueId): Arg {
    const known = this.#args[id];
    if (known) return known;
    const uniform = this.#uniform(id);
    if (!uniform) throw new Error(`instruction ${id} is used before it is made`);
    const arg = this.#uniforms('uniform', uniform);
    this.#args[id] = arg;
    return arg;
  }

  #uniform(id: ValueId): UniformNoise | undefined {
    return uniformNoise(this.program.instructions, id);
  }

  #uniforms(kind: DrawKind, { noise, mirrored }: UniformNoise): Arg {
    return { view: drawnView(this.#reading, kind, noise, mirrored), shape: noise.shape };
  }

  /**
   * What float32 holds in full only where it is made from the noise's words; undefined where the instruction is none
   * of it.
   */
  #fromWords(instruction: Instruction): Arg | undefined {
    if (!(instruction.op === 'log' || isQuantile(instruction))) return undefined;
    const uniform = this.#uniform(instruction.args[0]);
    if (!uniform) return undefined;
    if (instruction.op === 'log') return this.#uniforms('logUniform', uniform);
    const level = this.#uniforms('nearZero', uniform);
    const rest = instruction.args.slice(1).map((id) => this.#arg(id));
    const { op, shape } = instruction;
    return { view: this.#arrays.point(op, [level, ...rest], shape), shape };
  }

  #read(instruction: Instruction): Arg {
    const { shape } = instruction;
    const ids = argsOf(instruction);
    const fromWords = this.#fromWords(instruction);
    if (fromWords) return fromWords;
    const args = ids.map((id) => this.#arg(id));
    if (isElementwise(instruction)) return { view: this.#arrays.point(instruction.op, args, shape), shape };
    switch (instruction.op) {
      case 'constant':
        return this.#constant(instruction);
      case 'feed':
        return { view: this.#feed(instruction.name, shape), shape };
      case 'state':
      case 'pad':
      case 'oneHot':
        throw new Error(`${instruction.op} is none of an array program`);
      case 'stop':
        return first(args);
      case 'reshape':
      case 'broadcast':
      case 'slice':
      case 'transpose':
        return this.#viewed(instruction, first(args));
      case 'concat':
        return { view: this.#concat(args, instruction), shape };
      case 'sum':
      case 'amax':
        return { view: reducedView(this.#reading, instruction, first(args)), shape };
      case 'matmul':
        return { view: productView(this.#reading, instruction, args), shape };
      case 'row':
        return { view: takenView(this.#reading, instruction, args), shape };
      case 'noise':
        return { view: drawnView(this.#reading, instruction.kind, instruction, false), shape };
      case 'logStandardGamma':
        return { view: gammaView(this.#reading, instruction, first(args)), shape };
      default:
        return assertNever(instruction);
    }
  }

  #constant({ values, shape }: InstructionOf<'constant'>): Arg {
    const [value] = values;
    if (value !== undefined && values.every((other) => Object.is(other, value))) return { known: value };
    return { view: denseView(this.#reading.constant(values), shape), shape };
  }

  #feed(name: string, shape: Shape): ArrayView {
    const known = this.#feeds.get(name);
    const root = known ?? this.#arrays.root({ kind: 'given', size: sizeOf(shape) });
    this.#feeds.set(name, root);
    return denseView(root, shape);
  }

  #viewed(
    instruction:
      | InstructionOf<'reshape'>
      | InstructionOf<'broadcast'>
      | InstructionOf<'slice'>
      | InstructionOf<'transpose'>,
    arg: Arg,
  ): Arg {
    if ('known' in arg) return arg;
    const { shape } = instruction;
    const { view, shape: from } = arg;
    switch (instruction.op) {
      case 'slice':
        return { view: sliced(view, instruction.begin), shape };
      case 'transpose':
        return { view: transposed(view, instruction.order), shape };
      case 'broadcast':
        return { view: broadcasted(view, from, shape), shape };
      case 'reshape': {
        const strides = reshapedStrides(view.strides, from, shape);
        return {
          view: strides ? { ...view, strides } : denseView(this.#reading.copy(arg).root, shape),
          shape,
        };
      }
      default:
        return assertNever(instruction);
    }
  }

  #concat(args: readonly Arg[], { shape, axis, args: ids }: InstructionOf<'concat'>): ArrayView {
    const strides = stridesOf(shape);
    let begin = 0;
    const parts = args.map((arg, i) => {
      const own = this.#reading.shapeOf(ids[i] as ValueId);
      const part = {
        view: this.#reading.array(arg, own),
        shape: own,
        offset: begin * (strides[axis] as number),
        strides,
      };
      begin += own[axis] as number;
      return part;
    });
    return denseView(this.#arrays.join(parts, sizeOf(shape)), shape);
  }
}

function first<T>(list: readonly T[]): T {
  const [x] = list;
  if (x === undefined) throw new Error('an argument is missing');
  return x;
}
