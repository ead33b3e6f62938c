import { assertNever } from '../base/assertNever';
import type { Facts } from '../diagnostics/facts';
import type { Finding } from '../diagnostics/types';
import { numberOf } from './argument';
import type { Constraint, Distribution, NumericArgs } from './contract';

/** How far from one the probabilities of a simplex may sum. */
const SIMPLEX_TOLERANCE = 1e-6;

/**
 * The first argument of one element that the distribution cannot take, or undefined. Arguments without event axes
 * may hold the numbers of several elements: all are looked at. An argument that is not given is not missed.
 */
export function checkArgs(distribution: Distribution, args: NumericArgs): Finding | undefined {
  for (const [arg, values] of Object.entries(args)) {
    const constraint = distribution.constraints[arg];
    const got = constraint && offender(constraint, values);
    if (!constraint || got === undefined) continue;
    // Whatever the constraint: a number that is none needs another hint.
    const finite = values.every(Number.isFinite) || constraint === 'logits';
    const range = finite ? RANGES[constraint] : 'finite';
    return {
      code: 'argument-range',
      facts: { arg, got: finite ? got : print(values.find((v) => !Number.isFinite(v))), range },
      field: `args.${arg}`,
    };
  }
  return checkInterval(distribution, args);
}

/** In whose words a constraint is broken by finite numbers. */
const RANGES: { readonly [C in Constraint]: Facts['argument-range']['range'] } = {
  real: 'finite',
  vector: 'finite',
  logits: 'logits',
  positive: 'positive',
  positiveVector: 'positive',
  naturalNumber: 'naturalNumber',
  unitInterval: 'unitInterval',
  positiveProbability: 'positiveProbability',
  simplex: 'simplex',
  lowerTriangular: 'lowerTriangular',
};

/** What is wrong with the values, in print; undefined where nothing is. */
function offender(constraint: Constraint, values: readonly number[]): string | undefined {
  const firstNot = (holds: (value: number) => boolean) => {
    const value = values.find((v) => !(Number.isFinite(v) && holds(v)));
    return value === undefined ? undefined : print(value);
  };
  switch (constraint) {
    case 'real':
    case 'vector':
      return firstNot(() => true);
    case 'logits': {
      const impossible = values.every((v) => v === Number.NEGATIVE_INFINITY);
      const odd = values.find((v) => !(v < Number.POSITIVE_INFINITY));
      return odd !== undefined ? print(odd) : impossible ? '-Infinity for every class' : undefined;
    }
    case 'positive':
    case 'positiveVector':
      return firstNot((v) => v > 0);
    case 'naturalNumber':
      return firstNot((v) => v >= 0 && Number.isInteger(v));
    case 'unitInterval':
      return firstNot((v) => v >= 0 && v <= 1);
    case 'positiveProbability':
      return firstNot((v) => v > 0 && v <= 1);
    case 'simplex': {
      const sum = values.reduce((total, v) => total + v, 0);
      const off = Math.abs(sum - 1) > SIMPLEX_TOLERANCE ? `the sum ${print(sum)}` : undefined;
      return firstNot((v) => v >= 0) ?? off;
    }
    case 'lowerTriangular':
      return firstNot(() => true) ?? offDiagonal(values);
    default:
      return assertNever(constraint);
  }
}

/** What is wrong with a square matrix that must be positive on its diagonal and 0 above it. */
function offDiagonal(values: readonly number[]): string | undefined {
  const width = Math.sqrt(values.length);
  for (const [i, value] of values.entries()) {
    const [row, column] = [Math.floor(i / width), i % width];
    if (row === column && value <= 0) return `${print(value)} on the diagonal`;
    if (column > row && value !== 0) return `${print(value)} above the diagonal`;
  }
  return undefined;
}

/** An interval needs a length. */
function checkInterval({ support }: Distribution, args: NumericArgs): Finding | undefined {
  if (support !== 'interval' || !Object.hasOwn(args, 'low') || !Object.hasOwn(args, 'high')) return undefined;
  const low = numberOf(args, 'low');
  const high = numberOf(args, 'high');
  if (low < high) return undefined;
  const got = `${print(low)}, where high is ${print(high)}`;
  return { code: 'argument-range', facts: { arg: 'low', got, range: 'interval' }, field: 'args.low' };
}

/** At most six significant digits, without trailing zeros. */
function print(value: number | undefined): string {
  return String(Number((value ?? Number.NaN).toPrecision(6)));
}
