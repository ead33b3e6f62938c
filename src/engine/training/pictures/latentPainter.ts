import type { PictureOf } from '../../document/pictureTypes';
import { heldOutRows, type Painter, Probing, type Studio } from './painter';

/** Pictures along each edge of the grid, and held-out rows whose places are shown. */
const COUNT = 13;
const PLACES = 300;
const WHOLE = 2.5;

/**
 * A grid over two dimensions of a node, the middle of each cell as the picture that it is decoded to, and where data
 * lie.
 */
export async function latentPainter(studio: Studio, { set, show }: PictureOf<'latent'>): Promise<Painter> {
  const { tables } = studio;
  const decode = await Probing.prepare(studio, { given: [set], show: [show], rows: COUNT * COUNT });
  const encode = await Probing.prepare(studio, {
    given: tables.map(({ input }) => input),
    show: [set],
    rows: PLACES,
  });
  const data = heldOutRows(tables, PLACES);
  const width = decode.sizeOf(set);
  const classes = Uint8Array.from(
    { length: PLACES },
    (_, i) => tables[0]?.classes[i % tables[0].classes.length] ?? 0,
  );
  let centre: readonly [number, number] = [0, 0];
  let reach = WHOLE;
  return {
    look: (to, far) => {
      centre = to;
      reach = far;
    },
    paint: async (learned, seed) => {
      const [x, y] = centre;
      const grid = new Float32Array(COUNT * COUNT * width);
      for (let row = 0; row < COUNT; row++)
        for (let column = 0; column < COUNT; column++) {
          const at = (row * COUNT + column) * width;
          grid[at] = x + reach * ((2 * column + 1) / COUNT - 1);
          if (width > 1) grid[at + 1] = y + reach * (1 - (2 * row + 1) / COUNT);
        }
      const frame = { centre, reach };
      const pictures =
        (await decode.values(learned, new Map([[set, grid]]), seed)).get(show) ?? new Float32Array(0);
      const codes = (await encode.values(learned, data, seed)).get(set) ?? new Float32Array(0);
      const places = Float32Array.from(
        { length: 2 * PLACES },
        (_, i) => codes[(i >> 1) * width + (i & 1)] ?? 0,
      );
      const side = Math.round(Math.sqrt(decode.sizeOf(show)));
      return { kind: 'latent', side, count: COUNT, ...frame, pictures, places, classes };
    },
    dispose: () => {
      decode.dispose();
      encode.dispose();
    },
  };
}
