import { assertNever } from '../../../base/assertNever';
import type { ArrayProgram } from '../../../ir/arrayProgram';
import { isElementwise, isQuantile } from '../../../ir/elementwise';
import { argsOf, type Instruction, type InstructionOf, type ValueId } from '../../../ir/operations';
import { type Shape, sizeOf } from '../../../ir/shape';
import { type UniformNoise, uniformNoise } from '../../../ir/uniformNoise';
import type { DrawKind, KernelPlan } from '../kernelPlan';
import { type Arg, Arrays } from './arrays';
import { denseStrides } from './groups';
import {
  broadcasted,
  denseView,
  isContiguous,
  reshapedStrides,
  sliced,
  transposed,
  type View,
} from './views';

/**
 * Turns an array program into kernels. Reshapes, slices, transposes and broadcasts become strides; elementwise operations that
 * no other kernel has to stand between become one kernel; what a concatenation alone reads is written in its place at once.
 */
export function planKernels(program: ArrayProgram): KernelPlan {
  return new Planner(program).plan();
}

class Planner {
  readonly #arrays = new Arrays();
  /** By instruction; undefined for uniform draws, and their opposites, that nothing has read yet. */
  readonly #args: (Arg | undefined)[] = [];
  readonly #constants: { readonly root: number; readonly values: readonly number[] }[] = [];
  readonly #feeds = new Map<string, number>();

  constructor(readonly program: ArrayProgram) {
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
    const regionOf = ({ view }: { view: View }) => {
      const { buffer, offset } = this.#arrays.place(view.root);
      return { buffer, offset: offset + view.offset };
    };
    return {
      kernels,
      rows,
      samples,
      constants: this.#constants.map(({ root, values }) => ({
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
  ): { readonly view: View; readonly size: number } {
    const { shape } = this.#instruction(value);
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

  #instruction(id: ValueId): Instruction {
    const instruction = this.program.instructions[id];
    if (!instruction) throw new Error(`no instruction ${id}`);
    return instruction;
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
    return { view: this.#noise(kind, noise, mirrored), shape: noise.shape };
  }

  /** What float32 holds in full only where it is made from the noise's words; undefined where the instruction is none of it. */
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
        return { view: this.#reduce(instruction, first(args)), shape };
      case 'matmul':
        return { view: this.#matmul(instruction, args), shape };
      case 'row':
        return { view: this.#take(instruction, args), shape };
      case 'noise':
        return { view: this.#noise(instruction.kind, instruction, false), shape };
      case 'logStandardGamma':
        return { view: this.#gammas(instruction, first(args)), shape };
      default:
        return assertNever(instruction);
    }
  }

  #constant({ values, shape }: InstructionOf<'constant'>): Arg {
    const [value] = values;
    if (value !== undefined && values.every((other) => Object.is(other, value))) return { known: value };
    const root = this.#arrays.root({ kind: 'given', size: values.length });
    this.#constants.push({ root, values });
    return { view: denseView(root, shape), shape };
  }

  #feed(name: string, shape: Shape): View {
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
        return { view: strides ? { ...view, strides } : denseView(this.#copy(arg).root, shape), shape };
      }
      default:
        return assertNever(instruction);
    }
  }

  /** The argument's numbers as an array of its own. */
  #copy(arg: { readonly view: View; readonly shape: Shape }): View {
    return this.#arrays.point(undefined, [arg], arg.shape);
  }

  /** As an array that a kernel can read; a known number as one element over and over. */
  #array(arg: Arg, shape: Shape): View {
    if ('view' in arg) return arg.view;
    const root = this.#arrays.root({ kind: 'given', size: 1 });
    this.#constants.push({ root, values: [arg.known] });
    return { root, offset: 0, strides: shape.map(() => 0) };
  }

  #contiguous(arg: Arg, shape: Shape): View {
    const view = this.#array(arg, shape);
    return isContiguous(view, shape) ? view : this.#copy({ view, shape });
  }

  #reduce({ op, axes, args: [x] }: InstructionOf<'sum'> | InstructionOf<'amax'>, arg: Arg): View {
    let { shape } = this.#instruction(x);
    let view = this.#array(arg, shape);
    for (let end = axes.length - 1; end >= 0; ) {
      let begin = end;
      while (begin > 0 && axes[begin - 1] === (axes[begin] as number) - 1) begin--;
      const [from, to] = [axes[begin] as number, (axes[end] as number) + 1];
      const extents = [
        sizeOf(shape.slice(0, from)),
        sizeOf(shape.slice(from, to)),
        sizeOf(shape.slice(to)),
      ] as const;
      const dense = this.#contiguous({ view, shape }, shape);
      shape = [...shape.slice(0, from), ...shape.slice(to)];
      const root = this.#arrays.barrier(sizeOf(shape), [dense], (out, at) => ({
        kind: 'reduce',
        op,
        extents,
        from: at(dense),
        out,
      }));
      view = denseView(root, shape);
      end = begin - 1;
    }
    return view;
  }

  #matmul({ shape, args: [a, c] }: InstructionOf<'matmul'>, args: readonly Arg[]): View {
    const left = this.#array(first(args), this.#instruction(a).shape);
    const right = this.#array(first(args.slice(1)), this.#instruction(c).shape);
    const [batch, n, m] =
      shape.length === 3 ? (shape as [number, number, number]) : [1, ...(shape as [number, number])];
    const k = this.#instruction(a).shape.at(-1) ?? 1;
    const strides = (view: View) => (shape.length === 3 ? view.strides : [0, ...view.strides]);
    const root = this.#arrays.barrier(sizeOf(shape), [left, right], (out, at) => ({
      kind: 'matmul',
      batch,
      n,
      k,
      m,
      a: { ...at(left), strides: strides(left) },
      c: { ...at(right), strides: strides(right) },
      out,
    }));
    return denseView(root, shape);
  }

  #take({ shape, args: [t, i] }: InstructionOf<'row'>, args: readonly Arg[]): View {
    const [tableShape, indexShape] = [this.#instruction(t).shape, this.#instruction(i).shape];
    const table = this.#contiguous(first(args), tableShape);
    const index = this.#contiguous(first(args.slice(1)), indexShape);
    const [tableRows = 0, ...rest] = tableShape;
    const root = this.#arrays.barrier(sizeOf(shape), [table, index], (out, at) => ({
      kind: 'take',
      count: sizeOf(indexShape),
      width: sizeOf(rest),
      tableRows,
      table: at(table),
      index: at(index),
      out,
    }));
    return denseView(root, shape);
  }

  #noise(noise: DrawKind, { shape, source }: InstructionOf<'noise'>, mirrored: boolean): View {
    const [count = 1, ...rest] = shape;
    const width = sizeOf(rest);
    const root = this.#arrays.barrier(sizeOf(shape), [], (out) => ({
      kind: 'noise',
      noise,
      count,
      width,
      source,
      mirrored,
      out,
    }));
    return denseView(root, shape);
  }

  #gammas({ shape, source, mirrored }: InstructionOf<'logStandardGamma'>, of: Arg): View {
    const [count = 1, ...rest] = shape;
    const width = sizeOf(rest);
    const concentration = this.#contiguous(of, shape);
    const root = this.#arrays.barrier(sizeOf(shape), [concentration], (out, at) => ({
      kind: 'gamma',
      count,
      width,
      source,
      mirrored,
      concentration: at(concentration),
      out,
    }));
    return denseView(root, shape);
  }

  #concat(args: readonly Arg[], { shape, axis, args: ids }: InstructionOf<'concat'>): View {
    const strides = denseStrides(shape);
    let begin = 0;
    const parts = args.map((arg, i) => {
      const own = this.#instruction(ids[i] as ValueId).shape;
      const part = {
        view: this.#array(arg, own),
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
