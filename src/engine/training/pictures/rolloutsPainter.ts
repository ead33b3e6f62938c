import type { PictureOf } from '../../document/pictureTypes';
import { type Painter, Probing, type Studio } from './painter';
import { PLANE, planeGrid } from './planePainter';

const PENDULUMS = 24;
const PATHS = 64;
const SECONDS = 0.1;

/** Angles of a pendulum, step by step, in some rollouts. */
export async function pendulumPainter(
  studio: Studio,
  { angles, torques, seconds = SECONDS }: PictureOf<'pendulum'>,
): Promise<Painter> {
  const nodes = [...new Set([...angles, ...(torques ?? [])])];
  const probe = await Probing.prepare(studio, { given: [], show: nodes, rows: PENDULUMS });
  return {
    paint: async (learned, seed) => {
      const values = await probe.values(learned, new Map(), seed);
      const firstOf = (node: string) => leading(values.get(node), probe.sizeOf(node), 1);
      return { kind: 'pendulum', seconds, angles: angles.map(firstOf), torques: torques?.map(firstOf) };
    },
    dispose: () => probe.dispose(),
  };
}

/** Places of a point, step by step, in some rollouts, over a node's value in the plane. */
export async function pathsPainter(
  studio: Studio,
  { points, goal, set, heat }: PictureOf<'paths'>,
): Promise<Painter> {
  const nodes = [...new Set([...points, ...(goal === undefined ? [] : [goal])])];
  const probe = await Probing.prepare(studio, { given: [], show: nodes, rows: PATHS });
  const field =
    set && heat
      ? await Probing.prepare(studio, { given: [set], show: [heat], rows: PLANE.count ** 2 })
      : undefined;
  const grid = set && field ? new Map([[set, planeGrid(field.sizeOf(set))]]) : undefined;
  return {
    paint: async (learned, seed) => {
      const values = await probe.values(learned, new Map(), seed);
      const placesOf = (node: string) => leading(values.get(node), probe.sizeOf(node), 2);
      const heated = field && grid && heat ? await field.values(learned, grid, seed) : undefined;
      const [x = 0, y = 0] = goal === undefined ? [] : placesOf(goal);
      return {
        kind: 'paths',
        points: points.map(placesOf),
        goal: goal === undefined ? undefined : [x, y],
        heat: heated?.get(heat ?? ''),
        ...PLANE,
      };
    },
    dispose: () => {
      probe.dispose();
      field?.dispose();
    },
  };
}

/** The first numbers of each row, 0 where a row has fewer. */
function leading(rows: Float32Array | undefined, width: number, count: number): Float32Array {
  const all = rows ?? new Float32Array(0);
  return Float32Array.from({ length: (count * all.length) / Math.max(1, width) }, (_, i) => {
    const within = i % count;
    return within < width ? (all[Math.floor(i / count) * width + within] as number) : 0;
  });
}
