import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { type Believed, estimatorMean, estimatorMoments, type RegulatorEstimator } from './estimators';
import { costGradient, type Regulator } from './regulator';
import { evolutionMoments, reinforceMoments } from './sampled';

const regulator = (horizon: number): Regulator => ({
  horizon,
  a: 0.9,
  b: 1.1,
  q: 1.2,
  r: 0.7,
  startMean: 0.8,
  startNoise: 0.4,
  stateNoise: 0.3,
  actionNoise: 0.6,
});
const K = 0.35;

const right: Believed = {
  model: 1,
  critic: 1,
  window: 0.15,
  narrow: 0.01,
  baselines: (horizon) => Array.from({ length: horizon }, (_, t) => 1 + t / horizon),
};

const at = (horizon: number, estimator: RegulatorEstimator, believed = right) =>
  [...estimatorMoments(regulator(horizon), K, estimator, believed)].at(-1) ?? {
    mean: Number.NaN,
    variance: Number.NaN,
  };

describe('going back step by step gives what the polynomial of the whole rollout gives', () => {
  test.each([1, 2, 3, 4])('%i steps', (horizon) => {
    const own = regulator(horizon);
    const same: [ReturnType<typeof at>, ReturnType<typeof at>][] = [
      [at(horizon, 'whole return'), reinforceMoments(own, K, 'whole return')],
      [at(horizon, 'reward to go'), reinforceMoments(own, K, 'reward to go')],
      [at(horizon, 'constant baseline'), reinforceMoments(own, K, 'reward to go', right.baselines(horizon))],
      [at(horizon, 'evolution'), evolutionMoments(own, K, right.window)],
    ];
    for (const [found, wanted] of same) {
      expectRelative(found.mean, wanted.mean, 1e-9);
      expectRelative(found.variance, wanted.variance, 1e-8);
    }
  });
});

const ALL: readonly RegulatorEstimator[] = [
  'whole return',
  'reward to go',
  'constant baseline',
  'critic score',
  'critic path',
  'deterministic critic',
  'one step',
  'path',
  'evolution',
];

describe('the mean', () => {
  test.each(ALL)('of %s is that of the formula, at every horizon, right or wrong', (estimator) => {
    for (const believed of [right, { ...right, model: 0.7 }, { ...right, critic: 1.4 }]) {
      const found = [...estimatorMoments(regulator(20), K, estimator, believed)];
      expect(found).toHaveLength(20);
      found.forEach(({ mean }, i) => {
        const wanted = estimatorMean(regulator(i + 1), K, estimator, believed);
        // The window's mean is a sum with other rounding.
        expect(Math.abs(mean / wanted - 1)).toBeLessThan(1e-8);
      });
    }
  });

  test.each(ALL.filter((own) => own !== 'evolution'))(
    'of %s is the gradient where all is right',
    (estimator) => {
      for (const horizon of [1, 5, 20])
        expectRelative(
          estimatorMean(regulator(horizon), K, estimator, right),
          costGradient(regulator(horizon), K),
          1e-9,
        );
    },
  );

  test('moves with what is wrong alone', () => {
    const gradient = costGradient(regulator(5), K);
    const biases = (believed: Believed) =>
      ALL.filter((own) => own !== 'evolution').filter(
        (own) => Math.abs(estimatorMean(regulator(5), K, own, believed) / gradient - 1) > 1e-6,
      );
    expect(biases({ ...right, model: 0.8 })).toEqual(['one step', 'path']);
    expect(biases({ ...right, critic: 1.2 })).toEqual([
      'critic score',
      'critic path',
      'deterministic critic',
      'one step',
    ]);
  });
});
