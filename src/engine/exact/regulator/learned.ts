import { type ActionValue, type Regulator, type StateValue, squaredStates } from './regulator';

/** A model of the regulator's step, a s + b u. */
export interface LearnedModel {
  readonly a: number;
  readonly b: number;
}

/**
 * The mean of SVG(infinity) (Heess et al. 2015, equations 9 and 10) under a model. The noise that explains what
 * happened is inferred, so the states are the true ones. The slope D_t = ds_t/dk goes back through the model: D_(t+1)
 * = (a - b k) D_t - b s_t with the model's a and b. The costs ask only for E[s_t D_t]. With the true model it is the
 * gradient.
 */
export function modelGradient(regulator: Regulator, k: number, model: LearnedModel): number {
  const { horizon, a, b, q, r } = regulator;
  let crossed = 0;
  return squaredStates(regulator, k).reduce((sum, square, t) => {
    const own = 2 * q * crossed + (t < horizon ? 2 * r * (k * square + k * k * crossed) : 0);
    crossed = (a - b * k) * ((model.a - model.b * k) * crossed - model.b * square);
    return sum + own;
  }, 0);
}

/**
 * The mean of SVG(1) (Heess et al. 2015, section 4.2) under a model and values V_1, ..., V_T: the sum over steps of
 * E[d/dk (r u^2 + V(s'))], where s' moves with u by the model's b. The model's a does not matter.
 */
export function oneStepGradient(
  regulator: Regulator,
  k: number,
  { b: modelB }: Pick<LearnedModel, 'b'>,
  values: readonly StateValue[],
): number {
  const { a, b, r } = regulator;
  const squares = squaredStates(regulator, k);
  return values.reduce(
    (sum, { square }, t) => sum + 2 * (r * k - square * modelB * (a - b * k)) * (squares[t] ?? 0),
    0,
  );
}

/**
 * The mean of SVG(0), of the deterministic policy gradient and of an actor-critic with critics Q_0, ..., Q_(T-1): the
 * sum over steps of E[-s dQ/du], with states met under the gain that is differentiated (Sutton et al. 1999, theorem 1;
 * Silver et al. 2014, theorem 1).
 */
export function criticGradient(regulator: Regulator, k: number, critics: readonly ActionValue[]): number {
  const squares = squaredStates(regulator, k);
  return critics.reduce((sum, { cross, action }, t) => sum + (2 * action * k - cross) * (squares[t] ?? 0), 0);
}
