import { type Look, nodeSizeOf } from './shapes';

/** No smaller than this on the screen, in px, where the node has room. */
const LEGIBLE = 14;
/** Of most names at their own size, in px. */
const OWN = 20;
/** A step of enlargement: so few of them that zooming seldom sets all names anew. */
const STEP = 1.15;

/** How much larger than on their own scale names are to be set at a zoom, so that a graph seen from afar can be read. */
export function enlargementAt(zoom: number): number {
  const wanted = LEGIBLE / (OWN * zoom);
  return wanted <= 1 ? 1 : STEP ** Math.ceil(Math.log(wanted) / Math.log(STEP) - 1e-9);
}

/** Of a node's width and height, what its name may take. */
const SHARES: Readonly<Record<Look, number>> = {
  stochastic: 0.78,
  deterministic: 0.84,
  cost: 0.74,
  loss: 0.74,
  noise: 0.77,
  score: 0.9,
  parameter: 0.94,
  input: 0.94,
};

/** What a node's name may take, in px at zoom 1. */
export function roomFor(look: Look, letters: number): readonly [width: number, height: number] {
  const [width, height] = nodeSizeOf(look, letters);
  return [SHARES[look] * width, SHARES[look] * height];
}
