import { describe, expect, test } from 'vitest';
import { scoreFactor } from '../../engine/document/estimators';
import type { Plan } from '../../engine/document/types';
import { bestGain } from '../../engine/exact/regulator/regulator';
import { trainPlans } from '../../engine/testing/trainPlans';
import { evolutionDocument } from './evolution';
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

const isRanked = ({ nodes }: Plan) => Object.values(nodes).some((entry) => scoreFactor(entry) === 'ranked');

describe('every method learns the gain that is best to 5 percent', () => {
  test.each(REGULATORS.filter(({ document }) => document.training))('$id', async ({ id, document }) => {
    const plans = document.plans.filter((plan) => !isRanked(plan));
    for (const [plan, parameters] of await trainPlans({ ...document, plans }, 1)) {
      const [gain = Number.NaN] = parameters.get('theta') ?? [];
      expect(Math.abs(gain / best(id) - 1), `${plan}: ${gain}`).toBeLessThan(0.05);
    }
  });
});

test('ranks learn the gain where their own mean vanishes, below the best', async () => {
  const learned = await trainPlans(evolutionDocument(3), 1, { plan: 'Ranks', steps: 4000 });
  const [gain = Number.NaN] = learned.get('Ranks')?.get('theta') ?? [];
  expect(Math.abs(gain / 0.545 - 1), `${gain}`).toBeLessThan(0.05);
  expect(gain).toBeLessThan(0.97 * best('evolution'));
});
