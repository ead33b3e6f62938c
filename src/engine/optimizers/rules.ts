import type { UpdateRule } from '../compile/training';
import type { CompleteOptimizer } from '../document/training';
import type { Value } from '../ir/builder';

/** p' = p - rate g (Robbins and Monro 1951). */
const sgd: UpdateRule = ({ b, parameter, gradient, rate }) => b.sub(parameter, b.mul(rate, gradient));

/** v' = decay v + g; p' = p - rate v' (Polyak 1964), as torch.optim.SGD has it. */
const momentum =
  (decay: number): UpdateRule =>
  ({ b, parameter, gradient, rate, keep }) => {
    const velocity = keep('velocity', 'parameter', 0);
    const next = b.add(b.mul(decay, velocity.last), gradient);
    velocity.set(next);
    return b.sub(parameter, b.mul(rate, next));
  };

const ADAM_EPSILON = 1e-8;
/** Too small to count beside 1, and yet no subnormal number, which processors are slow at. */
const NOTHING = 1e-30;

/** Kingma and Ba 2015, algorithm 1: running mean and square of the gradient, both corrected for their start at zero. */
const adam =
  (decay: number, squareDecay: number): UpdateRule =>
  ({ b, parameter, gradient, rate, keep }) => {
    const mean = keep('mean', 'parameter', 0);
    const square = keep('square', 'parameter', 0);
    // What is left of the start: decay^t and squareDecay^t.
    const [left, leftOfSquare] = [keep('left', 'scalar', 1), keep('leftOfSquare', 'scalar', 1)];
    const m = b.add(b.mul(decay, mean.last), b.mul(1 - decay, gradient));
    const v = b.add(b.mul(squareDecay, square.last), b.mul(1 - squareDecay, b.square(gradient)));
    const shrunk = (factor: number, last: Value) => b.max(b.mul(factor, last), NOTHING);
    const [p, q] = [shrunk(decay, left.last), shrunk(squareDecay, leftOfSquare.last)];
    mean.set(m);
    square.set(v);
    left.set(p);
    leftOfSquare.set(q);
    const step = b.div(rate, b.sub(1, p));
    const scale = b.sqrt(b.div(1, b.sub(1, q)));
    return b.sub(parameter, b.div(b.mul(step, m), b.add(b.mul(scale, b.sqrt(v)), ADAM_EPSILON)));
  };

const RMS_EPSILON = 1e-8;

/** Division by a running root mean square (Tieleman and Hinton 2012), as torch.optim.RMSprop has it. */
const rmsProp =
  (squareDecay: number): UpdateRule =>
  ({ b, parameter, gradient, rate, keep }) => {
    const square = keep('square', 'parameter', 0);
    const v = b.add(b.mul(squareDecay, square.last), b.mul(1 - squareDecay, b.square(gradient)));
    square.set(v);
    return b.sub(parameter, b.div(b.mul(rate, gradient), b.add(b.sqrt(v), RMS_EPSILON)));
  };

/** The update rule of an optimizer; its rate is fed. */
export function updateRule(optimizer: CompleteOptimizer): UpdateRule {
  switch (optimizer.kind) {
    case 'sgd':
      return sgd;
    case 'momentum':
      return momentum(optimizer.decay);
    case 'adam':
      return adam(optimizer.decay, optimizer.squareDecay);
    case 'rmsProp':
      return rmsProp(optimizer.squareDecay);
  }
}
