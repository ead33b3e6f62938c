import { binomialQuantile } from '../../../base/special/binomial';
import { poissonQuantile } from '../../../base/special/poisson';
import { BINARY, UNARY } from '../../reference/kernels';
import type { ScalarOp } from '../kernelPlan';

/** Fills `values`, one number for every operation of a body. `inputs` gives the numbers read. */
export function evaluateBody(
  body: readonly ScalarOp[],
  inputs: (input: number) => number,
  values: Float64Array,
): void {
  body.forEach((step, position) => {
    values[position] = scalar(step, inputs, values);
  });
}

function scalar(step: ScalarOp, inputs: (input: number) => number, values: Float64Array): number {
  const at = (position: number) => values[position] as number;
  switch (step.op) {
    case 'input':
      return inputs(step.input);
    case 'constant':
      return step.value;
    case 'where':
      return at(at(step.args[0]) !== 0 ? step.args[1] : step.args[2]);
    case 'poissonQuantile':
      return poissonQuantile(at(step.args[0]), at(step.args[1]));
    case 'binomialQuantile':
      return binomialQuantile(at(step.args[0]), at(step.args[1]), at(step.args[2]));
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
    case 'min':
    case 'max':
    case 'lt':
    case 'le':
    case 'eq':
    case 'gammaSlope':
      return BINARY[step.op](at(step.args[0]), at(step.args[1]));
    default:
      return UNARY[step.op](at(step.args[0]));
  }
}
