import { assertNever } from '../base/assertNever';
import type { Finding } from '../diagnostics/types';
import { broadcastShapes, printShape, type Shape, sameShape } from '../ir/shape';
import { numberOf } from './argument';
import type { Constraint, Distribution, NumericArgs } from './contract';

/** How far from one the probabilities of a simplex may sum. */
const SIMPLEX_TOLERANCE = 1e-6;

/** The shape of a draw: `batch` counts independent elements, `shape` has also the class axis of a vector. */
export type DrawShape =
  | { readonly batch: Shape; readonly shape: Shape; readonly finding?: undefined }
  | { readonly finding: Finding };

/**
 * The shape of a draw for arguments of these shapes: the arguments' batch shapes broadcast together (class axes left
 * out), or the `requested` shape, to which they must broadcast. A class axis comes after both.
 * Finds fault with shapes that do not broadcast and with an argument that lacks its class axis.
 */
export function drawShape(
  distribution: Distribution,
  argShapes: Readonly<Record<string, Shape>>,
  requested?: Shape,
): DrawShape {
  let batch: Shape = [];
  let event: Shape = [];
  for (const [arg, shape] of Object.entries(argShapes)) {
    const classes = hasClassAxis(distribution.constraints[arg]);
    if (classes && shape.length === 0) {
      const facts = { distribution: distribution.name, arg };
      return { finding: { code: 'missing-class-axis', facts, field: `args.${arg}` } };
    }
    if (distribution.vector && classes) event = shape.slice(-1);
    const own = classes ? shape.slice(0, -1) : shape;
    const common = broadcastShapes(batch, own);
    if (!common) return misfit(`the arguments of ${distribution.name} do not fit together`, batch, own);
    batch = common;
  }
  if (requested) {
    const common = broadcastShapes(batch, requested);
    if (!common || !sameShape(common, requested))
      return misfit('its arguments do not broadcast to its shape', batch, requested);
    batch = requested;
  }
  return { batch, shape: [...batch, ...event] };
}

function misfit(what: string, a: Shape, b: Shape): DrawShape {
  return { finding: { code: 'shape-mismatch', facts: { what, shapes: [printShape(a), printShape(b)] } } };
}

/** Whether an argument under this constraint has a last axis that runs over classes. */
export function hasClassAxis(constraint: Constraint | undefined): boolean {
  return constraint === 'simplex' || constraint === 'vector';
}

/**
 * The first argument of one element that the distribution cannot take, or undefined. Arguments without a class axis
 * may hold the numbers of several elements: all are looked at.
 */
export function checkArgs(distribution: Distribution, args: NumericArgs): Finding | undefined {
  for (const [arg, values] of Object.entries(args)) {
    const constraint = distribution.constraints[arg];
    const got = constraint && offender(constraint, values);
    if (!constraint || got === undefined) continue;
    // Whatever the constraint: a number that is none needs another hint.
    const finite = values.every(Number.isFinite);
    const range = !finite || constraint === 'real' || constraint === 'vector' ? 'finite' : constraint;
    return {
      code: 'argument-range',
      facts: { arg, got: finite ? got : print(values.find((v) => !Number.isFinite(v))), range },
      field: `args.${arg}`,
    };
  }
  return checkInterval(distribution, args);
}

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
    case 'positive':
      return firstNot((v) => v > 0);
    case 'unitInterval':
      return firstNot((v) => v >= 0 && v <= 1);
    case 'positiveProbability':
      return firstNot((v) => v > 0 && v <= 1);
    case 'simplex': {
      const sum = values.reduce((total, v) => total + v, 0);
      const off = Math.abs(sum - 1) > SIMPLEX_TOLERANCE ? `the sum ${print(sum)}` : undefined;
      return firstNot((v) => v >= 0) ?? off;
    }
    default:
      return assertNever(constraint);
  }
}

/** An interval needs a length, of which one end alone says nothing. */
function checkInterval({ support }: Distribution, args: NumericArgs): Finding | undefined {
  if (support !== 'interval' || !args.low || !args.high) return undefined;
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
