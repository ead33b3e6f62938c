import { describe, expect, test } from 'vitest';
import { bestGain } from '../../engine/exact/regulator/regulator';
import { trainPlans } from '../../engine/testing/trainPlans';
import { REGULATORS } from './examples';

/** Without noise in its actions a policy of three steps is best at another gain. */
const actionNoise = (id: string) => (id === 'evolution' ? 0 : 0.5);

const best = (id: string) =>
  bestGain({
    horizon: 3,
    a: 1,
    b: 1,
    q: 1,
    r: 1,
    startMean: 1,
    startNoise: 0.5,
    stateNoise: 0.5,
    actionNoise: actionNoise(id),
  });

describe('every method learns the gain that is best to 5 percent', () => {
  test.each(REGULATORS.filter(({ document }) => document.training))('$id', async ({ id, document }) => {
    for (const [plan, parameters] of await trainPlans(document, 1)) {
      const [gain = Number.NaN] = parameters.get('theta') ?? [];
      expect(Math.abs(gain / best(id) - 1), `${plan}: ${gain}`).toBeLessThan(0.05);
    }
  });
});
