import { backwardMoments, type StateRange, type Sum } from './backward';
import { criticGradient, modelGradient, oneStepGradient } from './learned';
import { costGradient, type Regulator, squaredStates, valueFunctions } from './regulator';
import type { EstimateMoments } from './sampled';

/** Estimators of the gradient in the gain whose mean and variance are known for every horizon. */
export type RegulatorEstimator =
  /** REINFORCE (Williams 1992). */
  | 'whole return'
  | 'reward to go'
  | 'constant baseline'
  /** The score of an action times Q of it (Sutton et al. 1999), and the path through it (SVG(0), Heess et al. 2015). */
  | 'critic score'
  | 'critic path'
  /** The path through Q at the mean of the policy (Silver et al. 2014). */
  | 'deterministic critic'
  /** SVG(1) and SVG(infinity), Heess et al. 2015. */
  | 'one step'
  | 'path'
  /** Evolution strategies (Salimans et al. 2017), from one rollout. */
  | 'evolution';

/** What estimators go by besides the problem. */
export interface Believed {
  /** The factor of the model's slope in the action that is wrong; 1 is right. */
  readonly model: number;
  /** The factor of Q's coefficient of s u, and of V's of s^2. */
  readonly critic: number;
  /** Deviation of the drawn gain of evolution strategies. */
  readonly window: number;
  /** Deviation of the action that the deterministic critic is asked about. */
  readonly narrow: number;
  /** The constant baselines of the steps of a horizon. */
  readonly baselines: (horizon: number) => readonly number[];
}

/** The mean of an estimate: the gradient, and the bias that comes of what is wrong. */
export function estimatorMean(
  regulator: Regulator,
  k: number,
  estimator: RegulatorEstimator,
  { model, critic, window }: Pick<Believed, 'model' | 'critic' | 'window'>,
): number {
  switch (estimator) {
    case 'whole return':
    case 'reward to go':
    case 'constant baseline':
      return costGradient(regulator, k);
    case 'critic score':
    case 'critic path':
    case 'deterministic critic': {
      const { actions } = valueFunctions(regulator, k);
      return criticGradient(
        regulator,
        k,
        actions.map((own) => ({ ...own, cross: critic * own.cross })),
      );
    }
    case 'one step': {
      const { states } = valueFunctions(regulator, k);
      return oneStepGradient(
        regulator,
        k,
        { b: model * regulator.b },
        states.slice(1).map((own) => ({ ...own, square: critic * own.square })),
      );
    }
    case 'path':
      return modelGradient(regulator, k, { a: regulator.a, b: model * regulator.b });
    case 'evolution':
      return windowMean((gain) => costGradient(regulator, gain), k, window);
  }
}

/**
 * Mean and variance of one estimate for horizons of 1, ..., `regulator.horizon` steps, one by one: each takes some
 * milliseconds at most.
 */
export function* estimatorMoments(
  regulator: Regulator,
  k: number,
  estimator: RegulatorEstimator,
  believed: Believed,
): Generator<EstimateMoments> {
  const { horizon } = regulator;
  const range = rangeOf(regulator, k);
  if (estimator === 'evolution') yield* evolution(regulator, k, believed.window);
  else if (estimator !== 'constant baseline')
    yield* backwardMoments(sumOf(regulator, k, estimator, believed), range, horizon);
  // The baseline of a step depends on how long the rollout is, not only on how many steps are left.
  else
    for (let steps = 1; steps <= horizon; steps++) {
      const baselines = believed.baselines(steps);
      const sum = rewardToGo(regulator, k, (left) => baselines[steps - left] ?? 0);
      yield [...backwardMoments(sum, range, steps)].at(-1) ?? { mean: Number.NaN, variance: Number.NaN };
    }
}

function rangeOf(regulator: Regulator, k: number): StateRange {
  const scale = 2 * Math.sqrt(Math.max(...squaredStates(regulator, k)));
  return { startMean: regulator.startMean, startNoise: regulator.startNoise, scale };
}

type Summed = Exclude<RegulatorEstimator, 'constant baseline' | 'evolution'>;

function sumOf(regulator: Regulator, k: number, estimator: Summed, believed: Believed): Sum {
  switch (estimator) {
    case 'whole return':
      return wholeReturn(regulator, k);
    case 'reward to go':
      return rewardToGo(regulator, k, () => 0);
    case 'critic score':
    case 'critic path':
    case 'deterministic critic':
      return throughCritic(regulator, k, estimator, believed);
    case 'one step':
      return throughOneStep(regulator, k, believed);
    case 'path':
      return throughModel(regulator, k, believed);
  }
}

/** Scores of actions times Q, or slopes of Q. */
function throughCritic(
  regulator: Regulator,
  k: number,
  estimator: 'critic score' | 'critic path' | 'deterministic critic',
  { critic: factor, narrow }: Believed,
): Sum {
  const { a, b, actionNoise, stateNoise } = regulator;
  const critics = valueFunctions(regulator, k).actions.toReversed();
  const noise = estimator === 'deterministic critic' ? narrow : actionNoise;
  // The next state comes of an action of its own.
  const spread = Math.hypot(b * actionNoise, stateNoise);
  return {
    degree: estimator === 'critic score' ? 8 : 4,
    end: () => [0],
    step: (s, e, w, left) => {
      const critic = critics[left - 1] ?? { state: 0, cross: 0, action: 0, constant: 0 };
      const cross = factor * critic.cross;
      const u = -k * s + noise * e;
      const value = critic.state * s * s + cross * s * u + critic.action * u * u + critic.constant;
      const own =
        estimator === 'critic score' ? (-s * e * value) / noise : -s * (cross * s + 2 * critic.action * u);
      return { next: (a - b * k) * s + spread * w, matrix: [1], shift: [own] };
    },
  };
}

/** Slopes of a step's cost and of V at the state that a model says comes next. */
function throughOneStep(regulator: Regulator, k: number, believed: Believed): Sum {
  const { a, b, r, actionNoise, stateNoise } = regulator;
  const values = valueFunctions(regulator, k).states.toReversed();
  return {
    degree: 4,
    end: () => [0],
    step: (s, e, w, left) => {
      const u = -k * s + actionNoise * e;
      const next = a * s + b * u + stateNoise * w;
      const slope = 2 * believed.critic * (values[left - 1]?.square ?? 0) * next;
      return { next, matrix: [1], shift: [-s * (2 * r * u + slope * believed.model * b)] };
    },
  };
}

/** Slopes of all costs back through a model. */
function throughModel(regulator: Regulator, k: number, believed: Believed): Sum {
  const { a, b, q, r, actionNoise, stateNoise } = regulator;
  const modelB = believed.model * b;
  // Costs to come have the slope D X + Y, where D = ds/dk.
  return {
    degree: 4,
    end: (s) => [2 * q * s, 0],
    step: (s, e, w) => {
      const u = -k * s + actionNoise * e;
      return {
        next: a * s + b * u + stateNoise * w,
        matrix: [a - modelB * k, 0, -modelB * s, 1],
        shift: [2 * q * s - 2 * r * k * u, -2 * r * u * s],
      };
    },
  };
}

/** Costs, scores, and the product of their sums. */
function wholeReturn(regulator: Regulator, k: number): Sum {
  return {
    degree: 8,
    end: (s) => [regulator.q * s * s, 0, 0],
    step: (s, e, w) => {
      const { next, cost, score } = scoredStep(regulator, k, s, e, w);
      return { next, matrix: [1, 0, 0, 0, 1, 0, score, cost, 1], shift: [cost, score, score * cost] };
    },
  };
}

/** Costs, and scores times the costs to come less a baseline, by steps left. */
function rewardToGo(regulator: Regulator, k: number, baseline: (left: number) => number): Sum {
  return {
    degree: 8,
    end: (s) => [regulator.q * s * s, 0],
    step: (s, e, w, left) => {
      const { next, cost, score } = scoredStep(regulator, k, s, e, w);
      return { next, matrix: [1, 0, score, 1], shift: [cost, score * (cost - baseline(left))] };
    },
  };
}

function scoredStep(regulator: Regulator, k: number, s: number, e: number, w: number) {
  const { a, b, q, r, actionNoise, stateNoise } = regulator;
  const u = -k * s + actionNoise * e;
  return {
    next: a * s + b * u + stateNoise * w,
    cost: q * s * s + r * u * u,
    score: (-s * e) / actionNoise,
  };
}

/** Mean costs and mean squared costs under a gain drawn for the whole rollout, given the gain, averaged over it. */
function evolution(regulator: Regulator, k: number, window: number): EstimateMoments[] {
  const sums = Array.from({ length: regulator.horizon }, () => ({ mean: 0, square: 0 }));
  for (const [x, weight] of WINDOW_RULE)
    costMoments(regulator, k + window * x).forEach(({ mean, square }, i) => {
      const own = sums[i];
      if (!own) return;
      own.mean += (weight * x * mean) / window;
      own.square += weight * (x / window) ** 2 * square;
    });
  return sums.map(({ mean, square }) => ({ mean, variance: square - mean * mean }));
}

/**
 * E[C] and E[C^2] of the sum C of all costs, for horizons of 1, ..., T. Given the state they are m + n s^2 and g + h
 * s^2 + i s^4. These go back step by step by the moments of the action u and the next state, which are jointly normal.
 */
function costMoments(regulator: Regulator, k: number): { mean: number; square: number }[] {
  const { horizon, a, b, q, r, actionNoise, stateNoise, startMean, startNoise } = regulator;
  const closed = a - b * k;
  const ofU = actionNoise ** 2;
  const ofNext = b * b * ofU + stateNoise ** 2;
  const both = b * ofU;
  let [m, n] = [0, q];
  let [g, h, i] = [0, 0, q * q];
  const [start2, start4] = [
    startMean ** 2 + startNoise ** 2,
    startMean ** 4 + 6 * (startMean * startNoise) ** 2 + 3 * startNoise ** 4,
  ];
  return Array.from({ length: horizon }, () => {
    // E[c^2], E[c s'^2], E[s'^4] and so on, by powers of s.
    [g, h, i] = [
      3 * (r * ofU) ** 2 +
        2 * n * r * (ofU * ofNext + 2 * both * both) +
        2 * m * r * ofU +
        g +
        h * ofNext +
        3 * i * ofNext ** 2,
      2 * q * r * ofU +
        6 * (r * k) ** 2 * ofU +
        2 * n * (q * ofNext + r * (k * k * ofNext + ofU * closed ** 2 - 4 * k * closed * both)) +
        2 * m * (q + r * k * k) +
        h * closed ** 2 +
        6 * i * closed ** 2 * ofNext,
      (q + r * k * k) ** 2 + 2 * n * (q + r * k * k) * closed ** 2 + i * closed ** 4,
    ];
    [m, n] = [r * ofU + m + n * ofNext, q + r * k * k + n * closed ** 2];
    return { mean: m + n * start2, square: g + h * start2 + i * start4 };
  });
}

function windowMean(of: (gain: number) => number, k: number, window: number): number {
  return WINDOW_RULE.reduce((sum, [x, weight]) => sum + weight * of(k + window * x), 0);
}

/**
 * Points and weights for means over a standard normal draw of polynomials of degree up to 82, which moments of 20
 * steps are: the trapezoidal rule, whose error on smooth functions that vanish at both ends falls faster than any
 * power of the step.
 */
const WINDOW_RULE: readonly (readonly [number, number])[] = Array.from({ length: 201 }, (_, i) => {
  const [x, step] = [(i - 100) / 5, 1 / 5];
  return [x, (step * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)] as const;
});
