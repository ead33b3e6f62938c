import { type Shape, sizeOf, stridesOf } from '../../../ir/shape';

/** Where the elements of an array stand among the numbers of its root, which is dense. */
export interface ArrayView {
  readonly root: number;
  readonly offset: number;
  /** One for each axis of the array. */
  readonly strides: readonly number[];
}

export function denseView(root: number, shape: Shape): ArrayView {
  return { root, offset: 0, strides: stridesOf(shape) };
}

/** Whether the elements follow one another without gaps from the view's offset on. */
export function isContiguous({ strides }: ArrayView, shape: Shape): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    if (length !== 1 && strides[axis] !== expected) return false;
    expected *= length;
  }
  return true;
}

export function sliced(view: ArrayView, begin: readonly number[]): ArrayView {
  const offset = begin.reduce((sum, at, axis) => sum + at * (view.strides[axis] as number), view.offset);
  return { ...view, offset };
}

export function transposed(view: ArrayView, order: readonly number[]): ArrayView {
  return { ...view, strides: order.map((axis) => view.strides[axis] as number) };
}

/** NumPy broadcasting from one shape to another. */
export function broadcasted(view: ArrayView, from: Shape, to: Shape): ArrayView {
  const lead = to.length - from.length;
  const strides = to.map((_, axis) =>
    axis < lead || from[axis - lead] === 1 ? 0 : (view.strides[axis - lead] as number),
  );
  return { ...view, strides };
}

/** Axes of a view merged as far as they run on, without those of length 1. */
export interface Runs {
  readonly lengths: readonly number[];
  readonly strides: readonly number[];
}

export function runsOf(strides: readonly number[], shape: Shape): Runs {
  const lengths: number[] = [];
  const steps: number[] = [];
  shape.forEach((length, axis) => {
    const stride = strides[axis] as number;
    if (length === 1) return;
    const last = steps.length - 1;
    if (last >= 0 && steps[last] === stride * length) {
      lengths[last] = (lengths[last] as number) * length;
      steps[last] = stride;
    } else {
      lengths.push(length);
      steps.push(stride);
    }
  });
  return { lengths, strides: steps };
}

/** The strides that give the view another shape of equal size, or undefined where no strides do. */
export function reshapedStrides(strides: readonly number[], from: Shape, to: Shape): number[] | undefined {
  if (sizeOf(from) === 0) return to.map(() => 0);
  const runs = runsOf(strides, from);
  const out = new Array<number>(to.length).fill(0);
  let run = runs.lengths.length - 1;
  let left = runs.lengths[run] ?? 1;
  let stride = runs.strides[run] ?? 0;
  for (let axis = to.length - 1; axis >= 0; axis--) {
    const length = to[axis] as number;
    if (length === 1) continue;
    if (left === 1) {
      run--;
      left = runs.lengths[run] ?? 1;
      stride = runs.strides[run] ?? 0;
    }
    if (left % length !== 0) return undefined;
    out[axis] = stride;
    stride *= length;
    left /= length;
  }
  return out;
}

/** Products of the trailing lengths of a view's runs: where a loop over all its elements has to be divided. */
export function boundariesOf(strides: readonly number[], shape: Shape): number[] {
  const { lengths } = runsOf(strides, shape);
  const found: number[] = [];
  let product = 1;
  for (let axis = lengths.length - 1; axis > 0; axis--) {
    product *= lengths[axis] as number;
    found.push(product);
  }
  return found;
}

/**
 * Both lists of boundaries in one loop over `size` elements, or undefined where a loop cannot be divided at all of
 * them.
 */
export function mergeBoundaries(
  p: readonly number[],
  q: readonly number[],
  size: number,
): number[] | undefined {
  const all = [...new Set([...p, ...q])].sort((a, b) => a - b);
  const fits = all.every((boundary, i) => (all[i + 1] ?? size) % boundary === 0);
  return fits ? all : undefined;
}

/** The lengths of the loop that is divided there; [] for one element. */
export function extentsOf(boundaries: readonly number[], size: number): number[] {
  if (size === 1) return [];
  const ends = [1, ...boundaries, size];
  return ends
    .slice(1)
    .map((end, i) => end / (ends[i] as number))
    .reverse();
}
