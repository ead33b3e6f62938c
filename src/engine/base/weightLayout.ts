/** Functions between the layers of a perceptron. */
export const ACTIVATIONS = ['tanh', 'relu', 'sigmoid', 'softplus'] as const;
export type Activation = (typeof ACTIVATIONS)[number];
export const DEFAULT_ACTIVATION: Activation = 'tanh';

/** What the numbers of a flat vector of weights are for. */
export type WeightLayout = PerceptronLayout | CellLayout;

export interface PerceptronLayout {
  readonly kind: 'network';
  /** Lengths of the input, of the hidden layers and of the output. */
  readonly widths: readonly number[];
  /** After every layer but the last, which is linear. */
  readonly activation: Activation;
}

/** A gated recurrent unit (Cho et al. 2014), as torch.nn.GRUCell. */
export interface CellLayout {
  readonly kind: 'cell';
  readonly inputs: number;
  readonly hidden: number;
}

/** Consecutive numbers of the flat vector, row-major: a matrix [outputs, inputs], or biases [outputs]. */
export interface WeightBlock {
  readonly begin: number;
  readonly shape: readonly [number, number] | readonly [number];
}

/**
 * The blocks of a layout in their order, which is that of PyTorch's `parameters_to_vector`: of a perceptron every
 * layer's matrix and biases in turn; of a cell the matrices of the input and of the state, then their biases, each of
 * them with the rows of the reset gate, the update gate and the candidate below one another.
 */
export function weightBlocks(layout: WeightLayout): readonly WeightBlock[] {
  let begin = 0;
  return shapesOf(layout).map((shape) => {
    const block = { begin, shape };
    begin += sizeOf(shape);
    return block;
  });
}

/** Length of the flat vector. */
export function weightCount(layout: WeightLayout): number {
  return shapesOf(layout).reduce((sum, shape) => sum + sizeOf(shape), 0);
}

/** The one layout among `layouts` whose flat vector has the shape; undefined where there is none, or several. */
export function fittingLayout(
  layouts: Iterable<WeightLayout>,
  shape: readonly number[],
): WeightLayout | undefined {
  const fitting = new Map<string, WeightLayout>();
  for (const layout of layouts)
    if (shape.length === 1 && shape[0] === weightCount(layout)) fitting.set(JSON.stringify(layout), layout);
  const [first] = fitting.values();
  return fitting.size === 1 ? first : undefined;
}

function shapesOf(layout: WeightLayout): WeightBlock['shape'][] {
  if (layout.kind === 'cell') {
    const { inputs, hidden } = layout;
    return [[3 * hidden, inputs], [3 * hidden, hidden], [3 * hidden], [3 * hidden]];
  }
  return layout.widths
    .slice(1)
    .flatMap((width, index): WeightBlock['shape'][] => [[width, layout.widths[index] ?? 0], [width]]);
}

function sizeOf([rows, columns = 1]: WeightBlock['shape']): number {
  return rows * columns;
}
