import type { ArrayProgram } from '../../../ir/arrayProgram';
import type { Instruction, ValueId } from '../../../ir/operations';
import type { Shape } from '../../../ir/shape';
import type { Arg, Arrays } from './arrays';
import { type ArrayView, isContiguous } from './views';

/** Gives kernels what they read in the form that they take: as an array, or as one without gaps. */
export class Reading {
  readonly constants: { readonly root: number; readonly values: readonly number[] }[] = [];

  constructor(
    readonly program: ArrayProgram,
    readonly arrays: Arrays,
  ) {}

  instruction(id: ValueId): Instruction {
    const instruction = this.program.instructions[id];
    if (!instruction) throw new Error(`no instruction ${id}`);
    return instruction;
  }

  shapeOf(id: ValueId): Shape {
    return this.instruction(id).shape;
  }

  /** The array that holds these numbers from the start and for ever. */
  constant(values: readonly number[]): number {
    const root = this.arrays.root({ kind: 'given', size: values.length });
    this.constants.push({ root, values });
    return root;
  }

  /** The argument's numbers as an array of its own. */
  copy(arg: { readonly view: ArrayView; readonly shape: Shape }): ArrayView {
    return this.arrays.point(undefined, [arg], arg.shape);
  }

  /** As an array that a kernel can read; a known number as one element over and over. */
  array(arg: Arg, shape: Shape): ArrayView {
    if ('view' in arg) return arg.view;
    return { root: this.constant([arg.known]), offset: 0, strides: shape.map(() => 0) };
  }

  contiguous(arg: Arg, shape: Shape): ArrayView {
    const view = this.array(arg, shape);
    return isContiguous(view, shape) ? view : this.copy({ view, shape });
  }
}
