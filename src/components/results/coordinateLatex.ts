import { type Document, labelOf, tensorShape } from '../../engine';
import type { ParameterCoordinate } from '../../state/shell/session';
import { indicesOf, parametersOf } from './coordinate';

/** `\theta`, or `\theta_{[1, 2]}` for one element of an array, counted from 0 as in expressions. */
export function coordinateLatex(document: Document, { parameter, index }: ParameterCoordinate): string {
  const node = parametersOf(document).find(({ name }) => name === parameter);
  if (!node) return '';
  const places = indicesOf(index, tensorShape(node.value));
  return places.length === 0 ? labelOf(node) : `{${labelOf(node)}}[${places.join(', ')}]`;
}
