import { assertNever } from '../base/assertNever';
import { perObject } from '../base/perObject';
import type { Builder, Value } from '../ir/builder';
import { type BinaryOp, isBinary, isUnary, type UnaryOp } from '../ir/elementwise';
import { argsOf, type Instruction, type InstructionOf, type ValueId } from '../ir/operations';

/**
 * What the elements of a value may be, as far as its operations tell. A field is `false` only where they cannot be
 * that, save with probability zero. There are no bounds in it: sums and products of finite numbers count as finite.
 */
export interface ValueRange {
  /** 0, by more than underflow. */
  readonly zero: boolean;
  /** 0 since another branch was chosen, or since an infinite argument makes it 0. */
  readonly masked: boolean;
  /** 0, or what rounds to it. */
  readonly tiny: boolean;
  readonly negative: boolean;
  /** Infinite or NaN: at a pole, or outside of a domain. */
  readonly pole: boolean;
  /** May overflow, as an exponential or the inverse of something tiny does; sums of many numbers are not counted. */
  readonly huge: boolean;
  /** The slope of a root at 0: infinite, although the root itself is not. */
  readonly steep: boolean;
  /** Drawn with a density, so that no single number has a probability. */
  readonly spread: boolean;
}

const rangesIn = perObject((_: Builder): ValueRange[] => []);

/** The range of a value; remembered, since a builder's instructions never change. */
export function rangeOf(b: Builder, { id }: Value): ValueRange {
  const ranges = rangesIn(b);
  for (let next = ranges.length; next <= id; next++)
    ranges.push(rangeOfInstruction(b, b.instruction(next), (arg) => ranges[arg] ?? FED));
  return ranges[id] ?? FED;
}

const TAME = { masked: false, pole: false, huge: false, steep: false };
const FED: ValueRange = { ...TAME, zero: true, tiny: true, negative: true, spread: false };
const COUNT: ValueRange = { ...FED, negative: false };
const POSITIVE_DRAW: ValueRange = { ...TAME, zero: false, tiny: false, negative: false, spread: true };
const NORMAL_DRAW: ValueRange = { ...POSITIVE_DRAW, negative: true };

type RangeAt = (id: ValueId) => ValueRange;

function rangeOfInstruction(b: Builder, instruction: Instruction, at: RangeAt): ValueRange {
  const [x = FED, y = FED] = argsOf(instruction).map(at);
  if (isUnary(instruction)) return UNARY_RANGES[instruction.op](x);
  if (isBinary(instruction)) return BINARY_RANGES[instruction.op](x, y, b, instruction.args);
  switch (instruction.op) {
    case 'constant':
      return rangeOfNumbers(instruction.values);
    case 'feed':
    case 'state':
      return FED;
    case 'noise':
      return instruction.kind === 'normal' ? NORMAL_DRAW : POSITIVE_DRAW;
    case 'logStandardGamma':
      return NORMAL_DRAW;
    case 'oneHot':
    case 'poissonQuantile':
    case 'binomialQuantile':
      return COUNT;
    case 'stop':
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'amax':
      return x;
    case 'slice':
      return rangeOfSlice(b, instruction, at) ?? x;
    case 'pad':
    case 'row':
      return { ...x, zero: true, tiny: true, masked: true, spread: false };
    case 'matmul':
      return { ...rangeOfProduct(x, y, false), huge: false };
    case 'where': {
      const z = at(instruction.args[2]);
      const isMask = instruction.args.slice(1).some((arg) => b.known(b.at(arg)) === 0);
      return { ...either(y, z), masked: isMask || y.masked || z.masked };
    }
    case 'concat':
      return instruction.args.map(at).reduce(either);
    case 'sum':
      return rangeOfSum(x, x);
    default:
      return assertNever(instruction);
  }
}

/** Of functions with a pole at 0 that are not defined below, and nearly infinite beside it. */
const fromPole = (x: ValueRange): ValueRange => ({
  ...anywhere(x),
  pole: x.zero || x.negative || x.pole,
  huge: x.huge || x.tiny,
});
const wave = (x: ValueRange): ValueRange => ({ ...anywhere(x), pole: x.pole || x.huge });
const bounded = (x: ValueRange): ValueRange => ({ ...x, huge: false, spread: x.spread && !x.pole });

const UNARY_RANGES: Readonly<Record<UnaryOp, (x: ValueRange) => ValueRange>> = {
  neg: (x) => ({ ...x, negative: true }),
  exp: (x) => ({ ...x, zero: x.pole, masked: x.pole, tiny: true, negative: false, huge: true }),
  log: fromPole,
  log1p: (x) => ({ ...anywhere(x), pole: x.negative || x.pole }),
  expm1: (x) => ({ ...anywhere(x), huge: true }),
  sqrt: (x) => ({ ...x, negative: false, pole: x.negative || x.pole }),
  sin: wave,
  cos: wave,
  tanh: bounded,
  sigmoid: (x) => ({ ...x, zero: x.pole, masked: x.pole, tiny: true, negative: false, huge: false }),
  softplus: (x) => ({ ...x, zero: x.pole, masked: x.pole, tiny: true, negative: false }),
  abs: (x) => ({ ...x, negative: false }),
  sign: (x) => ({ ...x, huge: false, steep: false, spread: false }),
  floor: (x) => ({ ...x, zero: true, tiny: true, spread: false }),
  lgamma: fromPole,
  digamma: fromPole,
  trigamma: fromPole,
  erf: bounded,
};

type BinaryRange = (
  x: ValueRange,
  y: ValueRange,
  b: Builder,
  args: readonly [ValueId, ValueId],
) => ValueRange;

const count: BinaryRange = () => COUNT;

const BINARY_RANGES: Readonly<Record<BinaryOp, BinaryRange>> = {
  add: (x, y) => rangeOfSum(x, y),
  sub: (x, y) => rangeOfSum(x, { ...y, negative: true }),
  mul: (x, y, _, args) => rangeOfProduct(x, y, args[0] === args[1]),
  div: (x, y, b, args) => rangeOfRatio(x, y, b.instruction(args[1]).op),
  pow: (x, y, b, args) => rangeOfPower(x, y, b.known(b.at(args[1]))),
  min: (x, y) => either(x, y),
  max: (x, y) => ([x, y].some(isPositive) ? { ...either(x, y), ...POSITIVE } : either(x, y)),
  lt: count,
  le: count,
  eq: count,
  gammaSlope: () => POSITIVE_DRAW,
};

/** Of a slice of parts side by side, that of the parts that it meets. */
function rangeOfSlice(b: Builder, { args, begin, shape }: InstructionOf<'slice'>, at: RangeAt) {
  const joined = b.instruction(args[0]);
  if (joined.op !== 'concat') return undefined;
  const from = begin[joined.axis] ?? 0;
  const to = from + (shape[joined.axis] ?? 0);
  let offset = 0;
  const met = joined.args.filter((part) => {
    const start = offset;
    offset += b.at(part).shape[joined.axis] ?? 0;
    return start < to && offset > from;
  });
  return met.map(at).reduce(either);
}

function rangeOfNumbers(values: readonly number[]): ValueRange {
  const zero = values.includes(0);
  const negative = values.some((value) => !(value >= 0));
  return { ...TAME, zero, tiny: zero, negative, pole: !values.every(Number.isFinite), spread: false };
}

const POSITIVE = { zero: false, tiny: false, negative: false };

function isPositive({ tiny, negative, pole }: ValueRange): boolean {
  return !tiny && !negative && !pole;
}

/** Of a smooth function that may vanish where its argument takes one certain number. */
function anywhere(x: ValueRange): ValueRange {
  const spread = x.spread && !x.pole;
  return { ...x, zero: !spread, tiny: true, masked: false, negative: true, spread };
}

/** 1 - sigmoid(x) may round to 0, whatever the density of x. */
function rangeOfSum(x: ValueRange, y: ValueRange): ValueRange {
  const spread = x.spread || y.spread;
  const negative = x.negative || y.negative;
  return {
    ...rest(x, y),
    zero: !spread && (negative || (x.zero && y.zero)),
    tiny: negative || (x.tiny && y.tiny),
    masked: x.masked && y.masked,
    negative,
    spread,
  };
}

function rangeOfProduct(x: ValueRange, y: ValueRange, isSquare: boolean): ValueRange {
  return {
    ...rest(x, y),
    zero: x.zero || y.zero,
    tiny: x.tiny || y.tiny,
    masked: x.masked || y.masked,
    negative: !isSquare && (x.negative || y.negative),
    spread: (x.spread && !y.zero) || (y.spread && !x.zero),
  };
}

/** Divided by what overflows, it is 0; but a scale exp(s) is not meant to. */
function rangeOfRatio(x: ValueRange, y: ValueRange, divisor: Instruction['op']): ValueRange {
  const vanishes = y.pole || (y.huge && divisor !== 'exp');
  return {
    ...rangeOfProduct(x, y, false),
    zero: x.zero || vanishes,
    tiny: x.tiny || vanishes,
    masked: x.masked || vanishes,
    pole: x.pole || y.pole || y.zero,
    huge: x.huge || y.huge || y.tiny,
    steep: x.steep || y.steep || (divisor === 'sqrt' && y.zero),
    spread: (x.spread && !vanishes) || (y.spread && !x.zero),
  };
}

function rangeOfPower(x: ValueRange, exponent: ValueRange, known: number | undefined): ValueRange {
  const falls = known === undefined ? exponent.negative : known < 0;
  const isWhole = known !== undefined && Number.isInteger(known);
  return {
    ...rest(x, exponent),
    zero: x.zero || x.pole,
    tiny: x.tiny || x.pole,
    masked: x.masked || x.pole,
    negative: x.negative,
    pole: x.pole || (x.negative && !isWhole) || (x.zero && falls),
    huge: x.huge || exponent.huge || (x.tiny && falls),
    steep: x.steep || (x.zero && falls),
    spread: x.spread && !exponent.zero,
  };
}

/** Of a value that is one of the two. */
function either(x: ValueRange, y: ValueRange): ValueRange {
  return {
    ...rest(x, y),
    zero: x.zero || y.zero,
    tiny: x.tiny || y.tiny,
    masked: x.masked || y.masked,
    negative: x.negative || y.negative,
    spread: x.spread && y.spread,
  };
}

function rest(x: ValueRange, y: ValueRange) {
  return { pole: x.pole || y.pole, huge: x.huge || y.huge, steep: x.steep || y.steep };
}
