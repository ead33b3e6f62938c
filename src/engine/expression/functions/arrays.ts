import { type Builder, ShapeError, type Value } from '../../ir/builder';
import { sameShape } from '../../ir/shape';
import { atLeast, enclosed, LEVEL, power, product } from '../setting';
import { type ArrayFunction, nth, ofMany, ofOne } from './contract';

const MANY = Number.POSITIVE_INFINITY;

/** Functions of whole vectors and matrices. */
export const ARRAYS: readonly ArrayFunction[] = [
  ofMany(
    'dot(a, b)',
    'sum of the products of two vectors',
    [2, 2],
    (args) => product(power(nth(args, 0), '\\top'), nth(args, 1)),
    (b, args) => dot(b, nth(args, 0), nth(args, 1)),
  ),
  ofMany(
    'matmul(a, b)',
    'matrix product; a vector is a row on the left and a column on the right',
    [2, 2],
    (args) => product(nth(args, 0), nth(args, 1)),
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
      text: args.map((arg) => atLeast(LEVEL.product, arg)).join(' \\mathbin{\\Vert} '),
      level: LEVEL.sum,
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
];

function dot(b: Builder, x: Value, y: Value): Value {
  if (x.shape.length !== 1 || !sameShape(x.shape, y.shape))
    throw new ShapeError('dot needs two vectors of one length', [x.shape, y.shape]);
  return b.sum(b.mul(x, y));
}
