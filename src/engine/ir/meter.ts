import { drawnBy } from './cost';
import type { Instruction } from './operations';
import { sizeOf } from './shape';
import { refuseTooMuch } from './workLimits';

/** Numbers of a constant that cost as much to write as an instruction. */
const CONSTANTS = 16;
/** A new instruction costs so many times as much as one that is there already. */
const NEW = 5;

/** Adds up what a program costs while it is written. */
export class Meter {
  #instructions = 0;
  #numbers = 0;
  #drawn = 0;

  /** @param rows how many samples the arrays hold: `numbers` one, `stepNumbers` all of a step */
  constructor(readonly rows: 'numbers' | 'stepNumbers') {}

  /** An instruction is asked for. Throws a FindingError for one too many. */
  ask(instruction: Instruction): void {
    const values = instruction.op === 'constant' ? instruction.values.length : 0;
    this.#count(1 + Math.floor(values / CONSTANTS));
  }

  /** It is a new one. Throws a FindingError where it does not fit. */
  add(instruction: Instruction): void {
    this.#count(NEW - 1);
    // What comes from outside has limits of its own.
    if (instruction.op === 'feed') return;
    this.#numbers += sizeOf(instruction.shape);
    refuseTooMuch(this.rows, this.#numbers);
    if (this.rows === 'stepNumbers') return;
    this.#drawn += drawnBy(instruction);
    refuseTooMuch('drawn', this.#drawn);
  }

  /** Instructions asked for so far. */
  get asked(): number {
    return this.#instructions;
  }

  #count(instructions: number): void {
    this.#instructions += instructions;
    refuseTooMuch('instructions', this.#instructions);
  }
}
