import type { Builder, Value } from '../ir/builder';
import type { InstructionOf, Op } from '../ir/operations';
import { type Shape, sizeOf } from '../ir/shape';
import { maskedProduct, maskedQuotient, matrixProduct } from './products';
import { rangeOf } from './range';

/** What a rule sees of y = op(args): its value, its arguments and the adjoint g = dL/dy. */
export interface RuleInput {
  readonly b: Builder;
  readonly y: Value;
  readonly args: readonly Value[];
  readonly g: Value;
}

/** Adjoints of the arguments, in order; undefined where none flows. */
export type Adjoints = readonly (Value | undefined)[];
type PlainRule = (input: RuleInput) => Adjoints;
type Rule<K extends Op> = (input: RuleInput & { readonly instruction: InstructionOf<K> }) => Adjoints;

/** No argument takes a gradient: sources, comparisons, integers, `stop`. */
const none: PlainRule = () => [];

/** One argument; the derivative is given as a factor. */
function factor(derivative: (b: Builder, x: Value, y: Value) => Value): PlainRule {
  return ({ b, args, y, g }) => [maskedProduct(b, g, derivative(b, first(args), y))];
}

/** The same where the derivative is 0 at infinity: what lies there is not looked at. */
function saturating(derivative: (b: Builder, x: Value, y: Value) => Value): PlainRule {
  return ({ b, args, y, g }) => {
    const slope = derivative(b, first(args), y);
    const { pole, huge } = rangeOf(b, first(args));
    const product = maskedProduct(b, g, slope);
    return [pole || huge ? b.where(slope, product, 0) : product];
  };
}

/** Argument that reaches the extremum; a tie goes to the first. */
function choice(holds: (b: Builder, x: Value, z: Value) => Value): PlainRule {
  return ({ b, args, g }) => {
    const [x, z] = pair(args);
    const c = holds(b, x, z);
    return [b.where(c, g, 0), b.where(c, 0, g)];
  };
}

/**
 * Reverse mode: for each operation the vector-Jacobian product, written in the same language. An operation without a
 * row does not compile. Kinks (abs, min, max) take a one-sided derivative.
 *
 * An adjoint of 0 gives 0 whatever the slope, and a slope of 0 whatever the adjoint (`times`, `quotient`): a formula
 * that was not chosen, and a root at 0 above a square, leave no NaN.
 */
export const RULES: { readonly [K in Op]: Rule<K> } = {
  constant: none,
  feed: none,
  state: none,
  noise: none,
  stop: none,
  floor: none,
  sign: none,
  lt: none,
  le: none,
  eq: none,
  oneHot: none,
  // Tables hold data, which nothing is differentiated in.
  row: none,
  poissonQuantile: none,
  binomialQuantile: none,
  // A path through the logarithm of the draw at its level of the distribution function (Figurnov et al. 2018).
  logStandardGamma: ({ b, args, y, g }) => [maskedProduct(b, g, b.gammaSlope(first(args), y))],

  neg: ({ b, g }) => [b.neg(g)],
  exp: factor((_, __, y) => y),
  log: ({ b, args, g }) => [maskedQuotient(b, g, first(args))],
  log1p: ({ b, args, g }) => [maskedQuotient(b, g, b.add(1, first(args)))],
  expm1: factor((b, _, y) => b.add(y, 1)),
  sqrt: ({ b, y, g }) => [maskedQuotient(b, b.mul(0.5, g), y)],
  sin: factor((b, x) => b.cos(x)),
  cos: factor((b, x) => b.neg(b.sin(x))),
  tanh: saturating((b, _, y) => b.sub(1, b.mul(y, y))),
  sigmoid: saturating((b, _, y) => b.mul(y, b.sub(1, y))),
  softplus: factor((b, x) => b.sigmoid(x)),
  abs: factor((b, x) => b.sign(x)),
  lgamma: factor((b, x) => b.digamma(x)),
  digamma: factor((b, x) => b.trigamma(x)),
  // Only a second derivative of a density in a Gamma-like argument would need it; programs are differentiated once.
  trigamma: () => {
    throw new Error('trigamma has no derivative here');
  },
  // Only a second derivative of a path would need it.
  gammaSlope: () => {
    throw new Error('the slope of a gamma draw has no derivative here');
  },
  erf: factor((b, x) => b.mul(2 / Math.sqrt(Math.PI), b.exp(b.neg(b.mul(x, x))))),

  add: ({ g }) => [g, g],
  sub: ({ b, g }) => [g, b.neg(g)],
  mul: ({ b, args, g }) => [maskedProduct(b, g, second(args)), maskedProduct(b, g, first(args))],
  div: ({ b, args, y, g }) => [
    maskedQuotient(b, g, second(args)),
    b.neg(maskedQuotient(b, maskedProduct(b, g, y), second(args))),
  ],
  // d/dx x^p = p x^(p-1); d/dp x^p = x^p log x, taken as 0 where x is not positive.
  pow: ({ b, args, y, g }) => {
    const [x, p] = pair(args);
    const positive = b.lt(0, x);
    const log = b.log(b.where(positive, x, 1));
    const slope = maskedProduct(b, p, b.pow(x, b.sub(p, 1)));
    return [maskedProduct(b, g, slope), b.where(positive, maskedProduct(b, g, maskedProduct(b, y, log)), 0)];
  },
  min: choice((b, x, z) => b.le(x, z)),
  max: choice((b, x, z) => b.le(z, x)),
  where: ({ b, args, g }) => {
    const condition = first(args);
    return [undefined, b.where(condition, g, 0), b.where(condition, 0, g)];
  },

  reshape: ({ b, args, g }) => [b.reshape(g, first(args).shape)],
  broadcast: ({ b, args, g }) => [sumTo(b, g, first(args).shape)],
  transpose: ({ b, instruction, g }) => [
    b.transpose(
      g,
      instruction.order.map((_, axis) => instruction.order.indexOf(axis)),
    ),
  ],
  slice: ({ b, instruction, args, g }) => [b.pad(g, instruction.begin, first(args).shape)],
  pad: ({ b, instruction, args, g }) => [b.slice(g, instruction.begin, first(args).shape)],
  concat: ({ b, instruction, args, g }) => {
    let offset = 0;
    return args.map((part) => {
      const begin = part.shape.map((_, axis) => (axis === instruction.axis ? offset : 0));
      offset += part.shape[instruction.axis] ?? 0;
      return b.slice(g, begin, part.shape);
    });
  },
  sum: ({ b, instruction, args, g }) => [restore(b, g, first(args).shape, instruction.axes)],
  // To every element that attains the maximum, in equal parts.
  amax: ({ b, instruction, args, y, g }) => {
    const x = first(args);
    const attains = b.eq(x, restore(b, y, x.shape, instruction.axes));
    const share = maskedQuotient(b, g, b.sum(attains, instruction.axes));
    return [b.where(attains, restore(b, share, x.shape, instruction.axes), 0)];
  },
  // dA = G B', dB = A' G.
  matmul: ({ b, args, g }) => {
    const [p, q] = pair(args);
    return [matrixProduct(b, g, b.transpose(q), 'left'), matrixProduct(b, b.transpose(p), g, 'right')];
  },
};

function first(args: readonly Value[]): Value {
  const [x] = args;
  if (!x) throw new Error('an argument is missing');
  return x;
}

function second(args: readonly Value[]): Value {
  return first(args.slice(1));
}

function pair(args: readonly Value[]): [Value, Value] {
  return [first(args), second(args)];
}

/** Sums g over the axes along which `shape` was broadcast: the adjoint of broadcast. */
function sumTo(b: Builder, g: Value, shape: Shape): Value {
  const lead = g.shape.length - shape.length;
  const axes = g.shape.flatMap((n, axis) =>
    axis < lead || (shape[axis - lead] === 1 && n !== 1) ? [axis] : [],
  );
  return b.reshape(b.sum(g, axes), shape);
}

/** Puts reduced axes back and repeats g along them: the adjoint of sum. */
function restore(b: Builder, g: Value, shape: Shape, axes: readonly number[]): Value {
  const kept = shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  if (sizeOf(kept) !== sizeOf(g.shape)) throw new Error('reduced axes do not fit');
  return b.broadcast(b.reshape(g, kept), shape);
}
