import type { NoiseKind } from '../base/noise';
import { instructionKey } from './instructionKey';
import { Meter } from './meter';
import { type Instruction, isRearrangement, type Source, type ValueId } from './operations';
import { printShape, type Shape, sizeOf } from './shape';
import type { Operand, Value } from './value';

/** Two shapes that do not fit, or an axis that is not there. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  constructor(
    readonly what: string,
    readonly shapes: readonly Shape[],
  ) {
    super(`${what}: ${shapes.map(printShape).join(' and ')}`);
  }
}

/** Appends instructions to one program, equal ones once, and keeps in mind what is known of their values. */
export class Emitter {
  readonly instructions: Instruction[] = [];
  readonly #known = new Map<string, Value>();
  readonly #positive = new Set<ValueId>();
  readonly #belowOne = new Set<ValueId>();
  readonly #summingToOne = new Set<ValueId>();
  readonly #meter: Meter;

  /** @param rows whether arrays hold one sample, or all of a step of training. */
  constructor(rows: 'numbers' | 'stepNumbers' = 'numbers') {
    this.#meter = new Meter(rows);
  }

  /** Adds an instruction as it stands, or finds the equal one. Throws a FindingError where the program is too much work. */
  emit(instruction: Instruction): Value {
    this.#meter.ask(instruction);
    const key = instructionKey(instruction);
    const known = this.#known.get(key);
    if (known) return known;
    this.#meter.add(instruction);
    const value = { id: this.instructions.length, shape: instruction.shape };
    this.instructions.push(instruction);
    this.#known.set(key, value);
    return value;
  }

  /** What writing has cost so far, as `WORK_LIMITS.instructions` counts it. */
  get asked(): number {
    return this.#meter.asked;
  }

  at(id: ValueId): Value {
    return { id, shape: this.instruction(id).shape };
  }

  instruction(id: ValueId): Instruction {
    const instruction = this.instructions[id];
    if (!instruction) throw new Error(`no instruction ${id}`);
    return instruction;
  }

  /** A scalar, or `values` row-major in `shape`. */
  constant(values: number | readonly number[], shape: Shape = []): Value {
    const list = typeof values === 'number' ? [values] : values;
    if (list.length !== sizeOf(shape)) throw new ShapeError(`${list.length} values do not fill`, [shape]);
    return this.emit({ op: 'constant', shape, values: list });
  }

  feed(name: string, shape: Shape): Value {
    return this.emit({ op: 'feed', shape, name });
  }

  state(name: string, shape: Shape): Value {
    return this.emit({ op: 'state', shape, name });
  }

  noise(kind: NoiseKind, shape: Shape, source: Source): Value {
    return this.emit({ op: 'noise', shape, kind, source });
  }

  /** The logarithm of a draw of Gamma(concentration, 1). */
  logStandardGamma(concentration: Operand, source: Source, mirrored = false): Value {
    const a = this.value(concentration);
    return this.emit({ op: 'logStandardGamma', shape: a.shape, args: [a.id], source, mirrored });
  }

  /**
   * Says that a draw lies inside an open support, (0, infinity), (0, 1) or a simplex, though its last bits may not:
   * comparisons with the ends then come out as they do for the draw itself. Logarithms must not be taken of its bits:
   * see `knownLog`.
   */
  insideSupport(draw: Value, support: 'positive' | 'unitInterval' | 'simplex'): Value {
    this.#positive.add(draw.id);
    if (support === 'unitInterval') this.#belowOne.add(draw.id);
    if (support === 'simplex') this.#summingToOne.add(draw.id);
    return draw;
  }

  /** Whether a value is, or holds elements of, a draw that is known to lie above 0. */
  isPositive(value: Value): boolean {
    return this.#isIn(this.#positive, value);
  }

  /** Whether a value is a draw whose numbers along the last axis are known to be positive and sum to one. */
  isOnSimplex({ id }: Value): boolean {
    let at = id;
    for (let own = this.instruction(at); own.op === 'stop'; own = this.instruction(at)) at = own.args[0];
    return this.#summingToOne.has(at);
  }

  /** Whether a value is, or holds elements of, a draw that is known to lie below 1. */
  isBelowOne(value: Value): boolean {
    return this.#isIn(this.#belowOne, value);
  }

  /** Whether a value, or the whole that its elements are of, is in the set. */
  #isIn(set: ReadonlySet<ValueId>, { id }: Value): boolean {
    let at = id;
    while (!set.has(at)) {
      const instruction = this.instruction(at);
      if (!isRearrangement(instruction)) return false;
      at = instruction.args[0];
    }
    return true;
  }

  value(operand: Operand): Value {
    return typeof operand === 'number' ? this.constant(operand) : operand;
  }

  /** The number that every element of the value is known to be, if there is one. */
  known(value: Value): number | undefined {
    let instruction = this.instruction(value.id);
    while (instruction.op === 'broadcast' || instruction.op === 'reshape')
      instruction = this.instruction(instruction.args[0]);
    if (instruction.op !== 'constant') return undefined;
    const first = instruction.values[0];
    return instruction.values.every((v) => Object.is(v, first)) ? first : undefined;
  }
}
