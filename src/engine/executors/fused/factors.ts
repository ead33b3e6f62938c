import { Builder, type Value } from '../../ir/builder';
import { argsOf, type Instruction, type ValueId } from '../../ir/operations';
import type { Program } from '../../ir/program';
import { withoutDeadCode } from '../../ir/scalarize';

/** Per instruction: whether every sample sees the same value. */
export function fixedValues(instructions: readonly Instruction[]): boolean[] {
  const fixed: boolean[] = [];
  for (const instruction of instructions) fixed.push(isFixed(instruction, fixed));
  return fixed;
}

function isFixed(instruction: Instruction, fixed: readonly boolean[]): boolean {
  const { op } = instruction;
  const varies = op === 'noise' || op === 'state' || op === 'logStandardGamma';
  return !varies && argsOf(instruction).every((arg) => fixed[arg]);
}

/**
 * Gathers the factors of a scalar program's products, so that fewer are left for every sample, in whichever of two ways
 * leaves fewer instructions:
 * - fixed factors come together and are then worked out once: x / y becomes x * (1 / y) and (x * y) * z becomes
 *   x * (y * z), where y and z are fixed and x is not;
 * - besides, signs and powers of two move out of products, exactly as floats go, until they cancel or meet a fixed
 *   factor; and (x + y) - y becomes x, as in the score of a location.
 */
export function gatherFactors(program: Program): Program {
  const [plain, moving] = [new Gathering(false).of(program), new Gathering(true).of(program)];
  return varyingOf(moving).length < varyingOf(plain).length ? moving : plain;
}

/** The instructions that every sample makes anew. */
export function varyingOf({ instructions }: Program): Instruction[] {
  const fixed = fixedValues(instructions);
  return instructions.filter((_, id) => !fixed[id]);
}

/** `rest` times a power of two, or the negative of one. */
interface Scaled {
  readonly rest: Value;
  readonly power: number;
}

/** Larger ones could bring a float32 that is left without them out of its range. */
const MOST = 256;

function isPower(x: number | undefined): x is number {
  return x !== undefined && Number.isInteger(Math.log2(Math.abs(x))) && isModest(x);
}

function isModest(power: number): boolean {
  return Math.abs(power) <= MOST && Math.abs(power) >= 1 / MOST;
}

class Gathering {
  readonly #b = new Builder();
  readonly #movesPowers: boolean;
  readonly #fixed: boolean[] = [];

  constructor(movesPowers: boolean) {
    this.#movesPowers = movesPowers;
  }

  of(program: Program): Program {
    const moved: Scaled[] = [];
    const at = (id: ValueId): Scaled => moved[id] ?? this.#scaled(this.#b.at(-1));
    for (const instruction of program.instructions) moved.push(this.#move(instruction, at));
    const whole = (id: ValueId) => this.#whole(at(id)).id;
    const outputs = program.outputs.map((output) => ({ ...output, value: whole(output.value) }));
    const states = program.states.map((state) => ({ ...state, next: whole(state.next) }));
    return withoutDeadCode({ ...program, instructions: this.#b.instructions, outputs, states });
  }

  #move(instruction: Instruction, at: (id: ValueId) => Scaled): Scaled {
    const whole = (id: ValueId) => this.#whole(at(id));
    switch (instruction.op) {
      case 'neg':
        return this.#scale(at(instruction.args[0]), -1);
      case 'mul':
        return this.#product(at(instruction.args[0]), at(instruction.args[1]));
      case 'div': {
        const [x, y] = [whole(instruction.args[0]), whole(instruction.args[1])];
        if (!this.#isFixed(y) || this.#isFixed(x)) return this.#scaled(this.#b.div(x, y));
        return this.#product(at(instruction.args[0]), this.#scaled(this.#b.div(1, y)));
      }
      case 'add':
      case 'sub':
        return this.#sum(instruction.op, at(instruction.args[0]), at(instruction.args[1]));
    }
    return this.#scaled(this.#b.emit(renumber(instruction, (id) => whole(id).id)));
  }

  #product(x: Scaled, y: Scaled): Scaled {
    const power = this.#b.known(y.rest) ?? this.#b.known(x.rest);
    if (isPower(power) && this.#movesPowers)
      return this.#scale(this.#b.known(y.rest) === undefined ? y : x, power);
    const rest = this.#times(x.rest, y.rest);
    return this.#scale(this.#scale(this.#scaled(rest), x.power), y.power);
  }

  #sum(op: 'add' | 'sub', x: Scaled, y: Scaled): Scaled {
    const b = this.#b;
    if (this.#movesPowers) {
      const left = op === 'sub' && x.power === 1 ? this.#without(x.rest, this.#whole(y)) : undefined;
      if (left) return this.#scaled(left);
      if (op === 'add' && x.rest.id === y.rest.id && x.power === y.power) return this.#scale(x, 2);
      const signed = x.power === y.power ? op : op === 'add' ? 'sub' : 'add';
      if (Math.abs(x.power) === Math.abs(y.power))
        return this.#scale(this.#scaled(b.binary(signed, x.rest, y.rest)), x.power);
    }
    return this.#scaled(b.binary(op, this.#whole(x), this.#whole(y)));
  }

  /** The other summand of a sum of two. */
  #without(sum: Value, summand: Value): Value | undefined {
    const made = this.#b.instruction(sum.id);
    if (made.op !== 'add') return undefined;
    const [p, q] = made.args;
    return p === summand.id ? this.#b.at(q) : q === summand.id ? this.#b.at(p) : undefined;
  }

  #times(x: Value, y: Value): Value {
    const b = this.#b;
    if (this.#isFixed(x) === this.#isFixed(y)) return b.mul(x, y);
    const [varying, factor] = this.#isFixed(x) ? [y, x] : [x, y];
    const made = b.instruction(varying.id);
    if (made.op === 'neg') return this.#times(b.at(made.args[0]), b.neg(factor));
    if (made.op === 'mul') {
      const [p, q] = [b.at(made.args[0]), b.at(made.args[1])];
      if (this.#isFixed(p)) return this.#times(q, b.mul(p, factor));
      if (this.#isFixed(q)) return this.#times(p, b.mul(q, factor));
    }
    return b.mul(varying, factor);
  }

  #scaled(rest: Value): Scaled {
    return { rest, power: 1 };
  }

  /** Fixed values keep their powers: they cost nothing there. */
  #scale({ rest, power }: Scaled, by: number): Scaled {
    const next = power * by;
    return this.#movesPowers && isModest(next) && !this.#isFixed(rest)
      ? { rest, power: next }
      : this.#scaled(this.#whole({ rest, power: next }));
  }

  #whole({ rest, power }: Scaled): Value {
    const b = this.#b;
    if (power === 1) return rest;
    return power === -1 && !this.#hasFactor(rest) ? b.neg(rest) : this.#times(rest, b.constant(power));
  }

  /** Whether a further fixed factor costs nothing. */
  #hasFactor(value: Value): boolean {
    const made = this.#b.instruction(value.id);
    return made.op === 'mul' && made.args.some((arg) => this.#isFixed(this.#b.at(arg)));
  }

  #isFixed(value: Value): boolean {
    for (let id = this.#fixed.length; id <= value.id; id++)
      this.#fixed.push(isFixed(this.#b.instruction(id), this.#fixed));
    return this.#fixed[value.id] === true;
  }
}

function renumber(instruction: Instruction, to: (id: ValueId) => ValueId): Instruction {
  return 'args' in instruction
    ? ({ ...instruction, args: instruction.args.map(to) } as Instruction)
    : instruction;
}
