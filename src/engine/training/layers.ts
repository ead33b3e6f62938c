import { type WeightLayout, weightBlocks } from '../base/weightLayout';

/** Consecutive numbers of a parameter that belong together. */
export interface Layer {
  readonly words: string;
  readonly begin: number;
  readonly size: number;
}

const CELL_BLOCKS = [
  'weights of the input',
  'weights of the state',
  'biases of the input',
  'biases of the state',
];

/** The layers of a parameter; one, without words, where it is no weights. */
export function layersOf(layout: WeightLayout | undefined, size: number): Layer[] {
  if (!layout) return [{ words: '', begin: 0, size }];
  return weightBlocks(layout).map(({ begin, shape }, index) => ({
    words: layout.kind === 'cell' ? (CELL_BLOCKS[index] ?? '') : layerWords(index),
    begin,
    size: shape.reduce((product, n) => product * n, 1),
  }));
}

function layerWords(index: number): string {
  return `layer ${Math.floor(index / 2) + 1}, ${index % 2 === 0 ? 'weights' : 'biases'}`;
}
