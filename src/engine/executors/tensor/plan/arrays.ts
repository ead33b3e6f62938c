import { type Shape, sizeOf } from '../../../ir/shape';
import type { BufferPlace, Kernel } from '../kernelPlan';
import {
  boundariesWith,
  copyKernel,
  type ElementGroup,
  type ElementOp,
  kernelOfGroup,
  type PointArg,
} from './groups';
import { sinkPoints } from './sink';
import { type ArrayView, denseView, isContiguous } from './views';

/**
 * An array that has numbers of its own, without gaps. `given`: filled from outside. `point`: worked out element by
 * element, with others of its group in one kernel. `barrier`: the result of a kernel that is no elementwise one, such
 * as a matrix product. Kernels run level by level: first the barriers of a level, which read points of lower levels,
 * then its groups of points.
 */
type Root =
  | { readonly kind: 'given'; readonly size: number }
  | { readonly kind: 'point'; readonly size: number; readonly group: ElementGroup }
  | { readonly kind: 'barrier'; readonly size: number; readonly level: number };

/** Arrays that stand side by side in a root. */
interface Joined {
  readonly root: number;
  readonly parts: readonly {
    readonly view: ArrayView;
    readonly shape: Shape;
    readonly offset: number;
    readonly strides: readonly number[];
  }[];
}

/** What an instruction reads: a number that is known, or an array, or part of one, seen with strides. */
export type Arg = { readonly known: number } | { readonly view: ArrayView; readonly shape: Shape };

/** The arrays of a plan: how each is made, at which level, and where in a buffer it stands. */
export class Arrays {
  readonly #roots: Root[] = [];
  readonly #groups: ElementGroup[] = [];
  readonly #barriers: { readonly level: number; readonly make: () => Kernel }[] = [];
  readonly #joined: Joined[] = [];
  /**
   * How many barriers, concatenations and outputs read an array; after `settle` the points of other groups count too.
   * An array that nothing reads is not written.
   */
  readonly #reads = new Map<number, number>();
  readonly #placed = new Map<number, { readonly joined: number; readonly offset: number }>();
  readonly #buffers: number[] = [];
  readonly #places = new Map<number, BufferPlace>();

  /** A new array; its number. */
  root(root: Root): number {
    return this.#roots.push(root) - 1;
  }

  /** Counts readers of an array. */
  count(root: number, times = 1): void {
    this.#reads.set(root, (this.#reads.get(root) ?? 0) + times);
  }

  /** The first level whose barriers may read the root. */
  #barrierLevel(root: number): number {
    const known = this.#roots[root] as Root;
    if (known.kind === 'given') return 0;
    return known.kind === 'point' ? known.group.level + 1 : known.level;
  }

  /** A new array of points, in the first group that may hold them: of their level, their size and a loop that fits. */
  point(op: ElementOp['op'], args: readonly Arg[], shape: Shape): ArrayView {
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
        const root = this.root({ kind: 'point', size, group });
        group.points.push({ root, op, args: pointArgs });
        return denseView(root, shape);
      }
      level++;
    }
  }

  /** The group of an array of points, where the view shows all of it, element by element. */
  #whole({ view, shape }: { readonly view: ArrayView; readonly shape: Shape }): ElementGroup | undefined {
    const root = this.#roots[view.root] as Root;
    const isWhole = view.offset === 0 && root.size === sizeOf(shape) && isContiguous(view, shape);
    return root.kind === 'point' && isWhole ? root.group : undefined;
  }

  #groupFor(
    level: number,
    size: number,
    own: readonly (ElementGroup | undefined)[],
    args: readonly PointArg[],
  ): ElementGroup | undefined {
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
    const group: ElementGroup = { level, size, boundaries, points: [] };
    this.#groups.push(group);
    return group;
  }

  /** A new array that a kernel of its own writes. The kernel is made once all arrays have their places. */
  barrier(
    size: number,
    inputs: readonly ArrayView[],
    make: (out: BufferPlace, at: (view: ArrayView) => BufferPlace) => Kernel,
  ): number {
    const level = Math.max(0, ...inputs.map(({ root }) => this.#barrierLevel(root)));
    for (const { root } of inputs) this.count(root);
    const root = this.root({ kind: 'barrier', size, level });
    this.#barriers.push({ level, make: () => make(this.place(root), (view) => this.#region(view)) });
    return root;
  }

  #region({ root, offset }: ArrayView): BufferPlace {
    const place = this.place(root);
    return { buffer: place.buffer, offset: place.offset + offset };
  }

  /** Arrays side by side, as one of this size; its root. */
  join(parts: Joined['parts'], size: number): number {
    const level = Math.max(0, ...parts.map(({ view }) => this.#barrierLevel(view.root)));
    for (const { view } of parts) this.count(view.root);
    const root = this.root({ kind: 'barrier', size, level });
    this.#joined.push({ root, parts });
    for (const part of parts) this.#barriers.push({ level, make: () => this.#partKernel(root, part) });
    return root;
  }

  #partKernel(joined: number, { view, shape, offset, strides }: Joined['parts'][number]): Kernel {
    const [from, to] = [this.#region(view), this.place(joined)];
    return copyKernel(
      shape,
      { ...from, strides: view.strides },
      { buffer: to.buffer, offset: to.offset + offset, strides },
    );
  }

  /** Decides where every root stands. */
  settle(): void {
    sinkPoints(this.#groups, (root) => this.#reads.has(root));
    for (const { points } of this.#groups)
      for (const { args } of points)
        for (const arg of args) if (arg.kind === 'array') this.count(arg.view.root);
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

  /** Where an array stands; throws before `settle`. */
  place(root: number): BufferPlace {
    const placed = this.#placed.get(root);
    if (placed) {
      const { buffer, offset } = this.place(placed.joined);
      return { buffer, offset: offset + placed.offset };
    }
    const place = this.#places.get(root);
    if (!place) throw new Error(`array ${root} stands nowhere`);
    return place;
  }

  /** In the order in which they run. */
  kernels(): Kernel[] {
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
          kernelOfGroup(
            group,
            (root) => this.place(root),
            (root) => this.#reads.has(root),
          ),
        )
        .filter(({ outputs }) => outputs.length > 0),
    ]).flat();
  }

  /** Sizes of the buffers. */
  get buffers(): readonly number[] {
    return this.#buffers;
  }
}

/** A kernel's loop has at most four axes, and so three boundaries between them. */
const MOST_BOUNDARIES = 3;

/** Whether a kernel does anything: the copy of a part that was written in its place at once does not. */
function isWork(kernel: Kernel): boolean {
  if (kernel.kind !== 'elementwise') return true;
  const [input] = kernel.inputs;
  const [output] = kernel.outputs;
  return !(input && output && input.buffer === output.to.buffer);
}
