import { type Builder, ShapeError, type Value } from '../../ir/builder';
import { sameShape } from '../../ir/shape';
import { atLeast, BINDING, bracketed, enclosed, power, productLatex, type Typeset } from '../setting';
import { type ArrayFunction, nth, ofMany, ofOne, refuse } from './contract';
import { wholeNumber } from './wholeNumber';

const MANY = Number.POSITIVE_INFINITY;

/** Functions of whole vectors and matrices. */
export const ARRAYS: readonly ArrayFunction[] = [
  ofMany(
    'dot(a, b)',
    'sum of the products of two vectors',
    [2, 2],
    (args) => productLatex(power(nth(args, 0), '\\top'), nth(args, 1)),
    (b, args) => dot(b, nth(args, 0), nth(args, 1)),
  ),
  ofMany(
    'matmul(a, b)',
    'matrix product; a vector is a row on the left and a column on the right',
    [2, 2],
    (args) => productLatex(nth(args, 0), nth(args, 1)),
    (b, args) => b.matmul(nth(args, 0), nth(args, 1)),
  ),
  ofOne(
    'transpose',
    'the matrix with rows and columns exchanged',
    (x) => power(x, '\\top'),
    (b, x) => b.transpose(x),
  ),
  ofMany(
    'concat(a, b, ...)',
    'joined along the first axis; a number counts as a vector of length 1',
    [1, MANY],
    (args) => ({
      text: args.map((arg) => atLeast(BINDING.product, arg)).join(' \\mathbin{\\Vert} '),
      level: BINDING.sum,
    }),
    (b, args) =>
      b.concat(
        args.map((arg) => (arg.shape.length === 0 ? b.reshape(arg, [1]) : arg)),
        0,
      ),
  ),
  ofMany(
    'stack(a, b, ...)',
    'side by side along a new first axis: numbers make a vector, vectors a matrix',
    [1, MANY],
    (args) => enclosed('[', args.map(({ text }) => text).join(', '), ']'),
    (b, args) => b.stack(args),
  ),
  ofMany(
    'slice(x, from, to)',
    'elements from, from + 1, ... to - 1 of the first axis, counted from 0',
    [3, 3],
    ([x, from, to]) => ({
      text: `${x ? subscriptable(x) : ''}_{${from?.text}:${to?.text}}`,
      level: BINDING.power,
    }),
    slice,
    ['smooth', 'none'],
  ),
  ofMany(
    'reshape(x, rows, columns)',
    'the same elements row by row in another shape; one length makes a vector',
    [2, MANY],
    '\\operatorname{reshape}',
    (b, [x, ...lengths]) => {
      if (!x) throw new Error('argument 0 is missing');
      return b.reshape(
        x,
        lengths.map((length) => lengthOf(b, length, 'reshape', 'length')),
      );
    },
    ['smooth', 'none'],
  ),
  ofMany(
    'range(n)',
    'the vector 0, 1, ... n - 1',
    [1, 1],
    '\\operatorname{range}',
    (b, args) => {
      const length = lengthOf(b, nth(args, 0), 'range', 'length');
      if (length > LONGEST_RANGE) throw new ShapeError('range is too long', [[length], [LONGEST_RANGE]]);
      return b.constant(
        Array.from({ length }, (_, i) => i),
        [length],
      );
    },
    ['none'],
  ),
];

/** What it makes is written into the program. */
const LONGEST_RANGE = 10_000;

function dot(b: Builder, x: Value, y: Value): Value {
  if (x.shape.length !== 1 || !sameShape(x.shape, y.shape))
    throw new ShapeError('dot needs two vectors of one length', [x.shape, y.shape]);
  return b.sum(b.mul(x, y));
}

/** A second subscript needs brackets. */
function subscriptable(x: Typeset): string {
  return /[_^']/.test(x.text) ? bracketed(x.text) : atLeast(BINDING.atom, x);
}

function slice(b: Builder, args: readonly Value[]): Value {
  const x = nth(args, 0);
  const length = x.shape[0];
  if (length === undefined) throw new ShapeError('a single number has no elements', [x.shape]);
  const from = wholeNumber(b, nth(args, 1), 'slice', 'beginning');
  const to = wholeNumber(b, nth(args, 2), 'slice', 'end');
  if (from < 0 || to <= from || to > length)
    throw new ShapeError(`no elements ${from} to ${to - 1} in`, [x.shape]);
  const rest = x.shape.slice(1);
  return b.slice(x, [from, ...rest.map(() => 0)], [to - from, ...rest]);
}

function lengthOf(b: Builder, value: Value, call: string, argument: string): number {
  const length = wholeNumber(b, value, call, argument);
  if (length < 1) throw refuse({ code: 'not-constant', facts: { call, argument } });
  return length;
}
