import { feedsOf } from '../../../src/engine/compile/feeds';
import type { Document } from '../../../src/engine/document/types';
import { vaeKl } from '../../../src/presets/vae';

/** What everybody trains: rows a step, single gradients a round, and Adam's rate; all else is Adam's usual setting. */
export const BATCH = 64;
export const RATE = 0.003;

/** Lengths of the layers; an encoder tells mean and logarithm of the deviation of each cause. */
export const LAYERS = { pixels: 144, hidden: 64, causes: 2 } as const;

export const PARAMETERS = ['phi', 'theta'] as const;
export type ParameterName = (typeof PARAMETERS)[number];
export type ByParameter<T> = Readonly<Record<ParameterName, T>>;

const { training: _, pictures: __, ...bare } = vaeKl;

/** The example, pinned to these settings. */
export const vaeDocument: Document = {
  ...bare,
  training: { rows: BATCH, samples: 1, optimizer: { kind: 'adam', rate: RATE } },
};

export interface Start extends ByParameter<Float64Array> {
  /** The train split, row by row. */
  readonly x: Float64Array;
}

/** The weights that everybody begins with, and the rows that all draw from. */
export function startOfVae(): Start {
  const feeds = feedsOf(vaeDocument);
  const of = (name: string) => Float64Array.from(feeds.get(name) ?? []);
  return { phi: of('phi'), theta: of('theta'), x: of('x') };
}
