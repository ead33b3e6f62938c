import { weightCount } from '../base/weightLayout';
import { DATA_SETS } from '../data/registry';
import { DEFAULT_TENSOR_SEED, standardNormals } from './normals';
import type { DataRule, InputValue, NestedNumbers, ParameterValue, TensorRule } from './types';
import { initialWeights, isWeights, weightLayoutOf } from './weights';

const DEFAULT_SCALE = 1;

/**
 * Lengths of the value's axes, outermost first; [] for a number, and for data those of one row. Rows of lists are taken
 * to be of one length.
 */
export function tensorShape(value: ParameterValue | InputValue): readonly number[] {
  const layout = weightLayoutOf(value);
  if (layout) return [weightCount(layout)];
  if (isDataRule(value)) return [DATA_SETS[value.data].width];
  if (isRule(value)) return value.shape;
  const shape: number[] = [];
  let part: unknown = value;
  while (Array.isArray(part)) {
    shape.push(part.length);
    part = part[0];
  }
  return shape;
}

/**
 * The value's numbers, row-major. `normal` draws scale * N(0, 1) from counted noise, so a seed always gives the same.
 */
export function tensorValues(value: ParameterValue): Float64Array {
  if (isWeights(value)) return initialWeights(value);
  if (isRule(value)) return initialValues(value);
  const values: number[] = [];
  collect(value, values);
  return Float64Array.from(values);
}

/** Whether every sample draws the value anew. */
export function isDataRule(value: ParameterValue | InputValue): value is DataRule {
  return typeof value === 'object' && 'data' in value;
}

function isRule(value: ParameterValue | InputValue): value is TensorRule {
  return typeof value === 'object' && 'shape' in value;
}

function collect(part: number | NestedNumbers, values: number[]): void {
  if (typeof part === 'number') values.push(part);
  else for (const row of part) collect(row, values);
}

function initialValues({ shape, init, scale = DEFAULT_SCALE, seed = DEFAULT_TENSOR_SEED }: TensorRule) {
  const count = shape.reduce((product, length) => product * length, 1);
  return init === 'zeros'
    ? new Float64Array(count)
    : standardNormals(count, seed).map((draw) => scale * draw);
}
