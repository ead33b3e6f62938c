import { breath } from '../base/breath';
import type { OwnTable } from './ownData';

/** Share of a pixel that has to be inked for a 1: that of a stroke somewhat narrower than the pixel. */
const INKED = 0.4;

/** Old pixels that are looked at between two rests: some ten milliseconds. */
const BETWEEN_RESTS = 1 << 18;

/** The side of square pictures of so many pixels; undefined where they are none. */
export function sideOf(pixels: number): number | undefined {
  const side = Math.sqrt(pixels);
  return Number.isInteger(side) && side >= 4 ? side : undefined;
}

/**
 * Square pictures, of numbers from 0 to 1, as pictures of `side` by `side` pixels of 0 or 1: each new pixel is 1 where
 * the mean of what it covers is large enough. Undefined where the rows are no square pictures of at least that size. Rests
 * now and then, so that a page stays usable meanwhile.
 */
export async function scaledPictures(
  { width, rows }: OwnTable,
  side: number,
  rest: () => Promise<void> = breath,
): Promise<OwnTable | undefined> {
  const from = sideOf(width);
  if (from === undefined || from < side) return undefined;
  const shares = sharesOf(from, side);
  const count = rows.length / width;
  const pixels = side * side;
  const scaled = new Float32Array(count * pixels);
  const between = Math.ceil(BETWEEN_RESTS / width);
  for (let row = 0; row < count; row++) {
    if (row > 0 && row % between === 0) await rest();
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        let mean = 0;
        for (const [down, p] of shares[y] ?? [])
          for (const [right, q] of shares[x] ?? [])
            mean += p * q * (rows[row * width + down * from + right] as number);
        scaled[row * pixels + y * side + x] = mean >= INKED ? 1 : 0;
      }
  }
  return { width: pixels, rows: scaled };
}

/** For every new place along an axis: the old ones that it covers, and their shares of it. */
function sharesOf(from: number, to: number): (readonly [place: number, share: number])[][] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [begin, end] = [i * scale, (i + 1) * scale];
    const places: (readonly [number, number])[] = [];
    for (let place = Math.floor(begin); place < Math.min(from, Math.ceil(end)); place++) {
      const covered = Math.min(end, place + 1) - Math.max(begin, place);
      if (covered > 1e-9) places.push([place, covered / scale]);
    }
    return places;
  });
}
