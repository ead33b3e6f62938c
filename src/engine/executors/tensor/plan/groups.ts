import { type Shape, sizeOf } from '../../../ir/shape';
import type { ElementwiseKernel, Operand, ScalarOp } from '../kernelPlan';
import { boundariesOf, extentsOf, mergeBoundaries, reshapedStrides, type View } from './views';

/** What a point is made from: a number, an element of an array, or another point of its group. */
export type PointArg =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'array'; readonly view: View; readonly shape: Shape }
  | { readonly kind: 'point'; readonly root: number };

/** An elementwise operation; without `op` its one argument as it is. */
export interface Point {
  readonly root: number;
  readonly op: Exclude<ScalarOp['op'], 'input' | 'constant'> | undefined;
  args: readonly PointArg[];
}

/** Elementwise operations that one kernel does. */
export interface Group {
  readonly level: number;
  readonly size: number;
  /** Where the loop over the elements is divided for the sake of its operands. */
  boundaries: readonly number[];
  readonly points: Point[];
}

/** The boundaries of a group with these arguments too, or undefined where one loop cannot serve them all. */
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

/** The kernel of a group: `place` tells where a root stands, `isWritten` which points others read. */
export function kernelOf(
  { boundaries, points, size }: Group,
  place: (root: number) => { readonly buffer: number; readonly offset: number },
  isWritten: (root: number) => boolean,
): ElementwiseKernel {
  const extents = extentsOf(boundaries, size);
  if (extents.length > MOST_AXES) throw new Error(`a loop over ${extents.length} axes`);
  const body: ScalarOp[] = [];
  const known = new Map<string, number>();
  const inputs: { buffer: number; offset: number; strides: readonly number[] }[] = [];
  const at = new Map<number, number>();
  const push = (key: string, make: () => ScalarOp): number => {
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
    at.set(
      root,
      op ? body.push({ op, args: positions } as unknown as ScalarOp) - 1 : (positions[0] as number),
    );
  }
  const dense = denseStrides(extents);
  const outputs = points.flatMap(({ root }) =>
    isWritten(root) ? [{ value: at.get(root) as number, to: { ...place(root), strides: dense } }] : [],
  );
  return { kind: 'elementwise', extents, inputs, body, outputs };
}

/** Copies an array of this shape from one place to another. */
export function copyKernel(shape: Shape, from: Operand, to: Operand): ElementwiseKernel {
  const size = sizeOf(shape);
  const boundaries = mergeBoundaries(
    boundariesOf(from.strides, shape),
    boundariesOf(to.strides, shape),
    size,
  );
  const extents = boundaries ? extentsOf(boundaries, size) : shape;
  const fitted = (operand: Operand): Operand => ({
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

/** Of a row-major array of these lengths. */
export function denseStrides(extents: readonly number[]): number[] {
  return extents.map((_, axis) => sizeOf(extents.slice(axis + 1)));
}
