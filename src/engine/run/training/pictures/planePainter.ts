import type { PlanePicture } from '../../../document/types';
import type { Numbers } from '../data';
import { type Painter, Probing, type Studio } from './painter';

const POINTS = 300;
const ARROWS = 60;
/** Cells of the heat map along each edge. */
const COUNT = 41;
const REACH = 3.2;
/** Half of the step of a difference quotient. */
const STEP = 0.02;

/** Points of nodes in the plane, a node's value over it, and how a node's points would move to bring a cost down. */
export async function planePainter(
  studio: Studio,
  { points, set, heat, arrows }: PlanePicture,
): Promise<Painter> {
  const cloud = await Probing.prepare(studio, { given: [], show: points, rows: POINTS });
  const field =
    set && heat
      ? await Probing.prepare(studio, { given: [set], show: [heat], rows: COUNT * COUNT })
      : undefined;
  const slope = arrows
    ? await Probing.prepare(studio, { given: [arrows.from], show: [arrows.down], rows: 4 * ARROWS })
    : undefined;
  const grid = gridOf();
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
        count: COUNT,
        reach: REACH,
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

function gridOf(): Float32Array {
  const at = (i: number) => REACH * ((2 * i) / (COUNT - 1) - 1);
  return Float32Array.from({ length: 2 * COUNT * COUNT }, (_, k) => {
    const cell = k >> 1;
    return k % 2 === 0 ? at(cell % COUNT) : -at(Math.floor(cell / COUNT));
  });
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
