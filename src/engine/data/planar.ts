import type { Recipe } from './contract';
import type { Draws } from './draws';

/** Sets of points in the plane, within about 3 of the origin. */
function planar(
  about: string,
  stream: number,
  classes: readonly string[],
  row: (draws: Draws, ofClass: number) => readonly [number, number],
): Recipe {
  return { about, width: 2, form: 'point', stream, train: 2000, heldOut: 500, classes, row };
}

const counted = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

export const ring = planar('eight Gaussians on a circle', 3, counted(8), (draws, ofClass) => {
  const angle = (ofClass * Math.PI) / 4;
  return [2 * Math.cos(angle) + draws.normal(0.15), 2 * Math.sin(angle) + draws.normal(0.15)];
});

export const moons = planar(
  'two half-moons, one inside the other',
  4,
  ['upper', 'lower'],
  (draws, ofClass) => {
    const angle = draws.between(0, Math.PI);
    const [x, y] =
      ofClass === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    return [1.4 * (x - 0.5) + draws.normal(0.12), 1.4 * (y - 0.25) + draws.normal(0.12)];
  },
);

export const spiral = planar('two arms of a spiral', 5, counted(2), (draws, ofClass) => {
  // The square root spreads the points evenly along an arm.
  const angle = 3 * Math.PI * Math.sqrt(draws.between(0.02, 1));
  const radius = (angle / (3 * Math.PI)) * 2.4;
  const turned = angle + ofClass * Math.PI;
  return [radius * Math.cos(turned) + draws.normal(0.06), radius * Math.sin(turned) + draws.normal(0.06)];
});

/** Johnson et al. 2016, «Composing graphical models with neural networks». */
export const pinwheel = planar('five twisted blades', 6, counted(5), (draws, ofClass) => {
  const along = 1 + draws.normal(0.3);
  const across = draws.normal(0.1);
  const angle = (ofClass * 2 * Math.PI) / 5 + 0.25 * Math.exp(along);
  return [
    1.4 * (along * Math.cos(angle) - across * Math.sin(angle)),
    1.4 * (along * Math.sin(angle) + across * Math.cos(angle)),
  ];
});
