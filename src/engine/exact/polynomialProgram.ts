import { BINARY, UNARY } from '../executors/reference/kernels';
import type { BinaryOp, Instruction, UnaryOp, ValueId } from '../ir/operations';
import type { Feeds, Program } from '../ir/program';
import { elementOf, scalarize } from '../ir/scalarize';
import {
  addPolynomials,
  constantOf,
  constantPolynomial,
  multiplyPolynomials,
  type Polynomial,
  variablePolynomial,
} from './polynomial';

/** Larger programs, and longer products, are not worked out. */
const MOST_INSTRUCTIONS = 20_000;
const MOST_TERMS = 500_000;

/**
 * The outputs of a program, element by element, as polynomials in its standard normal noise, one variable for each scalar. Undefined where
 * there is another kind of noise, a state, a function that is no polynomial (of what is random), or too many terms.
 */
export function polynomialOutputs(program: Program, feeds: Feeds): readonly Polynomial[] | undefined {
  const scalar = program.states.length === 0 ? scalarize(program, MOST_INSTRUCTIONS) : undefined;
  if (!scalar) return undefined;
  const variables = new Map<string, Polynomial>();
  const values: Polynomial[] = [];
  const at = (id: ValueId) => values[id] ?? constantPolynomial(Number.NaN);
  let terms = 0;
  for (const instruction of scalar.instructions) {
    const value = polynomialOf(instruction, at, feeds, variables);
    terms += value?.size ?? 0;
    if (!value || terms > MOST_TERMS) return undefined;
    values.push(value);
  }
  return scalar.outputs.map(({ value }) => at(value));
}

type At = (id: ValueId) => Polynomial;

function polynomialOf(
  instruction: Instruction,
  at: At,
  feeds: Feeds,
  variables: Map<string, Polynomial>,
): Polynomial | undefined {
  switch (instruction.op) {
    case 'constant':
      return constantPolynomial(instruction.values[0] ?? Number.NaN);
    case 'feed': {
      const { name, element } = elementOf(instruction.name);
      const value = feeds.get(name)?.[element];
      return value === undefined ? undefined : constantPolynomial(value);
    }
    case 'noise': {
      if (instruction.kind !== 'normal') return undefined;
      const { index, sample, copy } = instruction.source;
      const key = `${index} ${sample} ${copy}`;
      const own = variables.get(key) ?? variablePolynomial(variables.size);
      variables.set(key, own);
      return own;
    }
    default:
      return ofArguments(instruction, at);
  }
}

function ofArguments(instruction: Instruction, at: At): Polynomial | undefined {
  const [p, q, r] = 'args' in instruction ? instruction.args.map(at) : [];
  if (!p) return undefined;
  // A polynomial that is not the constant 0 is 0 with probability zero.
  if (instruction.op === 'where') return constantOf(p) === 0 ? r : q;
  const [x, y] = [constantOf(p), q && constantOf(q)];
  if (instruction.op in UNARY) {
    if (instruction.op === 'neg') return addPolynomials(new Map(), p, -1);
    return x === undefined ? undefined : constantPolynomial(UNARY[instruction.op as UnaryOp](x));
  }
  if (!q || !(instruction.op in BINARY)) return undefined;
  switch (instruction.op) {
    case 'add':
      return addPolynomials(p, q);
    case 'sub':
      return addPolynomials(p, q, -1);
    case 'mul':
      return p.size * q.size > MOST_TERMS ? undefined : multiplyPolynomials(p, q);
    case 'div':
      return y === undefined ? undefined : addPolynomials(new Map(), p, 1 / y);
    default: {
      const known = x !== undefined && y !== undefined;
      return known ? constantPolynomial(BINARY[instruction.op as BinaryOp](x, y)) : undefined;
    }
  }
}
