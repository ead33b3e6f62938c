import { scaleLinear } from 'd3-scale';
import { textWidth } from '../ui/textWidth';
import { type AxisRange, type Extent, TICK_SIZE } from './ticks';

/**
 * Which side of a text stands at an upright line that it tells of: so that the text runs towards the middle of the figure, or where its
 * edge would cut that, the other way.
 */
export function besideLine(
  at: number,
  range: AxisRange,
  text: string,
  { length, before = 0, after = 0 }: Extent,
): 'left' | 'right' {
  const place = scaleLinear(range, [0, length])(at);
  const width = textWidth(text, TICK_SIZE);
  const [fitsLeft, fitsRight] = [place - width >= -before, place + width <= length + after];
  if (fitsLeft !== fitsRight) return fitsLeft ? 'right' : 'left';
  return place > length / 2 ? 'right' : 'left';
}
