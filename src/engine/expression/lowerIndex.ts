import { FindingError } from '../diagnostics/types';
import { type Builder, ShapeError, type Value } from '../ir/builder';

/**
 * Element `index` of the first axis, counted from 0. An index that is known must be a whole number in range. One that
 * is not is rounded to the nearest, selects by masking, and gives 0 where it is out of range: no executor can stop
 * half-way. An array of indices gives an array of elements.
 * Throws ShapeError for a target without axes and FindingError (without span) for a known index out of range.
 */
export function lowerIndex(b: Builder, target: Value, index: Value): Value {
  const length = target.shape[0];
  if (length === undefined) throw new ShapeError('a single number has no elements', [target.shape]);
  const known = index.shape.length === 0 ? b.known(index) : undefined;
  if (known !== undefined) {
    if (!Number.isInteger(known) || known < 0 || known >= length)
      throw new FindingError([{ code: 'bad-index', facts: { index: known, length } }]);
    return b.element(target, known);
  }
  const inner = target.shape.slice(1);
  const chosen = b.oneHot(index, length);
  const mask = b.reshape(chosen, [...chosen.shape, ...inner.map(() => 1)]);
  // Not a product with the mask, which would let an infinite element spoil the others.
  return b.sum(b.where(mask, target, 0), [index.shape.length]);
}
