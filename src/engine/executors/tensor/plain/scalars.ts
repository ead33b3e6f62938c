import { assertNever } from '../../../base/assertNever';
import { BINARY, isBinary, isUnary, QUANTILES, UNARY } from '../../../ir/elementwise';
import type { BodyOp } from '../kernelPlan';

/** Fills `values`, one number for every operation of a body. `inputs` gives the numbers read. */
export function evaluateBody(
  body: readonly BodyOp[],
  inputs: (input: number) => number,
  values: Float64Array,
): void {
  body.forEach((step, position) => {
    values[position] = scalar(step, inputs, values);
  });
}

function scalar(step: BodyOp, inputs: (input: number) => number, values: Float64Array): number {
  const at = (position: number) => values[position] as number;
  if (isUnary(step)) return UNARY[step.op].compute(at(step.args[0]));
  if (isBinary(step)) return BINARY[step.op].compute(at(step.args[0]), at(step.args[1]));
  switch (step.op) {
    case 'input':
      return inputs(step.input);
    case 'constant':
      return step.value;
    case 'where':
      return at(at(step.args[0]) !== 0 ? step.args[1] : step.args[2]);
    case 'poissonQuantile':
      return QUANTILES[step.op].compute(at(step.args[0]), at(step.args[1]));
    case 'binomialQuantile':
      return QUANTILES[step.op].compute(at(step.args[0]), at(step.args[1]), at(step.args[2]));
    default:
      return assertNever(step);
  }
}
