import { argsOf, type Instruction, type ValueId } from './operations';
import { type Shape, sizeOf } from './shape';

/** What work costs, known before it begins: of a program, for one sample. */
export interface Cost {
  /** Numbers that its arrays hold. */
  readonly numbers: number;
  /** Operations on single numbers. */
  readonly operations: number;
  /** Numbers that are drawn. */
  readonly drawn: number;
}

export function costOf(instructions: readonly Instruction[]): Cost {
  const shapeAt = (id: ValueId) => instructions[id]?.shape ?? [];
  let [numbers, operations, drawn] = [0, 0, 0];
  for (const instruction of instructions) {
    numbers += sizeOf(instruction.shape);
    operations += operationsOf(instruction, shapeAt);
    drawn += drawnBy(instruction);
  }
  return { numbers, operations, drawn };
}

/** Operations on single numbers that an instruction takes. */
export function operationsOf(instruction: Instruction, shapeAt: (id: ValueId) => Shape): number {
  const [first] = argsOf(instruction);
  const inner = first === undefined ? [] : shapeAt(first);
  switch (instruction.op) {
    case 'constant':
    case 'feed':
    case 'state':
      return 0;
    case 'matmul':
      return sizeOf(instruction.shape) * (inner.at(-1) ?? 1);
    case 'sum':
    case 'amax':
      return sizeOf(inner);
    default:
      return sizeOf(instruction.shape);
  }
}

/** Numbers that an instruction draws. */
export function drawnBy({ op, shape }: Instruction): number {
  return op === 'noise' || op === 'logStandardGamma' ? sizeOf(shape) : 0;
}
