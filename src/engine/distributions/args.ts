import type { Finding } from '../diagnostics/types';
import { broadcastShapes, printShape, type Shape, sameShape } from '../ir/shape';
import type { Constraint, Distribution } from './contract';

/** The shape of a draw: `batch` counts independent elements, `shape` has also the last axis of a vector. */
export type DrawShape =
  | { readonly batch: Shape; readonly shape: Shape; readonly finding?: undefined }
  | { readonly finding: Finding };

/**
 * The shape of a draw for arguments of these shapes: the arguments' batch shapes broadcast together (event axes left
 * out), or the `requested` shape, to which they must broadcast. The axis of a vector comes after both.
 * Finds fault with shapes that do not broadcast and with an argument that lacks its event axes.
 */
export function drawShape(
  distribution: Distribution,
  argShapes: Readonly<Record<string, Shape>>,
  requested?: Shape,
): DrawShape {
  let batch: Shape = [];
  let event: Shape | undefined;
  for (const [arg, shape] of Object.entries(argShapes)) {
    const finding = checkEvent(distribution, arg, shape);
    if (finding) return { finding };
    const own = eventShape(distribution.constraints[arg], shape).slice(-1);
    if (distribution.vector && own.length > 0) {
      if (event && !sameShape(event, own)) return misfit(together(distribution), event, own);
      event = own;
    }
    const outer = batchShape(distribution.constraints[arg], shape);
    const common = broadcastShapes(batch, outer);
    if (!common) return misfit(together(distribution), batch, outer);
    batch = common;
  }
  if (requested) {
    const common = broadcastShapes(batch, requested);
    if (!common || !sameShape(common, requested))
      return misfit('its arguments do not broadcast to its shape', batch, requested);
    batch = requested;
  }
  return { batch, shape: [...batch, ...(event ?? [])] };
}

function misfit(what: string, a: Shape, b: Shape): DrawShape {
  return { finding: { code: 'shape-mismatch', facts: { what, shapes: [printShape(a), printShape(b)] } } };
}

function together({ name }: Distribution): string {
  return `the arguments of ${name} do not fit together`;
}

/** Whether an argument has the event axes that it needs. */
function checkEvent({ name, constraints }: Distribution, arg: string, shape: Shape): Finding | undefined {
  const axes = eventAxes(constraints[arg]);
  const square = axes < 2 || shape.at(-1) === shape.at(-2);
  if (shape.length >= axes && square) return undefined;
  const facts = { distribution: name, arg };
  const field = `args.${arg}`;
  if (axes === 1) return { code: 'missing-class-axis', facts, field };
  return { code: 'not-square', facts: { ...facts, shape: printShape(shape) }, field };
}

/** How many of the last axes of an argument belong to one element. */
function eventAxes(constraint: Constraint | undefined): number {
  switch (constraint) {
    case 'vector':
    case 'logits':
    case 'positiveVector':
    case 'simplex':
      return 1;
    case 'lowerTriangular':
      return 2;
    default:
      return 0;
  }
}

/** The last axes of an argument of this shape: those of one element. */
export function eventShape(constraint: Constraint | undefined, shape: Shape): Shape {
  return shape.slice(shape.length - eventAxes(constraint));
}

/** The shape of an argument without the axes of one element. */
export function batchShape(constraint: Constraint | undefined, shape: Shape): Shape {
  return shape.slice(0, shape.length - eventAxes(constraint));
}

/** The shape of one element that is given as so many numbers. */
export function elementShape(constraint: Constraint | undefined, count: number): Shape {
  const axes = eventAxes(constraint);
  return axes === 0 ? [] : axes === 1 ? [count] : [Math.sqrt(count), Math.sqrt(count)];
}
