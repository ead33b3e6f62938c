import type { Recipe } from './contract';

/** Where nothing is seen. */
const GAP = { from: -0.3, to: 0.5 };

/** A regression: rows x, y. The held-out rows lie anywhere, in the gap of the others too. */
export const wave: Recipe = {
  about: 'a wavy function of x in [-1.5, 1.5], seen with noise and with a gap',
  width: 2,
  form: 'function',
  stream: 7,
  train: 200,
  heldOut: 100,
  classes: [],
  row: (draws, _, heldOut) => {
    const seen = draws.between(-1.5, 1.5 - (GAP.to - GAP.from));
    const x = heldOut ? draws.between(-1.5, 1.5) : seen < GAP.from ? seen : seen + GAP.to - GAP.from;
    return [x, Math.sin(3 * x) + 0.4 * Math.sin(8 * x) + 0.2 * x + draws.normal(0.12)];
  },
};
