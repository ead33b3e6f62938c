import { assertNever } from '../base/assertNever';
import { type BinaryOp, isBinary, isUnary, QUANTILES } from '../ir/elementwise';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { result, setEnds, setProduct, setWhole } from './arithmetic';
import { choiceStep, comparisonStep, extremeStep } from './choices';
import { powerRule } from './power';
import { differenceStep, productStep, quotientStep, sumStep } from './rational';
import { type EnclosureStep, type EnclosureTables, setSlopes } from './tables';
import { UNARY_RULES, type UnaryRule } from './unary';

/** What encloses an instruction that has arguments, and its derivatives, once theirs are. */
export function enclosureStep(tables: EnclosureTables, instruction: Instruction, id: ValueId): EnclosureStep {
  const [x = -1, y = -1, z = -1] = argsOf(instruction);
  if (isUnary(instruction)) return unary(tables, UNARY_RULES[instruction.op], id, x);
  if (isBinary(instruction)) return BINARY_STEPS[instruction.op](tables, id, x, y);
  switch (instruction.op) {
    case 'where':
      return choiceStep(tables, id, x, y, z);
    case 'poissonQuantile': {
      const { compute } = QUANTILES.poissonQuantile;
      return quantile(tables, id, x, (u, end) => compute(u, end[y] as number));
    }
    case 'binomialQuantile': {
      const { compute } = QUANTILES.binomialQuantile;
      return quantile(tables, id, x, (u, end) => compute(u, end[y] as number, end[z] as number));
    }
    case 'constant':
    case 'feed':
    case 'state':
    case 'noise':
    case 'logStandardGamma':
    case 'stop':
    case 'oneHot':
    case 'row':
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'slice':
    case 'pad':
    case 'concat':
    case 'sum':
    case 'amax':
    case 'matmul':
      return anything(tables, id);
    default:
      return assertNever(instruction);
  }
}

type BinaryStep = (tables: EnclosureTables, id: ValueId, x: ValueId, y: ValueId) => EnclosureStep;

const BINARY_STEPS: Readonly<Record<BinaryOp, BinaryStep>> = {
  add: sumStep,
  sub: differenceStep,
  mul: productStep,
  div: quotientStep,
  pow: power,
  min: (tables, id, x, y) => extremeStep(tables, 'min', id, x, y),
  max: (tables, id, x, y) => extremeStep(tables, 'max', id, x, y),
  lt: (tables, id, x, y) => comparisonStep(tables, 'lt', id, x, y),
  le: (tables, id, x, y) => comparisonStep(tables, 'le', id, x, y),
  eq: (tables, id, x, y) => comparisonStep(tables, 'eq', id, x, y),
  gammaSlope: anything,
};

/** No bound is known. */
function anything(tables: EnclosureTables, id: ValueId): EnclosureStep {
  const out = result(true);
  setWhole(out);
  return () => {
    tables.low[id] = out.low;
    tables.high[id] = out.high;
    setSlopes(tables, id, out.low, out.high);
  };
}

function unary(tables: EnclosureTables, rule: UnaryRule, id: ValueId, x: ValueId): EnclosureStep {
  const { low, high, slopeLow, slopeHigh } = tables;
  const out = result(true);
  const slope = result(true);
  const varies = tables.varies(id);
  return () => {
    const [a, b] = [low[x] as number, high[x] as number];
    rule.range(out, a, b);
    low[id] = out.low;
    high[id] = out.high;
    if (!varies) return;
    rule.slope(slope, a, b);
    for (let k = 0; k < slopeLow.length; k++) {
      const [from, to] = [slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array];
      setProduct(out, slope.low, slope.high, from[x] as number, to[x] as number);
      from[id] = out.low;
      to[id] = out.high;
    }
    if (rule.pace !== 0) tables.keepPace(rule, x, id);
  };
}

/** x ^ y with a known y as one of its own rules, else as exp(y log x). */
function power(tables: EnclosureTables, id: ValueId, x: ValueId, y: ValueId): EnclosureStep {
  const { low, high } = tables;
  const out = result(true);
  let known: { readonly power: number; readonly step: EnclosureStep } | undefined;
  return () => {
    const exponent = low[y] as number;
    if (!tables.varies(y) && exponent === high[y]) {
      if (known?.power !== exponent)
        known = { power: exponent, step: unary(tables, powerRule(exponent), id, x) };
      known.step();
      return;
    }
    const [a, b] = [low[x] as number, high[x] as number];
    if (a <= 0) tables.markSingular();
    if (a > 0) {
      const ends = [a ** exponent, a ** (high[y] as number), b ** exponent, b ** (high[y] as number)];
      setEnds(out, Math.min(...ends), Math.max(...ends));
    } else setWhole(out);
    low[id] = out.low;
    high[id] = out.high;
    // Rare enough to say nothing of its derivative.
    setSlopes(tables, id, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  };
}

/**
 * Counts, at least 0, that rise with the level u and with what else they are asked with; a negative u stands for 1 +
 * u.
 */
function quantile(
  tables: EnclosureTables,
  id: ValueId,
  u: ValueId,
  at: (u: number, end: Float64Array) => number,
): EnclosureStep {
  const { low, high } = tables;
  const out = result(true);
  return () => {
    const [a, b] = [low[u] as number, high[u] as number];
    if (a < 0 && b >= 0) setWhole(out);
    else setEnds(out, at(a, low), at(b, high));
    out.low = Math.max(0, out.low);
    low[id] = out.low;
    high[id] = out.high;
    const decided = out.low === out.high;
    setSlopes(tables, id, decided ? 0 : Number.NEGATIVE_INFINITY, decided ? 0 : Number.POSITIVE_INFINITY);
  };
}
