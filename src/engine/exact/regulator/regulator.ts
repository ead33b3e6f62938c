/**
 * The scalar linear-quadratic regulator. In step t = 0, ..., T - 1 the state s_t is met by the action u_t ~ Normal(-k
 * s_t, actionNoise), costs q s_t^2 + r u_t^2, and becomes s_(t+1) ~ Normal(a s_t + b u_t, stateNoise). At the end it
 * costs q s_T^2. The start is s_0 ~ Normal(startMean, startNoise).
 */
export interface Regulator {
  /** T, at least 1. */
  readonly horizon: number;
  readonly a: number;
  readonly b: number;
  readonly q: number;
  readonly r: number;
  readonly startMean: number;
  readonly startNoise: number;
  readonly stateNoise: number;
  readonly actionNoise: number;
}

/** E[s_t^2] for t = 0, ..., T under the gain k: all that costs and gradients depend on. */
export function squaredStates(regulator: Regulator, k: number): number[] {
  const { horizon, a, b, startMean, startNoise, stateNoise, actionNoise } = regulator;
  const squares = [startMean ** 2 + startNoise ** 2];
  for (let t = 0; t < horizon; t++)
    squares.push((a - b * k) ** 2 * (squares[t] ?? 0) + (b * actionNoise) ** 2 + stateNoise ** 2);
  return squares;
}

/** The expected sum of all costs. */
export function expectedCost(regulator: Regulator, k: number): number {
  const { horizon, q, r, actionNoise } = regulator;
  return squaredStates(regulator, k).reduce(
    (sum, square, t) => sum + q * square + (t < horizon ? r * (k * k * square + actionNoise ** 2) : 0),
    0,
  );
}

/** Its derivative in k: the recursion of E[s_t^2], differentiated. */
export function costGradient(regulator: Regulator, k: number): number {
  const { horizon, a, b, q, r } = regulator;
  const closed = a - b * k;
  let slope = 0;
  return squaredStates(regulator, k).reduce((sum, square, t) => {
    const own = q * slope + (t < horizon ? r * (2 * k * square + k * k * slope) : 0);
    slope = closed * closed * slope - 2 * b * closed * square;
    return sum + own;
  }, 0);
}

/** V(s) = square s^2 + constant: the expected costs to come from s. */
export interface StateValue {
  readonly square: number;
  readonly constant: number;
}

/** Q(s, u) = state s^2 + cross s u + action u^2 + constant: the expected costs to come from s where u is done first. */
export interface ActionValue {
  readonly state: number;
  readonly cross: number;
  readonly action: number;
  readonly constant: number;
}

/** V_t for t = 0, ..., T and Q_t for t = 0, ..., T - 1 under the gain k. */
export function valueFunctions(
  regulator: Regulator,
  k: number,
): { readonly states: readonly StateValue[]; readonly actions: readonly ActionValue[] } {
  const { horizon, q, actionNoise } = regulator;
  const states: StateValue[] = [{ square: q, constant: 0 }];
  const actions: ActionValue[] = [];
  for (let t = horizon - 1; t >= 0; t--) {
    const own = actionValue(regulator, states[0] ?? { square: q, constant: 0 });
    actions.unshift(own);
    states.unshift({
      square: own.state - k * own.cross + k * k * own.action,
      constant: own.constant + own.action * actionNoise ** 2,
    });
  }
  return { states, actions };
}

/** Q from the V of the step after. */
function actionValue({ a, b, q, r, stateNoise }: Regulator, { square, constant }: StateValue): ActionValue {
  return {
    state: q + square * a * a,
    cross: 2 * square * a * b,
    action: r + square * b * b,
    constant: constant + square * stateNoise ** 2,
  };
}

/** The gain of each step that is best where they may differ (Riccati): k_t = cross / (2 action) of the best Q_t. */
export function riccatiGains(regulator: Regulator): number[] {
  const { horizon, q } = regulator;
  const gains: number[] = [];
  let square = q;
  for (let t = horizon - 1; t >= 0; t--) {
    const { state, cross, action } = actionValue(regulator, { square, constant: 0 });
    const gain = cross / (2 * action);
    gains.unshift(gain);
    square = state - gain * cross + gain * gain * action;
  }
  return gains;
}

/**
 * The one gain for all steps of least expected cost: the zero of the gradient, by bisection. It lies between 0 and a /
 * b, where the state is forgotten: beyond that, a larger gain costs more in actions and in states. Requires b other
 * than 0.
 */
export function bestGain(regulator: Regulator): number {
  const { a, b } = regulator;
  let [low, high] = [0, a / b];
  const sign = Math.sign(high);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (sign * costGradient(regulator, middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
