import type { Instruction, ValueId } from '../ir/operations';
import type { Shape } from '../ir/shape';

/** A program to which instructions of one shape are added at its end. */
export class Appendable {
  readonly instructions: Instruction[];

  constructor(instructions: readonly Instruction[]) {
    this.instructions = [...instructions];
  }

  binary(op: 'add' | 'mul' | 'div', a: ValueId, b: ValueId): ValueId {
    return this.instructions.push({ op, shape: this.#shapeOf(a), args: [a, b] }) - 1;
  }

  unary(op: 'neg' | 'exp', a: ValueId): ValueId {
    return this.instructions.push({ op, shape: this.#shapeOf(a), args: [a] }) - 1;
  }

  constant(value: number): ValueId {
    return this.instructions.push({ op: 'constant', shape: [], values: [value] }) - 1;
  }

  sum(ids: readonly ValueId[]): ValueId {
    return ids.reduce((sum, id) => this.binary('add', sum, id));
  }

  product(ids: readonly ValueId[]): ValueId {
    return ids.reduce((product, id) => this.binary('mul', product, id));
  }

  #shapeOf(id: ValueId): Shape {
    return this.instructions[id]?.shape ?? [];
  }
}
