import { type Builder, ShapeError, type Value } from '../../ir/builder';
import { sizeOf } from '../../ir/shape';
import { BINDING, bracketed, enclosed, type Typeset } from '../setting';
import { type ArrayFunction, nth, ofMany, ofOne } from './contract';
import { wholeNumber } from './wholeNumber';

type Reduction = (b: Builder, x: Value, axes: readonly number[] | undefined) => Value;

/** Functions that make many elements one: over the whole array, or over one axis. */
export const REDUCTIONS: readonly ArrayFunction[] = [
  overAxis('sum', 'sum of all elements, or along one axis', (b, x, axes) => b.sum(x, axes)),
  overAxis('mean', 'mean of all elements, or along one axis', mean),
  overAxis('prod', 'product of all elements, or along one axis', (b, x, axes) =>
    axes ? productAlong(b, x, axes[0] ?? 0) : productAlong(b, b.reshape(x, [sizeOf(x.shape)]), 0),
  ),
  extremum(
    'max',
    'larger',
    (b, x) => b.amax(x),
    (b, x, y) => b.max(x, y),
  ),
  extremum(
    'min',
    'smaller',
    (b, x) => b.neg(b.amax(b.neg(x))),
    (b, x, y) => b.min(x, y),
  ),
  ofOne(
    'norm',
    'Euclidean length of all elements',
    ({ text }) => enclosed('\\|', text, '\\|'),
    (b, x) => b.sqrt(b.sum(b.square(x))),
  ),
  ofOne('softmax', 'exp(x) divided by its sum along the last axis', '\\operatorname{softmax}', (b, x) => {
    const exponentials = b.exp(b.sub(x, peak(b, x, 'softmax')));
    return b.div(exponentials, alongLast(b, x, b.sum(exponentials, [-1])));
  }),
  ofOne('logsumexp', 'log of the sum of exp(x) along the last axis', '\\operatorname{logsumexp}', (b, x) => {
    const most = peak(b, x, 'logsumexp');
    const total = b.log(b.sum(b.exp(b.sub(x, most)), [-1]));
    return b.add(total, b.reshape(most, total.shape));
  }),
];

function overAxis(name: string, help: string, reduce: Reduction): ArrayFunction {
  const lower = (b: Builder, args: readonly Value[]) => {
    const x = nth(args, 0);
    const axis = args[1];
    return reduce(b, x, axis && [axisOf(b, x, axis, name)]);
  };
  return {
    ...ofMany(`${name}(x, axis)`, help, [1, 2], `\\operatorname{${name}}`, lower, ['smooth', 'none']),
    latex: (args) => indexed(`\\operatorname{${name}}`, args),
  };
}

/** The axis, if there is one, as a subscript of the operator. */
function indexed(operator: string, [x, axis]: readonly Typeset[]): Typeset {
  const head = axis ? `${operator}_{${axis.text}}` : operator;
  return { text: head + bracketed(x?.text ?? ''), level: BINDING.power };
}

/** One array is reduced; several are compared element by element. */
function extremum(
  name: 'max' | 'min',
  which: string,
  all: (b: Builder, x: Value) => Value,
  pair: (b: Builder, x: Value, y: Value) => Value,
): ArrayFunction {
  return ofMany(
    `${name}(a, b, ...)`,
    `the ${which} of a and b, element by element; of one array, the ${which === 'larger' ? 'largest' : 'smallest'} element`,
    [1, Number.POSITIVE_INFINITY],
    `\\${name}`,
    (b, args) => (args.length === 1 ? all(b, nth(args, 0)) : args.reduce((x, y) => pair(b, x, y))),
    ['almost-everywhere'],
  );
}

/** The axis that a known whole number names, counted from the end where it is negative. */
function axisOf(b: Builder, x: Value, axis: Value, name: string): number {
  const number = wholeNumber(b, axis, name, 'axis');
  const position = number < 0 ? number + x.shape.length : number;
  if (position < 0 || position >= x.shape.length)
    throw new ShapeError(`${name} has no axis ${number} in`, [x.shape]);
  return position;
}

function mean(b: Builder, x: Value, axes: readonly number[] | undefined): Value {
  const total = b.sum(x, axes);
  return b.div(total, sizeOf(x.shape) / sizeOf(total.shape));
}

/** Product along an axis by halving it: as many instructions as the logarithm of its length. */
function productAlong(b: Builder, x: Value, axis: number): Value {
  let rest = x;
  let odd: Value | undefined;
  const part = (from: number, length: number) =>
    b.slice(
      rest,
      rest.shape.map((_, i) => (i === axis ? from : 0)),
      rest.shape.map((n, i) => (i === axis ? length : n)),
    );
  for (let length = rest.shape[axis] ?? 1; length > 1; length = rest.shape[axis] ?? 1) {
    const half = length >>> 1;
    if (length % 2 === 1) {
      const last = part(length - 1, 1);
      odd = odd ? b.mul(odd, last) : last;
    }
    rest = b.mul(part(0, half), part(half, half));
  }
  const whole = odd ? b.mul(rest, odd) : rest;
  return b.reshape(
    whole,
    whole.shape.filter((_, i) => i !== axis),
  );
}

/** The maximum along the last axis, kept as an axis of length 1: subtracted so that no exponential overflows. */
function peak(b: Builder, x: Value, name: string): Value {
  if (x.shape.length === 0) throw new ShapeError(`${name} needs a vector, not a number`, [x.shape]);
  // The result does not depend on what is subtracted, so its gradient is left out.
  return alongLast(b, x, b.stop(b.amax(x, [-1])));
}

function alongLast(b: Builder, x: Value, reduced: Value): Value {
  return b.reshape(reduced, [...x.shape.slice(0, -1), 1]);
}
