import { normalPairFrom, pcg4d } from '../base/noise';
import type { NestedNumbers, Tensor, TensorRule } from './types';

/** The fourth word of the counter for initial values: no block of a program's noise has it. */
const INITIAL_VALUES = 0xffffffff;

export const DEFAULT_SCALE = 1;
export const DEFAULT_TENSOR_SEED = 1;

/** Lengths of the tensor's axes, outermost first; [] for a number. Rows are taken to be of one length. */
export function tensorShape(tensor: Tensor): readonly number[] {
  if (isRule(tensor)) return tensor.shape;
  const shape: number[] = [];
  let part: number | NestedNumbers | undefined = tensor;
  while (typeof part === 'object') {
    shape.push(part.length);
    part = part[0];
  }
  return shape;
}

/** The tensor's numbers, row-major. `normal` draws scale * N(0, 1) from counted noise, so a seed always gives the same. */
export function tensorValues(tensor: Tensor): Float64Array {
  if (isRule(tensor)) return initialValues(tensor);
  const values: number[] = [];
  collect(tensor, values);
  return Float64Array.from(values);
}

function isRule(tensor: Tensor): tensor is TensorRule {
  return typeof tensor === 'object' && 'shape' in tensor;
}

function collect(part: number | NestedNumbers, values: number[]): void {
  if (typeof part === 'number') values.push(part);
  else for (const row of part) collect(row, values);
}

function initialValues(rule: TensorRule): Float64Array {
  const values = new Float64Array(rule.shape.reduce((product, length) => product * length, 1));
  if (rule.init === 'zeros') return values;
  const scale = rule.scale ?? DEFAULT_SCALE;
  const words = new Uint32Array(4);
  for (let first = 0; first < values.length; first += 4) {
    words.set([rule.seed ?? DEFAULT_TENSOR_SEED, first / 4, 0, INITIAL_VALUES]);
    pcg4d(words);
    const [a = 0, b = 0, c = 0, d = 0] = words;
    const draws = [...normalPairFrom(a, b), ...normalPairFrom(c, d)];
    // Writes past the end of a typed array are ignored, which is what the last block needs.
    draws.forEach((draw, lane) => {
      values[first + lane] = scale * draw;
    });
  }
  return values;
}
