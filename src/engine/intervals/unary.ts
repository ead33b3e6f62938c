import { digamma, lgamma, trigamma } from '../base/special/gamma';
import { erf } from '../base/special/normal';
import { UNARY, type UnaryOp } from '../ir/elementwise';
import { type Result, setEnds, setQuotient, setWhole } from './arithmetic';

/** What an operation does to an interval of its argument. */
export interface UnaryRule {
  /** The values over [low, high]. */
  readonly range: (out: Result, low: number, high: number) => void;
  /** The derivatives over [low, high]; of a jump inside it, the whole line. */
  readonly slope: (out: Result, low: number, high: number) => void;
  /**
   * How fast the operation may change per unit of its argument, in the units in which a quadrature rule needs a few
   * points: radians, e-folds. `relative`: per unit of the argument's own size, or of its distance from -1.
   */
  readonly pace: number | 'relative' | 'relative to -1';
  /** Of arguments beyond it, on either side, the operation makes a straight line to all digits. */
  readonly straightBeyond?: number;
}

type Fn = (x: number) => number;

function increasing(f: Fn): UnaryRule['range'] {
  return (out, low, high) => setEnds(out, f(low), f(high));
}

/** Of a positive derivative that rises to its greatest value at 0 and falls again, and is even. */
function bell(slope: Fn): UnaryRule['slope'] {
  return (out, low, high) => {
    const [p, q] = [slope(low), slope(high)];
    setEnds(out, Math.min(p, q), low <= 0 && high >= 0 ? slope(0) : Math.max(p, q));
  };
}

/** Of a derivative that is monotone. */
function between(slope: Fn): UnaryRule['slope'] {
  return (out, low, high) => {
    const [p, q] = [slope(low), slope(high)];
    setEnds(out, Math.min(p, q), Math.max(p, q));
  };
}

/** Of steps: nothing, or a jump. */
function steps(f: Fn): UnaryRule['slope'] {
  return (out, low, high) => (f(low) === f(high) ? setEnds(out, 0, 0) : setWhole(out));
}

const sigmoidSlope: Fn = (x) => {
  const e = Math.exp(-Math.abs(x));
  return e / (1 + e) ** 2;
};
const TWO_PI = 2 * Math.PI;

/** The sine over [low, high], moved by a quarter turn for the cosine. */
function wave(out: Result, low: number, high: number, f: Fn, top: number): void {
  if (!(high - low < TWO_PI) || Math.abs(low) > 1e12 || Math.abs(high) > 1e12) {
    if (low === high) setEnds(out, f(low), f(low));
    else {
      out.low = -1;
      out.high = 1;
    }
    return;
  }
  // Whole turns are known as well as the last places of the ends.
  const slack = 4e-16 * Math.max(Math.abs(low), Math.abs(high));
  const holds = (place: number) =>
    Math.ceil((low - slack - place) / TWO_PI) <= (high + slack - place) / TWO_PI;
  const [p, q] = [f(low), f(high)];
  setEnds(out, holds(top + Math.PI) ? -1 : Math.min(p, q), holds(top) ? 1 : Math.max(p, q));
}

const sineRange: UnaryRule['range'] = (out, low, high) => wave(out, low, high, Math.sin, Math.PI / 2);
const cosineRange: UnaryRule['range'] = (out, low, high) => wave(out, low, high, Math.cos, 0);
const negativeSine: Fn = (x) => -Math.sin(x);

/** Where the gamma function is least among positive numbers, and its logarithm there. */
const LOWEST = 1.4616321449683622;
const LOWEST_LGAMMA = -0.12148629053584961;

/** Below 0 the gamma functions have poles, and nothing is said. */
function positive(range: UnaryRule['range']): UnaryRule['range'] {
  return (out, low, high) => (low > 0 ? range(out, low, high) : setWhole(out));
}

/** A row an operation: a missing one does not compile. */
export const UNARY_RULES: Readonly<Record<UnaryOp, UnaryRule>> = {
  neg: {
    range: (out, low, high) => {
      out.low = -high;
      out.high = -low;
    },
    slope: (out) => setEnds(out, -1, -1),
    pace: 0,
  },
  exp: { range: increasing(Math.exp), slope: between(Math.exp), pace: 0.4 },
  log: {
    range: (out, low, high) =>
      high < 0
        ? setWhole(out)
        : setEnds(out, low <= 0 ? Number.NEGATIVE_INFINITY : Math.log(low), Math.log(high)),
    slope: (out, low, high) => setQuotient(out, 1, 1, Math.max(low, 0), Math.max(high, 0)),
    pace: 'relative',
  },
  log1p: {
    range: (out, low, high) =>
      high < -1
        ? setWhole(out)
        : setEnds(out, low <= -1 ? Number.NEGATIVE_INFINITY : Math.log1p(low), Math.log1p(high)),
    slope: (out, low, high) => setQuotient(out, 1, 1, Math.max(1 + low, 0), Math.max(1 + high, 0)),
    pace: 'relative to -1',
  },
  expm1: { range: increasing(Math.expm1), slope: between(Math.exp), pace: 0.4 },
  sqrt: {
    range: (out, low, high) => setEnds(out, Math.sqrt(Math.max(0, low)), Math.sqrt(Math.max(0, high))),
    slope: (out, low, high) =>
      setQuotient(out, 0.5, 0.5, Math.sqrt(Math.max(0, low)), Math.sqrt(Math.max(0, high))),
    pace: 'relative',
  },
  sin: { range: sineRange, slope: cosineRange, pace: 1 },
  cos: {
    range: cosineRange,
    slope: (out, low, high) => wave(out, low, high, negativeSine, -Math.PI / 2),
    pace: 1,
  },
  tanh: { range: increasing(Math.tanh), slope: bell((x) => 4 * sigmoidSlope(2 * x)), pace: 1 },
  sigmoid: { range: increasing(UNARY.sigmoid.compute), slope: bell(sigmoidSlope), pace: 0.5 },
  softplus: {
    range: increasing(UNARY.softplus.compute),
    slope: between(UNARY.sigmoid.compute),
    pace: 0.5,
    straightBeyond: 40,
  },
  abs: {
    range: (out, low, high) => {
      const [p, q] = [Math.abs(low), Math.abs(high)];
      out.low = low <= 0 && high >= 0 ? 0 : Math.min(p, q);
      out.high = Math.max(p, q);
    },
    slope: (out, low, high) => {
      out.low = low >= 0 ? 1 : -1;
      out.high = high <= 0 ? -1 : 1;
    },
    pace: 0,
  },
  sign: { range: increasing(Math.sign), slope: steps(Math.sign), pace: 0 },
  floor: { range: increasing(Math.floor), slope: steps(Math.floor), pace: 0 },
  lgamma: {
    range: positive((out, low, high) => {
      const [p, q] = [lgamma(low), lgamma(high)];
      setEnds(out, low <= LOWEST && high >= LOWEST ? LOWEST_LGAMMA : Math.min(p, q), Math.max(p, q));
    }),
    slope: positive(between(digamma)),
    pace: 'relative',
  },
  digamma: { range: positive(increasing(digamma)), slope: positive(between(trigamma)), pace: 'relative' },
  trigamma: {
    range: positive(between(trigamma)),
    // -2 zeta(3, x) lies between -1/x^2 - 2/x^3 and 0 (compare the sum with its integral).
    slope: positive((out, low) => setEnds(out, -1 / (low * low) - 2 / low ** 3, 0)),
    pace: 'relative',
  },
  erf: {
    range: increasing(erf),
    slope: bell((x) => (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x)),
    pace: 1,
  },
};
