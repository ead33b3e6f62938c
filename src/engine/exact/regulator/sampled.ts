import {
  addPolynomials,
  constantPolynomial,
  multiplyPolynomials,
  normalMoments,
  type Polynomial,
  variablePolynomial,
} from '../polynomial';
import type { Regulator } from './regulator';

/** Mean and variance of one estimate. */
export interface EstimateMoments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * REINFORCE from one rollout (Williams 1992): the sum over steps of the score times the whole return, or times the
 * costs from t on, less the step's baseline. With u_t = -k s_t + actionNoise e_t the score d log p(u_t | s_t)/dk is
 * -s_t e_t / actionNoise. Exact: rollouts are polynomials in normal noise.
 * @param baselines a constant for each step; missing: none
 */
export function reinforceMoments(
  regulator: Regulator,
  k: number,
  credit: 'whole return' | 'reward to go',
  baselines: readonly number[] = [],
): EstimateMoments {
  const { horizon, actionNoise } = regulator;
  const { states, costs } = rollout(regulator, constantPolynomial(k));
  let estimate = constantPolynomial(0);
  for (let t = 0; t < horizon; t++) {
    const credited = credit === 'reward to go' ? costs.slice(t) : costs;
    const total = credited.reduce(
      (sum, cost) => addPolynomials(sum, cost),
      constantPolynomial(-(baselines[t] ?? 0)),
    );
    const score = multiplyPolynomials(states[t] ?? constantPolynomial(0), variablePolynomial(1 + 2 * t));
    estimate = addPolynomials(estimate, multiplyPolynomials(score, total), -1 / actionNoise);
  }
  return normalMoments(estimate);
}

/**
 * Evolution strategies (Salimans et al. 2017): e / deviation times the cost of a rollout with gain k + deviation e.
 * Its mean is the gradient of E[cost(k + deviation e)], the cost seen through a Gaussian window.
 */
export function evolutionMoments(regulator: Regulator, k: number, deviation: number): EstimateMoments {
  const noise = variablePolynomial(0);
  const { costs } = rollout(regulator, addPolynomials(constantPolynomial(k), noise, deviation), 1);
  const total = costs.reduce((sum, cost) => addPolynomials(sum, cost), constantPolynomial(0));
  const estimate = multiplyPolynomials(noise, total);
  return normalMoments(addPolynomials(constantPolynomial(0), estimate, 1 / deviation));
}

/** States and costs of a rollout: variable `first` moves the start, and two more a step the action and the state. */
function rollout(regulator: Regulator, k: Polynomial, first = 0) {
  const { horizon, a, b, q, r, startMean, startNoise, stateNoise, actionNoise } = regulator;
  const square = (p: Polynomial, factor: number) =>
    addPolynomials(constantPolynomial(0), multiplyPolynomials(p, p), factor);
  const states = [addPolynomials(constantPolynomial(startMean), variablePolynomial(first), startNoise)];
  const costs: Polynomial[] = [];
  for (let t = 0; t < horizon; t++) {
    const state = states[t] ?? constantPolynomial(0);
    const [e, w] = [1, 2].map((i) => variablePolynomial(first + 2 * t + i)) as [Polynomial, Polynomial];
    const felt = multiplyPolynomials(k, state);
    const action = addPolynomials(addPolynomials(constantPolynomial(0), felt, -1), e, actionNoise);
    costs.push(addPolynomials(square(state, q), square(action, r)));
    const moved = addPolynomials(addPolynomials(constantPolynomial(0), state, a), action, b);
    states.push(addPolynomials(moved, w, stateNoise));
  }
  costs.push(square(states[horizon] ?? constantPolynomial(0), q));
  return { states, costs };
}
