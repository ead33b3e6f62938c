import { Draws } from '../../src/engine/data/draws';
import { DATA_SETS } from '../../src/engine/data/registry';
import { type ByParameter, LAYERS } from './page/setting';

const { pixels, hidden, causes } = LAYERS;

/** A stream of noise that no data set has. */
const NOISE = 1000;

/** Mean of L + R over the held-out digits, in float64, always with the same noise: one judge for all. */
export function bound({ phi, theta }: ByParameter<readonly number[]>): number {
  const { rows } = DATA_SETS.digits.rows(1).heldOut;
  const count = rows.length / pixels;
  let total = 0;
  for (let row = 0; row < count; row++) {
    const draws = new Draws(1, row, NOISE);
    const x = [...rows.subarray(row * pixels, (row + 1) * pixels)];
    const h1 = mlp(
      phi,
      x.map((pixel) => pixel - 0.5),
      [pixels, hidden, 2 * causes],
    );
    const h = Array.from({ length: causes }, (_, i) => {
      const [mu, logSigma] = [h1[i] ?? Number.NaN, h1[causes + i] ?? Number.NaN];
      total += (mu ** 2 + Math.exp(2 * logSigma) - 1) / 2 - logSigma;
      return mu + draws.normal(Math.exp(logSigma));
    });
    mlp(theta, h, [causes, hidden, pixels]).forEach((logit, i) => {
      const p = 0.001 + 0.998 / (1 + Math.exp(-logit));
      total -= Math.log(x[i] === 1 ? p : 1 - p);
    });
  }
  return total / count;
}

/** Matrices [outputs, inputs] and biases in turn; tanh between layers. */
function mlp(weights: readonly number[], input: readonly number[], sizes: readonly number[]): number[] {
  let place = 0;
  let values = [...input];
  sizes.slice(1).forEach((outputs, layer) => {
    const inputs = values.length;
    const biases = place + inputs * outputs;
    const before = values;
    values = Array.from({ length: outputs }, (_, o) =>
      before.reduce(
        (sum, value, i) => sum + value * (weights[place + o * inputs + i] ?? 0),
        weights[biases + o] ?? 0,
      ),
    );
    if (layer < sizes.length - 2) values = values.map(Math.tanh);
    place = biases + outputs;
  });
  return values;
}
