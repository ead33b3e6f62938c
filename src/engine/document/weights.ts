import {
  DEFAULT_ACTIVATION,
  type WeightBlock,
  type WeightLayout,
  weightBlocks,
  weightCount,
} from '../base/weightLayout';
import { DEFAULT_TENSOR_SEED, standardNormals } from './normals';
import type { CellRule, NetworkRule } from './types';

/** Whether a value, known to be one of a document, is made by a rule for weights. */
export function isWeights(value: unknown): value is NetworkRule | CellRule {
  return typeof value === 'object' && value !== null && ('network' in value || 'cell' in value);
}

/** What the numbers of a node's value are for; undefined where they are no weights. */
export function weightLayoutOf(value: unknown): WeightLayout | undefined {
  if (!isWeights(value)) return undefined;
  if ('network' in value)
    return {
      kind: 'network',
      widths: value.network,
      activation: value.activation ?? DEFAULT_ACTIVATION,
    };
  const [inputs, hidden] = value.cell;
  return { kind: 'cell', inputs, hidden };
}

/**
 * The weights that a rule begins with: matrices normal with variance 2 / (inputs + outputs), where a cell's gates count
 * each for itself (Glorot and Bengio 2010); biases zero. A seed always gives the same.
 */
export function initialWeights(rule: NetworkRule | CellRule): Float64Array {
  const layout = weightLayoutOf(rule);
  if (!layout) throw new Error('no weights');
  const values = standardNormals(weightCount(layout), rule.seed ?? DEFAULT_TENSOR_SEED);
  const gates = layout.kind === 'cell' ? 3 : 1;
  for (const { begin, shape } of weightBlocks(layout)) {
    const scale = scaleOf(shape, gates);
    const [rows, columns = 1] = shape;
    for (let i = begin; i < begin + rows * columns; i++) values[i] = scale * (values[i] as number) + 0;
  }
  return values;
}

function scaleOf([outputs, inputs]: WeightBlock['shape'], gates: number): number {
  return inputs === undefined ? 0 : Math.sqrt(2 / (inputs + outputs / gates));
}
