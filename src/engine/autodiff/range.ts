import type { Builder, Value } from '../ir/builder';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';

/**
 * What the elements of a value may be, as far as its operations tell: `false` only where they cannot, but for draws of
 * probability zero. Not a bound: arithmetic on finite numbers counts as finite, exponentials may overflow.
 */
export interface Range {
  /** 0, by more than underflow. */
  readonly zero: boolean;
  /** 0, or an exponential that underflows. */
  readonly tiny: boolean;
  readonly negative: boolean;
  /** Infinite, or NaN. */
  readonly infinite: boolean;
  /** The slope of a root at 0: infinite, although the root itself is not. */
  readonly steep: boolean;
  /** Drawn with a density, so that no single number has a probability. */
  readonly spread: boolean;
}

const KNOWN = new WeakMap<Builder, Range[]>();

/** The range of a value; remembered, since a builder's instructions never change. */
export function rangeOf(b: Builder, { id }: Value): Range {
  const ranges = KNOWN.get(b) ?? [];
  KNOWN.set(b, ranges);
  for (let next = ranges.length; next <= id; next++)
    ranges.push(rangeOfInstruction(b.instruction(next), (arg) => ranges[arg] ?? ANY, b));
  return ranges[id] ?? ANY;
}

const ANY: Range = { zero: true, tiny: true, negative: true, infinite: true, steep: false, spread: false };
const FED: Range = { ...ANY, infinite: false };
const COUNT: Range = { ...FED, negative: false };
const POSITIVE_DRAW: Range = { ...COUNT, zero: false, tiny: false, spread: true };
const NORMAL_DRAW: Range = { ...POSITIVE_DRAW, negative: true };

type RangeAt = (id: ValueId) => Range;

function rangeOfInstruction(instruction: Instruction, at: RangeAt, b: Builder): Range {
  const [x = ANY, y = ANY] = argsOf(instruction).map(at);
  switch (instruction.op) {
    case 'constant':
      return rangeOfNumbers(instruction.values);
    case 'feed':
    case 'state':
      return FED;
    case 'noise':
      return instruction.kind === 'normal' ? NORMAL_DRAW : POSITIVE_DRAW;
    case 'standardGamma':
      return POSITIVE_DRAW;
    case 'oneHot':
    case 'lt':
    case 'le':
    case 'eq':
    case 'poissonQuantile':
    case 'binomialQuantile':
      return COUNT;
    case 'stop':
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'slice':
    case 'amax':
      return x;
    case 'neg':
      return { ...x, negative: true };
    case 'pad':
    case 'row':
    case 'floor':
      return { ...x, zero: true, tiny: true, spread: false };
    case 'sign':
      return { ...x, steep: false, spread: false };
    case 'abs':
      return { ...x, negative: false };
    case 'exp':
      return { ...x, zero: x.infinite, tiny: true, negative: false, infinite: true };
    case 'sigmoid':
    case 'softplus':
      return { ...x, zero: x.infinite, tiny: true, negative: false };
    // Both lose their density where they saturate.
    case 'tanh':
    case 'erf':
      return { ...x, spread: x.spread && !x.infinite };
    case 'sin':
    case 'cos':
    case 'expm1':
      return { ...anywhere(x), infinite: x.infinite || instruction.op === 'expm1' };
    case 'log':
      return { ...anywhere(x), infinite: x.tiny || x.negative || x.infinite };
    case 'log1p':
      return { ...anywhere(x), infinite: x.negative || x.infinite, negative: x.negative };
    case 'lgamma':
    case 'digamma':
    case 'trigamma':
      return { ...anywhere(x), infinite: x.tiny || x.negative || x.infinite };
    case 'gammaSlope':
      return { ...NORMAL_DRAW, negative: false };
    case 'sqrt':
      return { ...x, negative: false, infinite: x.negative || x.infinite };
    case 'add':
    case 'sub':
      return rangeOfSum(x, instruction.op === 'sub' ? { ...y, negative: true } : y);
    case 'mul':
    case 'matmul':
      return rangeOfProduct(x, y, instruction.args[0] === instruction.args[1]);
    case 'div': {
      const product = rangeOfProduct(x, y, false);
      const root = b.instruction(instruction.args[1]).op === 'sqrt';
      return {
        ...product,
        zero: x.zero || y.infinite,
        tiny: x.tiny || y.infinite,
        infinite: x.infinite || y.infinite || y.tiny,
        steep: x.steep || y.steep || (root && y.zero),
        spread: (x.spread && !y.infinite) || (y.spread && !x.zero),
      };
    }
    case 'pow':
      return rangeOfPower(x, y, b.known(b.at(instruction.args[1])));
    case 'min':
    case 'max':
      return either(x, y, instruction.op === 'max' && isPositive(x, y));
    case 'where':
      return either(y, at(instruction.args[2]), false);
    case 'concat':
      return instruction.args.map(at).reduce((one, other) => either(one, other, false));
    case 'sum':
      return rangeOfSum(x, x);
  }
}

function rangeOfNumbers(values: readonly number[]): Range {
  const zero = values.includes(0);
  return {
    zero,
    tiny: zero,
    negative: values.some((value) => !(value >= 0)),
    infinite: !values.every(Number.isFinite),
    steep: false,
    spread: false,
  };
}

/** Of a smooth function that may vanish where its argument takes one certain number. */
function anywhere({ infinite, steep, spread }: Range): Range {
  return { zero: !spread, tiny: !spread, negative: true, infinite, steep, spread: spread && !infinite };
}

function rangeOfSum(x: Range, y: Range): Range {
  const spread = x.spread || y.spread;
  const negative = x.negative || y.negative;
  const zero = !spread && (negative || (x.zero && y.zero));
  // A density does not keep 1 - sigmoid(x) from rounding to 0.
  const tiny = negative || (x.tiny && y.tiny);
  return { zero, tiny, negative, infinite: x.infinite || y.infinite, steep: x.steep || y.steep, spread };
}

function rangeOfProduct(x: Range, y: Range, isSquare: boolean): Range {
  return {
    zero: x.zero || y.zero,
    tiny: x.tiny || y.tiny,
    negative: !isSquare && (x.negative || y.negative),
    infinite: x.infinite || y.infinite,
    steep: x.steep || y.steep,
    spread: (x.spread && !y.zero) || (y.spread && !x.zero),
  };
}

function rangeOfPower(x: Range, exponent: Range, known: number | undefined): Range {
  const falls = known === undefined ? exponent.negative : known < 0;
  const isWhole = known !== undefined && Number.isInteger(known);
  return {
    zero: x.zero || x.infinite,
    tiny: x.tiny || x.infinite,
    negative: x.negative,
    infinite: x.infinite || (x.negative && !isWhole) || (x.tiny && falls) || known === undefined,
    steep: x.steep || (x.zero && falls),
    spread: x.spread && exponent.zero === false,
  };
}

/** Of a value that is one of the two. */
function either(x: Range, y: Range, isPositive: boolean): Range {
  return {
    zero: !isPositive && (x.zero || y.zero),
    tiny: !isPositive && (x.tiny || y.tiny),
    negative: !isPositive && (x.negative || y.negative),
    infinite: x.infinite || y.infinite,
    steep: x.steep || y.steep,
    spread: x.spread && y.spread,
  };
}

/** Whether the larger of the two is. */
function isPositive(x: Range, y: Range): boolean {
  return [x, y].some((one) => !one.tiny && !one.negative && !one.infinite);
}
