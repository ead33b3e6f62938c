import type { PictureOf } from '../../document/pictureTypes';
import { type Painter, Probing, type Studio } from './painter';

const PLACES = 61;
const DRAWS = 64;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95];
/** Beyond the data on both sides, as a share of their width. */
const MARGIN = 0.15;

/** Quantiles of a node over an interval of x, with the data. */
export async function bandPainter(studio: Studio, { set, show }: PictureOf<'band'>): Promise<Painter> {
  const probe = await Probing.prepare(studio, { given: [set], show: [show], rows: PLACES * DRAWS });
  const table = studio.tables.find(({ input }) => input === set) ?? studio.tables[0];
  const width = probe.sizeOf(set);
  const data = Float32Array.from(table?.train ?? []);
  const xs = data.filter((_, i) => i % 2 === 0);
  const [least, most] = [
    xs.reduce((p, q) => Math.min(p, q), Infinity),
    xs.reduce((p, q) => Math.max(p, q), -Infinity),
  ];
  const margin = MARGIN * (most - least);
  const x = Float32Array.from(
    { length: PLACES },
    (_, i) => least - margin + ((most - least + 2 * margin) * i) / (PLACES - 1),
  );
  const given = new Float32Array(PLACES * DRAWS * width);
  for (let row = 0; row < PLACES * DRAWS; row++) given[row * width] = x[Math.floor(row / DRAWS)] as number;
  return {
    paint: async (learned, seed) => {
      const values =
        (await probe.values(learned, new Map([[set, given]]), seed)).get(show) ?? new Float32Array(0);
      const sorted = Array.from({ length: PLACES }, (_, i) =>
        values.slice(i * DRAWS, (i + 1) * DRAWS).sort(),
      );
      const quantiles = LEVELS.map((level) =>
        Float32Array.from(sorted, (own) => own[Math.round(level * (DRAWS - 1))] as number),
      );
      return { kind: 'band', x, quantiles, data };
    },
    dispose: () => probe.dispose(),
  };
}
