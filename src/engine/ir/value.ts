import type { ValueId } from './operations';
import type { Shape } from './shape';

/** A handle on an instruction under construction. */
export interface Value {
  readonly id: ValueId;
  readonly shape: Shape;
}

export type Operand = Value | number;
