import { type Shape, sizeOf, stridesOf } from '../../../ir/shape';
import type { BodyOp, BufferPlace, ElementwiseKernel, KernelOperand } from '../kernelPlan';
import { type ArrayView, boundariesOf, extentsOf, mergeBoundaries, reshapedStrides } from './views';

/** What a point is made from: a number, an element of an array, or another point of its group. */
export type PointArg =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'array'; readonly view: ArrayView; readonly shape: Shape }
  | { readonly kind: 'point'; readonly root: number };

/** An elementwise operation; without `op` its one argument as it is. */
export interface ElementOp {
  readonly root: number;
  readonly op: Exclude<BodyOp['op'], 'input' | 'constant'> | undefined;
  args: readonly PointArg[];
}

/** Elementwise operations that one kernel does. */
export interface ElementGroup {
  readonly level: number;
  readonly size: number;
  /** Where the loop over the elements is divided into axes, since an operand has another stride from there on. */
  boundaries: readonly number[];
  readonly points: ElementOp[];
}

/** The boundaries of a group that reads these arguments too; undefined where one loop cannot serve them all. */
export function boundariesWith(
  boundaries: readonly number[],
  args: readonly PointArg[],
  size: number,
): readonly number[] | undefined {
  let merged: readonly number[] | undefined = boundaries;
  for (const arg of args)
    if (arg.kind === 'array')
      merged = merged && mergeBoundaries(merged, boundariesOf(arg.view.strides, arg.shape), size);
  return merged;
}

/** Most axes of a loop. */
const MOST_AXES = 4;

/**
 * The kernel of a group. `place`: where an array stands. `isWritten`: whether anything outside of the group reads it.
 */
export function kernelOfGroup(
  { boundaries, points, size }: ElementGroup,
  place: (root: number) => BufferPlace,
  isWritten: (root: number) => boolean,
): ElementwiseKernel {
  const extents = extentsOf(boundaries, size);
  if (extents.length > MOST_AXES) throw new Error(`a loop over ${extents.length} axes`);
  const body: BodyOp[] = [];
  const known = new Map<string, number>();
  const inputs: { buffer: number; offset: number; strides: readonly number[] }[] = [];
  const at = new Map<number, number>();
  const push = (key: string, make: () => BodyOp): number => {
    const position = known.get(key) ?? body.push(make()) - 1;
    known.set(key, position);
    return position;
  };
  const argument = (arg: PointArg): number => {
    switch (arg.kind) {
      case 'constant':
        return push(`c${arg.value}${Object.is(arg.value, -0)}`, () => ({ op: 'constant', value: arg.value }));
      case 'point':
        return at.get(arg.root) as number;
      case 'array': {
        const { buffer, offset } = place(arg.view.root);
        const strides = reshapedStrides(arg.view.strides, arg.shape, extents);
        if (!strides) throw new Error('an operand does not fit its loop');
        const input = { buffer, offset: offset + arg.view.offset, strides };
        return push(`i${JSON.stringify(input)}`, () => ({ op: 'input', input: inputs.push(input) - 1 }));
      }
    }
  };
  for (const { root, op, args } of points) {
    const positions = args.map(argument);
    at.set(root, op ? body.push({ op, args: positions } as unknown as BodyOp) - 1 : (positions[0] as number));
  }
  const dense = stridesOf(extents);
  const outputs = points.flatMap(({ root }) =>
    isWritten(root) ? [{ value: at.get(root) as number, to: { ...place(root), strides: dense } }] : [],
  );
  return { kind: 'elementwise', extents, inputs, body, outputs };
}

/** Copies an array of this shape from one place to another. */
export function copyKernel(shape: Shape, from: KernelOperand, to: KernelOperand): ElementwiseKernel {
  const size = sizeOf(shape);
  const boundaries = mergeBoundaries(
    boundariesOf(from.strides, shape),
    boundariesOf(to.strides, shape),
    size,
  );
  const extents = boundaries ? extentsOf(boundaries, size) : shape;
  const fitted = (operand: KernelOperand): KernelOperand => ({
    ...operand,
    strides: reshapedStrides(operand.strides, shape, extents) ?? operand.strides,
  });
  return {
    kind: 'elementwise',
    extents,
    inputs: [fitted(from)],
    body: [{ op: 'input', input: 0 }],
    outputs: [{ value: 0, to: fitted(to) }],
  };
}
