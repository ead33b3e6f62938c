import type { Point } from './units';

/** How a node looks: the five kinds, the noise circle of the pathwise rewrite, and the squares of the surrogate loss. */
export type Look =
  | 'parameter'
  | 'input'
  | 'deterministic'
  | 'stochastic'
  | 'cost'
  | 'noise'
  | 'score'
  | 'loss';

/** The outline of a node: what edges end at, and keep clear of. */
export interface NodeShape {
  readonly form: 'circle' | 'box';
  readonly centre: Point;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const CIRCLE = 84;
const SQUARE = 76;

/** Width and height in px. `letters` is about how many characters the label shows. */
export function nodeSizeOf(look: Look, letters: number): readonly [width: number, height: number] {
  switch (look) {
    case 'stochastic':
      return [CIRCLE, CIRCLE];
    case 'noise':
      return [60, 60];
    case 'deterministic':
      return [SQUARE, SQUARE];
    case 'cost':
    case 'loss':
      return [CIRCLE, CIRCLE];
    case 'score':
      return [Math.max(SQUARE, 28 + 9.5 * letters), 52];
    case 'parameter':
    case 'input':
      return [Math.max(48, 20 + 13 * letters), 48];
  }
}

/** Whether it is a circle, else a box. */
export function isRound(look: Look): boolean {
  return look === 'stochastic' || look === 'noise';
}

export function nodeShapeOf(look: Look, centre: Point, letters: number): NodeShape {
  const [width, height] = nodeSizeOf(look, letters);
  const form = isRound(look) ? 'circle' : 'box';
  return { form, centre, halfWidth: width / 2, halfHeight: height / 2 };
}

/** Distance from the outline in px: negative inside. For boxes near a corner, the distance to the corner. */
export function distanceTo({ form, centre, halfWidth, halfHeight }: NodeShape, { x, y }: Point): number {
  const dx = Math.abs(x - centre.x);
  const dy = Math.abs(y - centre.y);
  if (form === 'circle') return Math.hypot(dx, dy) - halfWidth;
  const outX = dx - halfWidth;
  const outY = dy - halfHeight;
  return outX > 0 && outY > 0 ? Math.hypot(outX, outY) : Math.max(outX, outY);
}

/** Where the line from a shape's middle towards a point leaves the shape. */
export function rimPoint({ form, centre, halfWidth, halfHeight }: NodeShape, towards: Point): Point {
  const dx = towards.x - centre.x;
  const dy = towards.y - centre.y;
  const reach =
    form === 'circle'
      ? halfWidth / Math.hypot(dx, dy)
      : Math.min(halfWidth / Math.abs(dx), halfHeight / Math.abs(dy));
  const share = Number.isFinite(reach) ? Math.min(1, reach) : 0;
  return { x: centre.x + share * dx, y: centre.y + share * dy };
}
