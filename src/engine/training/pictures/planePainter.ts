import type { PictureOf } from '../../document/pictureTypes';
import type { Numbers } from '../data';
import { type Painter, Probing, type Studio } from './painter';

const POINTS = 300;
const ARROWS = 60;
/** The part of the plane that is shown, and the cells of its heat map along each edge. */
export const PLANE = { reach: 3.2, count: 41 } as const;
/** Half of the step of a difference quotient. */
const STEP = 0.02;

/** Points of nodes in the plane, a node's value over it, and how a node's points would move to bring a cost down. */
export async function planePainter(
  studio: Studio,
  { points, set, heat, arrows }: PictureOf<'plane'>,
): Promise<Painter> {
  const cloud = await Probing.prepare(studio, { given: [], show: points, rows: POINTS });
  const field =
    set && heat
      ? await Probing.prepare(studio, { given: [set], show: [heat], rows: PLANE.count ** 2 })
      : undefined;
  const slope = arrows
    ? await Probing.prepare(studio, { given: [arrows.from], show: [arrows.down], rows: 4 * ARROWS })
    : undefined;
  const grid = planeGrid(2);
  return {
    paint: async (learned, seed) => {
      const values = await cloud.values(learned, new Map(), seed);
      const clouds = points.map((node) => ({ node, places: values.get(node) ?? new Float32Array(0) }));
      const heated =
        field && set && heat
          ? (await field.values(learned, new Map([[set, grid]]), seed)).get(heat)
          : undefined;
      const from = arrows && values.get(arrows.from);
      return {
        kind: 'plane',
        points: clouds,
        heat: heated,
        ...PLANE,
        arrows: slope && arrows && from ? await descents(slope, learned, arrows, from, seed) : undefined,
      };
    },
    dispose: () => {
      cloud.dispose();
      field?.dispose();
      slope?.dispose();
    },
  };
}

/** Places of a grid over the plane, row by row from the top, each with zeros behind x and y up to `width` numbers. */
export function planeGrid(width: number): Float32Array {
  const { reach, count } = PLANE;
  const at = (i: number) => reach * ((2 * i) / (count - 1) - 1);
  const grid = new Float32Array(width * count ** 2);
  for (let cell = 0; cell < count ** 2; cell++) {
    grid[width * cell] = at(cell % count);
    grid[width * cell + 1] = -at(Math.floor(cell / count));
  }
  return grid;
}

/** x, y and the negative gradient there, by central differences. */
async function descents(
  slope: Probing,
  learned: Numbers,
  { from, down }: { readonly from: string; readonly down: string },
  places: Float32Array,
  seed: number,
): Promise<Float32Array> {
  const shifts = [
    [STEP, 0],
    [-STEP, 0],
    [0, STEP],
    [0, -STEP],
  ] as const;
  const given = new Float32Array(8 * ARROWS);
  for (let i = 0; i < ARROWS; i++)
    shifts.forEach(([dx, dy], s) => {
      given[8 * i + 2 * s] = (places[2 * i] ?? 0) + dx;
      given[8 * i + 2 * s + 1] = (places[2 * i + 1] ?? 0) + dy;
    });
  const costs =
    (await slope.values(learned, new Map([[from, given]]), seed)).get(down) ?? new Float32Array(0);
  return Float32Array.from({ length: 4 * ARROWS }, (_, k) => {
    const i = k >> 2;
    const [right = 0, left = 0, up = 0, below = 0] = costs.subarray(4 * i, 4 * i + 4);
    return (
      [places[2 * i] ?? 0, places[2 * i + 1] ?? 0, (left - right) / (2 * STEP), (below - up) / (2 * STEP)][
        k & 3
      ] ?? 0
    );
  });
}
