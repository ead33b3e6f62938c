import { describe, expect, test } from 'vitest';
import { criticGradient, modelGradient, oneStepGradient } from './learned';
import {
  bestGain,
  costGradient,
  expectedCost,
  type Regulator,
  riccatiGains,
  squaredStates,
  valueFunctions,
} from './regulator';
import { evolutionMoments, reinforceMoments } from './sampled';

const regulator = (horizon: number): Regulator => ({
  horizon,
  a: 1.1,
  b: 0.8,
  q: 1.5,
  r: 0.7,
  startMean: 0.6,
  startNoise: 0.4,
  stateNoise: 0.3,
  actionNoise: 0.5,
});
const HORIZONS = [1, 2, 3, 7, 20];
const K = 0.35;
const STEP = 1e-5;

const slope = (f: (x: number) => number, x: number) => (f(x + STEP) - f(x - STEP)) / (2 * STEP);

function expectRelative(value: number, wanted: number, tolerance = 1e-10): void {
  expect(Math.abs(value / wanted - 1), `${value}, not ${wanted}`).toBeLessThan(tolerance);
}

describe.each(HORIZONS)('the regulator of %i steps', (horizon) => {
  const own = regulator(horizon);
  const { states, actions } = valueFunctions(own, K);

  test('has the slope of its cost as gradient', () => {
    expectRelative(
      costGradient(own, K),
      slope((k) => expectedCost(own, k), K),
      1e-8,
    );
  });

  test('costs what its first value function says', () => {
    const { square, constant } = states[0] ?? { square: 0, constant: 0 };
    expectRelative(square * (squaredStates(own, K)[0] ?? 0) + constant, expectedCost(own, K));
  });

  test('has values that are the mean of the Q of its actions', () => {
    const s = 1.7;
    actions.forEach(({ state, cross, action, constant }, t) => {
      const mean = -K * s;
      const q = state * s * s + cross * s * mean + action * (mean * mean + own.actionNoise ** 2) + constant;
      const { square, constant: rest } = states[t] ?? { square: 0, constant: 0 };
      expectRelative(square * s * s + rest, q);
    });
  });

  test('has one gradient, whoever asks with the right model and critic', () => {
    const gradient = costGradient(own, K);
    expectRelative(modelGradient(own, K, own), gradient);
    expectRelative(oneStepGradient(own, K, own, states.slice(1)), gradient);
    expectRelative(criticGradient(own, K, actions), gradient);
  });

  test('is best where the gradient is zero and nothing near is better', () => {
    const best = bestGain(own);
    expect(costGradient(own, best)).toBeCloseTo(0, 8);
    for (const k of [best - 1e-3, best + 1e-3, 0, own.a / own.b])
      expect(expectedCost(own, k)).toBeGreaterThan(expectedCost(own, best));
  });
});

describe('best gains', () => {
  test('of one step are those of Riccati', () => {
    expectRelative(bestGain(regulator(1)), riccatiGains(regulator(1))[0] ?? 0);
  });

  test('of more lie between the last and the first of Riccati', () => {
    const gains = riccatiGains(regulator(7));
    expect(bestGain(regulator(7))).toBeGreaterThan(gains.at(-1) ?? 0);
    expect(bestGain(regulator(7))).toBeLessThan(gains[0] ?? 0);
  });

  test('of an integrator are one over the golden ratio in the long run', () => {
    const integrator = { ...regulator(30), a: 1, b: 1, q: 1, r: 1 };
    expectRelative(riccatiGains(integrator)[0] ?? 0, (Math.sqrt(5) - 1) / 2);
  });
});

describe('REINFORCE', () => {
  test.each([1, 2, 3, 5])('is unbiased, and steadier with the costs to go: T = %i', (horizon) => {
    const own = regulator(horizon);
    const baselines = Array.from({ length: horizon }, (_, t) => 1 + t);
    const whole = reinforceMoments(own, K, 'whole return');
    const toGo = reinforceMoments(own, K, 'reward to go');
    for (const { mean } of [whole, toGo, reinforceMoments(own, K, 'reward to go', baselines)])
      expectRelative(mean, costGradient(own, K), 1e-9);
    if (horizon === 1) expect(whole).toEqual(toGo);
    else expect(toGo.variance).toBeLessThan(0.95 * whole.variance);
  });

  test('of one step from a fixed state without noise of the state has a variance by hand', () => {
    const own = { ...regulator(1), a: 1, b: 1, q: 1, r: 0, startMean: 1, startNoise: 0, stateNoise: 0 };
    // s_1 = c + d e with c = 1 - k, d = actionNoise: the estimate is -(e / d) (1 + (c + d e)^2).
    const [c, d] = [1 - K, own.actionNoise];
    const [p, q] = [-(1 + c * c) / d, -d];
    const variance = p * p + 2 * p * q * 3 + 15 * q * q + 4 * c * c * 2;
    expectRelative(reinforceMoments(own, K, 'reward to go').variance, variance);
  });
});

describe('evolution strategies', () => {
  test('of one step see the cost through a window, which leaves the gradient of a square as it is', () => {
    const own = { ...regulator(1), actionNoise: 0 };
    expectRelative(evolutionMoments(own, K, 0.3).mean, costGradient(own, K));
  });

  test('of three have the gradient of the mean cost in the window', () => {
    const own = { ...regulator(3), actionNoise: 0 };
    // The gradient has degree 5 in the gain, to which Gauss-Hermite of three points is exact.
    const points = [-Math.sqrt(3), 0, Math.sqrt(3)];
    const weights = [1 / 6, 2 / 3, 1 / 6];
    const mean = points.reduce((sum, x, i) => sum + (weights[i] ?? 0) * costGradient(own, K + 0.2 * x), 0);
    expectRelative(evolutionMoments(own, K, 0.2).mean, mean);
  });
});
