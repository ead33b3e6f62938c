import { assertNever } from '../../../base/assertNever';
import type { ArrayProgram } from '../../../ir/arrayProgram';
import { argsOf, type Instruction, type InstructionOf, type ValueId } from '../../../ir/operations';
import { type Shape, sizeOf } from '../../../ir/shape';
import type { Kernel, KernelPlan } from '../kernelPlan';
import {
  boundariesWith,
  copyKernel,
  denseStrides,
  type Group,
  kernelOf,
  type Point,
  type PointArg,
} from './groups';
import { sinkPoints } from './sink';
import {
  broadcasted,
  denseView,
  isContiguous,
  reshapedStrides,
  sliced,
  transposed,
  type View,
} from './views';

interface Place {
  readonly buffer: number;
  readonly offset: number;
}

/** An array of its own, dense. Points of one level are worked out after its barriers, which read points of lower levels. */
type Root =
  | { readonly kind: 'given'; readonly size: number }
  | { readonly kind: 'point'; readonly size: number; readonly group: Group }
  | { readonly kind: 'barrier'; readonly size: number; readonly level: number };

/** Arrays that stand side by side in a root. */
interface Joined {
  readonly root: number;
  readonly parts: readonly {
    readonly view: View;
    readonly shape: Shape;
    readonly offset: number;
    readonly strides: readonly number[];
  }[];
}

type Arg = { readonly known: number } | { readonly view: View; readonly shape: Shape };

/**
 * Turns an array program into kernels. Reshapes, slices, transposes and broadcasts become strides; elementwise operations that
 * no other kernel has to stand between become one kernel; what a concatenation alone reads is written in its place at once.
 */
export function planKernels(program: ArrayProgram): KernelPlan {
  return new Planner(program).plan();
}

class Planner {
  readonly #roots: Root[] = [];
  readonly #args: Arg[] = [];
  readonly #groups: Group[] = [];
  readonly #barriers: { readonly level: number; readonly make: () => Kernel }[] = [];
  readonly #joined: Joined[] = [];
  /** How many barriers, concatenations and ends read a root; after `#settle` points of other groups too. */
  readonly #reads = new Map<number, number>();
  readonly #placed = new Map<number, { readonly joined: number; readonly offset: number }>();
  readonly #buffers: number[] = [];
  readonly #places = new Map<number, Place>();
  readonly #constants: { readonly root: number; readonly values: readonly number[] }[] = [];
  readonly #feeds = new Map<string, number>();

  constructor(readonly program: ArrayProgram) {
    for (const instruction of program.instructions) this.#args.push(this.#read(instruction));
  }

  plan(): KernelPlan {
    const { outputs, updates, rows, samples } = this.program;
    const updated = new Set(updates.map(({ feed }) => this.#feeds.get(feed)));
    const ends = outputs.map(({ name, value }) => ({ name, ...this.#end(value, new Set()) }));
    const nexts = updates
      .filter(({ feed }) => this.#feeds.has(feed))
      .map(({ feed, value }) => ({ feed, ...this.#end(value, updated) }));
    this.#settle();
    const kernels = this.#kernels();
    const regionOf = ({ view }: { view: View }) => {
      const { buffer, offset } = this.#place(view.root);
      return { buffer, offset: offset + view.offset };
    };
    return {
      kernels,
      rows,
      samples,
      constants: this.#constants.map(({ root, values }) => ({ buffer: this.#place(root).buffer, values })),
      feeds: [...this.#feeds].map(([name, root]) => ({ name, buffer: this.#place(root).buffer })),
      outputs: ends.map((end) => ({ name: end.name, ...regionOf(end), size: end.size })),
      updates: nexts.map((next) => ({ feed: next.feed, from: regionOf(next) })),
      buffers: this.#buffers,
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
        : this.#point(undefined, [arg], shape);
    // Once more than there are readers: nothing else is written over it.
    this.#count(view.root, 2);
    return { view, size };
  }

  #instruction(id: ValueId): Instruction {
    const instruction = this.program.instructions[id];
    if (!instruction) throw new Error(`no instruction ${id}`);
    return instruction;
  }

  #arg(id: ValueId): Arg {
    const arg = this.#args[id];
    if (!arg) throw new Error(`instruction ${id} is used before it is made`);
    return arg;
  }

  #read(instruction: Instruction): Arg {
    const { shape } = instruction;
    const ids = argsOf(instruction);
    const args = ids.map((id) => this.#arg(id));
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
      case 'standardGamma':
        return { view: this.#draws(instruction, args), shape };
      default:
        return { view: this.#point(instruction.op, args, shape), shape };
    }
  }

  #constant({ values, shape }: InstructionOf<'constant'>): Arg {
    const [value] = values;
    if (value !== undefined && values.every((other) => Object.is(other, value))) return { known: value };
    const root = this.#root({ kind: 'given', size: values.length });
    this.#constants.push({ root, values });
    return { view: denseView(root, shape), shape };
  }

  #feed(name: string, shape: Shape): View {
    const known = this.#feeds.get(name);
    const root = known ?? this.#root({ kind: 'given', size: sizeOf(shape) });
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
    return this.#point(undefined, [arg], arg.shape);
  }

  /** As an array that a kernel can read; a known number as one element over and over. */
  #array(arg: Arg, shape: Shape): View {
    if ('view' in arg) return arg.view;
    const root = this.#root({ kind: 'given', size: 1 });
    this.#constants.push({ root, values: [arg.known] });
    return { root, offset: 0, strides: shape.map(() => 0) };
  }

  #contiguous(arg: Arg, shape: Shape): View {
    const view = this.#array(arg, shape);
    return isContiguous(view, shape) ? view : this.#copy({ view, shape });
  }

  #root(root: Root): number {
    return this.#roots.push(root) - 1;
  }

  #count(root: number, times = 1): void {
    this.#reads.set(root, (this.#reads.get(root) ?? 0) + times);
  }

  /** The first level whose barriers may read the root. */
  #barrierLevel(root: number): number {
    const known = this.#roots[root] as Root;
    if (known.kind === 'given') return 0;
    return known.kind === 'point' ? known.group.level + 1 : known.level;
  }

  /** The same for points, other than of its own group. */
  #point(op: Point['op'], args: readonly Arg[], shape: Shape): View {
    const size = sizeOf(shape);
    const inlined = args.map((arg) => ('view' in arg ? this.#whole(arg) : undefined));
    let level = Math.max(
      0,
      ...args.map((arg, i) => {
        if ('known' in arg) return 0;
        const group = inlined[i];
        return group ? group.level : this.#barrierLevel(arg.view.root);
      }),
    );
    for (;;) {
      const own = inlined.filter((group) => group?.level === level);
      const pointArgs = args.map((arg, i): PointArg => {
        if ('known' in arg) return { kind: 'constant', value: arg.known };
        const group = inlined[i];
        return group && group.level === level
          ? { kind: 'point', root: arg.view.root }
          : { kind: 'array', view: arg.view, shape: arg.shape };
      });
      const group = this.#groupFor(level, size, own, pointArgs);
      if (group) {
        const root = this.#root({ kind: 'point', size, group });
        group.points.push({ root, op, args: pointArgs });
        return denseView(root, shape);
      }
      level++;
    }
  }

  /** The group of a point that the view shows as it is, element by element. */
  #whole({ view, shape }: { readonly view: View; readonly shape: Shape }): Group | undefined {
    const root = this.#roots[view.root] as Root;
    const isWhole = view.offset === 0 && root.size === sizeOf(shape) && isContiguous(view, shape);
    return root.kind === 'point' && isWhole ? root.group : undefined;
  }

  #groupFor(
    level: number,
    size: number,
    own: readonly (Group | undefined)[],
    args: readonly PointArg[],
  ): Group | undefined {
    const [fixed] = own;
    if (own.some((group) => group !== fixed)) return undefined;
    const candidates = fixed
      ? [fixed]
      : this.#groups.filter((group) => group.level === level && group.size === size);
    for (const group of candidates) {
      const boundaries = boundariesWith(group.boundaries, args, size);
      if (!boundaries || boundaries.length > MOST_BOUNDARIES) continue;
      group.boundaries = boundaries;
      return group;
    }
    if (fixed) return undefined;
    const boundaries = boundariesWith([], args, size);
    if (!boundaries) throw new Error('an operand has no loop of its own');
    const group: Group = { level, size, boundaries, points: [] };
    this.#groups.push(group);
    return group;
  }

  #barrier(
    size: number,
    inputs: readonly View[],
    make: (out: Place, at: (view: View) => Place) => Kernel,
  ): number {
    const level = Math.max(0, ...inputs.map(({ root }) => this.#barrierLevel(root)));
    for (const { root } of inputs) this.#count(root);
    const root = this.#root({ kind: 'barrier', size, level });
    this.#barriers.push({ level, make: () => make(this.#place(root), (view) => this.#region(view)) });
    return root;
  }

  #region({ root, offset }: View): Place {
    const place = this.#place(root);
    return { buffer: place.buffer, offset: place.offset + offset };
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
      const root = this.#barrier(sizeOf(shape), [dense], (out, at) => ({
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
    const root = this.#barrier(sizeOf(shape), [left, right], (out, at) => ({
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
    const root = this.#barrier(sizeOf(shape), [table, index], (out, at) => ({
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

  #draws(instruction: InstructionOf<'noise'> | InstructionOf<'standardGamma'>, args: readonly Arg[]): View {
    const { shape, source } = instruction;
    const [count = 1, ...rest] = shape;
    const width = sizeOf(rest);
    if (instruction.op === 'noise') {
      const { kind: noise } = instruction;
      return denseView(
        this.#barrier(sizeOf(shape), [], (out) => ({ kind: 'noise', noise, count, width, source, out })),
        shape,
      );
    }
    const concentration = this.#contiguous(first(args), shape);
    const { mirrored } = instruction;
    const root = this.#barrier(sizeOf(shape), [concentration], (out, at) => ({
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
    const level = Math.max(0, ...parts.map(({ view }) => this.#barrierLevel(view.root)));
    for (const { view } of parts) this.#count(view.root);
    const root = this.#root({ kind: 'barrier', size: sizeOf(shape), level });
    this.#joined.push({ root, parts });
    for (const part of parts) this.#barriers.push({ level, make: () => this.#partKernel(root, part) });
    return denseView(root, shape);
  }

  #partKernel(joined: number, { view, shape, offset, strides }: Joined['parts'][number]): Kernel {
    const [from, to] = [this.#region(view), this.#place(joined)];
    return copyKernel(
      shape,
      { ...from, strides: view.strides },
      { buffer: to.buffer, offset: to.offset + offset, strides },
    );
  }

  /** Decides where every root stands. */
  #settle(): void {
    sinkPoints(this.#groups, (root) => this.#reads.has(root));
    for (const { points } of this.#groups)
      for (const { args } of points)
        for (const arg of args) if (arg.kind === 'array') this.#count(arg.view.root);
    for (const { root: joined, parts } of this.#joined)
      for (const { view, shape, offset, strides } of parts) {
        const root = this.#roots[view.root] as Root;
        const isWhole = view.offset === 0 && root.size === sizeOf(shape) && isContiguous(view, shape);
        const fits = isContiguous({ root: joined, offset, strides }, shape);
        if (root.kind !== 'given' && isWhole && fits && this.#reads.get(view.root) === 1)
          this.#placed.set(view.root, { joined, offset });
      }
    this.#roots.forEach((root, id) => {
      const isUsed = root.kind !== 'point' || this.#reads.has(id);
      if (isUsed && !this.#placed.has(id))
        this.#places.set(id, { buffer: this.#buffers.push(root.size) - 1, offset: 0 });
    });
  }

  #place(root: number): Place {
    const placed = this.#placed.get(root);
    if (placed) {
      const { buffer, offset } = this.#place(placed.joined);
      return { buffer, offset: offset + placed.offset };
    }
    const place = this.#places.get(root);
    if (!place) throw new Error(`array ${root} stands nowhere`);
    return place;
  }

  #kernels(): Kernel[] {
    const levels =
      Math.max(0, ...this.#groups.map(({ level }) => level), ...this.#barriers.map(({ level }) => level)) + 1;
    return Array.from({ length: levels }, (_, level) => [
      ...this.#barriers
        .filter((barrier) => barrier.level === level)
        .map(({ make }) => make())
        .filter(isWork),
      ...this.#groups
        .filter((group) => group.level === level)
        .map((group) =>
          kernelOf(
            group,
            (root) => this.#place(root),
            (root) => this.#reads.has(root),
          ),
        )
        .filter(({ outputs }) => outputs.length > 0),
    ]).flat();
  }
}

/** What a loop may be divided into: one axis more than boundaries. */
const MOST_BOUNDARIES = 3;

/** A part that was written in its place needs no copy. */
function isWork(kernel: Kernel): boolean {
  if (kernel.kind !== 'elementwise') return true;
  const [input] = kernel.inputs;
  const [output] = kernel.outputs;
  return !(input && output && input.buffer === output.to.buffer);
}

function first<T>(list: readonly T[]): T {
  const [x] = list;
  if (x === undefined) throw new Error('an argument is missing');
  return x;
}
