import { normalPairFrom, pcg4d } from '../../base/noise';
import { DISTRIBUTIONS } from '../../distributions/registry';
import type { PictureOf } from '../../document/pictureTypes';
import { heldOutRows, type Painter, Probing, type Studio } from './painter';

/** Pictures in a row. */
const COUNT = 10;
/** Samples that are drawn step by step. */
const SAMPLES = 6;

/** Nodes as pictures: of held-out data, or of draws of the prior. */
export async function imagesPainter(studio: Studio, { show, prior }: PictureOf<'images'>): Promise<Painter> {
  const given = prior ? [prior] : studio.tables.map(({ input }) => input);
  const probe = await Probing.prepare(studio, { given, show, rows: COUNT });
  const fixed = prior ? undefined : heldOutRows(studio.tables, COUNT);
  return {
    paint: async (learned, seed) => {
      const set =
        fixed ?? new Map([[prior ?? '', priorDraws(studio, prior ?? '', probe.sizeOf(prior ?? ''), seed)]]);
      const values = await probe.values(learned, set, seed);
      const side = Math.round(Math.sqrt(probe.sizeOf(show[0] ?? '')));
      const rows = show.map((node) => ({ node, pictures: values.get(node) ?? new Float32Array(0) }));
      return { kind: 'images', side, rows };
    },
    dispose: () => probe.dispose(),
  };
}

/** Nodes as pictures, one after the other, of some held-out rows. */
export async function stepsPainter(
  studio: Studio,
  { show, windows, window }: PictureOf<'steps'>,
): Promise<Painter> {
  const nodes = [...show, ...(windows ?? [])];
  const given = studio.tables.map(({ input }) => input);
  const probe = await Probing.prepare(studio, { given, show: nodes, rows: SAMPLES });
  const set = heldOutRows(studio.tables, SAMPLES);
  return {
    paint: async (learned, seed) => {
      const values = await probe.values(learned, set, seed);
      const side = Math.round(Math.sqrt(probe.sizeOf(show[0] ?? '')));
      const steps = show.map((node, i) => ({
        pictures: values.get(node) ?? new Float32Array(0),
        windows: windows?.[i] === undefined ? undefined : values.get(windows[i]),
      }));
      return { kind: 'steps', side, steps, window };
    },
    dispose: () => probe.dispose(),
  };
}

/** Draws of a node's standard prior: fair coins for a node of bits, standard normals for any other. */
function priorDraws({ model }: Studio, name: string, size: number, seed: number): Float32Array {
  const node = model.document.nodes.find((own) => own.name === name);
  const distribution = node?.kind === 'stochastic' ? DISTRIBUTIONS[node.distribution ?? 'Normal'] : undefined;
  const isBits = distribution?.support === 'boolean';
  const words = new Int32Array(4);
  return Float32Array.from({ length: COUNT * size }, (_, i) => {
    words.set([seed, i, 0, PRIOR]);
    pcg4d(words);
    const [p = 0, q = 0] = words;
    return isBits ? Number(p < 0) : normalPairFrom(p, q)[0];
  });
}

/** Tells these draws from those of programs. */
const PRIOR = 0x7072696f;
