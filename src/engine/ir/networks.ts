import { type Activation, type CellLayout, type PerceptronLayout, weightBlocks } from '../base/weightLayout';
import { type Builder, ShapeError, type Value } from './builder';

/**
 * A multilayer perceptron. `theta`: the flat vector of its weights; `x`: a vector [inputs], or rows [m, inputs]. Gives
 * [outputs], or [m, outputs]. Throws ShapeError where x does not fit.
 */
export function perceptron(b: Builder, layout: PerceptronLayout, theta: Value, x: Value): Value {
  checkWidth('x', x, layout.widths[0] ?? 0, 'the input of the network');
  const blocks = blocksOf(b, layout, theta);
  let layer = x;
  for (let i = 0; i + 1 < blocks.length; i += 2) {
    const sum = affine(b, layer, blocks[i], blocks[i + 1]);
    layer = i + 2 < blocks.length ? activate(b, layout.activation, sum) : sum;
  }
  return layer;
}

/**
 * One step of a gated recurrent unit, as torch.nn.GRUCell: r = sigmoid(W_r x + U_r h), z = sigmoid(W_z x + U_z h),
 * n = tanh(W_n x + r (U_n h)), each product with its own biases; h' = (1 - z) n + z h. `theta`: the flat vector of its
 * weights; `x`: [inputs] or [m, inputs]; `h`: [hidden] or [m, hidden]. Gives the shape of h, or rows where x has rows.
 * Throws ShapeError where x or h does not fit.
 */
export function gatedCell(b: Builder, layout: CellLayout, theta: Value, x: Value, h: Value): Value {
  checkWidth('x', x, layout.inputs, 'the input of the cell');
  checkWidth('h', h, layout.hidden, 'the state of the cell');
  const [fromInput, fromState, inputBias, stateBias] = blocksOf(b, layout, theta);
  const ofInput = affine(b, x, fromInput, inputBias);
  const ofState = affine(b, h, fromState, stateBias);
  const gate = (value: Value, index: number) =>
    b.slice(
      value,
      [...value.shape.slice(1).map(() => 0), index * layout.hidden],
      [...value.shape.slice(0, -1), layout.hidden],
    );
  const reset = b.sigmoid(b.add(gate(ofInput, 0), gate(ofState, 0)));
  const update = b.sigmoid(b.add(gate(ofInput, 1), gate(ofState, 1)));
  const candidate = b.tanh(b.add(gate(ofInput, 2), b.mul(reset, gate(ofState, 2))));
  return b.add(candidate, b.mul(update, b.sub(h, candidate)));
}

function blocksOf(b: Builder, layout: PerceptronLayout | CellLayout, theta: Value): Value[] {
  return weightBlocks(layout).map(({ begin, shape }) => {
    const [rows, columns = 1] = shape;
    return b.reshape(b.slice(theta, [begin], [rows * columns]), shape);
  });
}

/** W x + c, or of rows X W' + c. */
function affine(b: Builder, x: Value, matrix: Value | undefined, biases: Value | undefined): Value {
  if (!matrix || !biases) throw new Error('a layout lacks a block');
  const product = x.shape.length === 1 ? b.matmul(matrix, x) : b.matmul(x, b.transpose(matrix));
  return b.add(product, biases);
}

function activate(b: Builder, activation: Activation, x: Value): Value {
  return activation === 'relu' ? b.max(x, 0) : b[activation](x);
}

function checkWidth(name: string, { shape }: Value, width: number, what: string): void {
  if ((shape.length === 1 || shape.length === 2) && shape.at(-1) === width) return;
  throw new ShapeError(`${name} does not fit ${what}`, [shape, [width]]);
}
