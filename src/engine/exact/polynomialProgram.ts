import { assertNever } from '../base/assertNever';
import { BINARY, type ElementwiseOp, isElementwise, isQuantile, isUnary, UNARY } from '../ir/elementwise';
import { type Instruction, type InstructionOf, isOnArrays, type ValueId } from '../ir/operations';
import type { Feeds, Program } from '../ir/program';
import { elementOf, scalarize } from '../ir/scalarize';
import {
  addPolynomials,
  constantOf,
  constantPolynomial,
  degreeOf,
  multiplyPolynomials,
  type Polynomial,
  variablePolynomial,
} from './polynomial';

/** Larger programs, and longer products, are not worked out. */
const MOST_INSTRUCTIONS = 20_000;
const MOST_TERMS = 500_000;
/** Factors of a monomial: the moments of higher powers are beyond all floats. */
const MOST_FACTORS = 150;
/** Characters of monomials that are read while one setting is worked out: a few seconds of work. */
const MOST_WORK = 5_000_000;

/** A program to be worked out as polynomials at one setting of the feeds after another. */
export class PolynomialProgram {
  /** By instruction of the scalar program: what it came to last. */
  readonly #values: Polynomial[] = [];
  readonly #variables = new Map<string, Polynomial>();

  private constructor(readonly scalar: Program) {}

  /** Undefined for a program that is too large, or carries something from estimate to estimate. */
  static open(program: Program): PolynomialProgram | undefined {
    const scalar = program.states.length === 0 ? scalarize(program, MOST_INSTRUCTIONS) : undefined;
    return scalar && new PolynomialProgram(scalar);
  }

  /**
   * The outputs, element by element, as polynomials in standard normal noise, one variable for each scalar. Undefined
   * where there is another kind of noise, a function of something random that is no polynomial, or too many terms.
   * What depends on nothing that has changed is kept.
   */
  outputs(feeds: Feeds): readonly Polynomial[] | undefined {
    const { instructions } = this.scalar;
    const changed = new Uint8Array(instructions.length);
    let terms = 0;
    let work = 0;
    for (const [id, instruction] of instructions.entries()) {
      work += this.#workOf(instruction);
      const value = work > MOST_WORK ? undefined : this.#valueOf(id, instruction, feeds, changed);
      terms += value?.size ?? 0;
      if (!value || terms > MOST_TERMS || degreeOf(value) > MOST_FACTORS) {
        // What follows was not worked out, so nothing can be kept.
        this.#values.length = 0;
        return undefined;
      }
      changed[id] = value === this.#values[id] ? 0 : 1;
      this.#values[id] = value;
    }
    return this.scalar.outputs.map(({ value }) => this.#at(value));
  }

  #valueOf(id: ValueId, instruction: Instruction, feeds: Feeds, changed: Uint8Array): Polynomial | undefined {
    const known = this.#values[id];
    if (isElementwise(instruction)) {
      if (known && instruction.args.every((arg) => changed[arg] === 0)) return known;
      return ofArguments(instruction, (arg) => this.#at(arg));
    }
    // `scalarize` leaves none of these.
    if (isOnArrays(instruction)) return undefined;
    switch (instruction.op) {
      case 'constant':
        return known ?? constantPolynomial(instruction.values[0] ?? Number.NaN);
      case 'feed': {
        const { name, element } = elementOf(instruction.name);
        const value = feeds.get(name)?.[element];
        if (value === undefined) return undefined;
        return known && Object.is(constantOf(known), value) ? known : constantPolynomial(value);
      }
      case 'noise':
        return known ?? this.#variable(instruction);
      case 'state':
      case 'logStandardGamma':
        return undefined;
      default:
        return assertNever(instruction);
    }
  }

  /** What an instruction takes at most, in characters of monomials. */
  #workOf(instruction: Instruction): number {
    if (!isElementwise(instruction)) return 1;
    const [p, q] = instruction.args.map((arg) => this.#at(arg));
    if (!p || !q) return p?.size ?? 1;
    const length = 1 + degreeOf(p) + degreeOf(q);
    return instruction.op === 'mul' ? p.size * q.size * length : p.size + q.size;
  }

  #variable({ kind, source: { index, sample, copy } }: InstructionOf<'noise'>): Polynomial | undefined {
    if (kind !== 'normal') return undefined;
    const key = `${index} ${sample} ${copy}`;
    const own = this.#variables.get(key) ?? variablePolynomial(this.#variables.size);
    this.#variables.set(key, own);
    return own;
  }

  #at(id: ValueId): Polynomial {
    return this.#values[id] ?? constantPolynomial(Number.NaN);
  }
}

type At = (id: ValueId) => Polynomial;

function ofArguments(
  instruction: Extract<Instruction, { readonly op: ElementwiseOp }>,
  at: At,
): Polynomial | undefined {
  if (isQuantile(instruction)) return undefined;
  const [p, q, r] = instruction.args.map(at);
  if (!p) return undefined;
  // Unless it is the constant 0, a polynomial is 0 with probability zero.
  if (instruction.op === 'where') return constantOf(p) === 0 ? r : q;
  const [x, y] = [constantOf(p), q && constantOf(q)];
  if (isUnary(instruction)) {
    if (instruction.op === 'neg') return addPolynomials(new Map(), p, -1);
    return x === undefined ? undefined : constantPolynomial(UNARY[instruction.op].compute(x));
  }
  if (!q) return undefined;
  switch (instruction.op) {
    case 'add':
      return addPolynomials(p, q);
    case 'sub':
      return addPolynomials(p, q, -1);
    case 'mul':
      return p.size * q.size > MOST_TERMS ? undefined : multiplyPolynomials(p, q);
    case 'div':
      return y === undefined ? undefined : addPolynomials(new Map(), p, 1 / y);
    // Any other operation gives a polynomial only of constants.
    default: {
      const known = x !== undefined && y !== undefined;
      return known ? constantPolynomial(BINARY[instruction.op].compute(x, y)) : undefined;
    }
  }
}
