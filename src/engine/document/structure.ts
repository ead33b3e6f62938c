import { perObject } from '../base/perObject';
import { isDataRule, tensorShape } from './tensor';
import type { Document, Node, ParameterValue, Tensor } from './types';
import { weightLayoutOf } from './weights';

/** The node with blank numbers: its value is of the same shape, for the same weights, or of the same data set. */
export function withoutNumbers(node: Node): Node {
  switch (node.kind) {
    case 'parameter':
      return { ...node, value: blankWeights(node.value) ?? blankTensor(node.value) };
    case 'input':
      return { ...node, value: isDataRule(node.value) ? { data: node.value.data } : blankTensor(node.value) };
    default:
      return node;
  }
}

/** The document with its nodes called by their names alone, which is all that programs see. */
export function withoutLabels(document: Document): Document {
  return { ...document, nodes: document.nodes.map(({ label: _, ...node }) => node) };
}

/** What programs depend on of a node, as text: all but its numbers from outside, its place and its label. */
export const structureText = perObject((node: Node): string => {
  const { at: _, label: __, ...rest } = withoutNumbers(node);
  return JSON.stringify(rest);
});

function blankWeights(value: ParameterValue): ParameterValue | undefined {
  const layout = weightLayoutOf(value);
  if (layout?.kind === 'network') return { network: layout.widths, activation: layout.activation };
  return layout && { cell: [layout.inputs, layout.hidden] };
}

function blankTensor(value: ParameterValue): Tensor {
  const shape = tensorShape(value);
  return shape.length === 0 ? Number.NaN : { shape, init: 'zeros' };
}
