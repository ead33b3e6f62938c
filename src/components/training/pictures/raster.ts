import type { Palette } from '../../ui/palette';
import { type Rgb, ramp, rgbOf } from './colours';

const SHADES = 256;

/** Turns numbers into the pixels of a small canvas, to be drawn larger without smoothing, or with. */
export class Raster {
  readonly canvas = document.createElement('canvas');
  #image: ImageData | undefined;

  /** As wide and high as this in pixels; what was in it is gone where the size is another. */
  size(width: number, height: number): void {
    if (this.canvas.width === width && this.canvas.height === height && this.#image) return;
    this.canvas.width = width;
    this.canvas.height = height;
    this.#image = new ImageData(width, height);
  }

  /** One picture, `columns` wide, with its upper left corner at a place. `shadeOf` gives a place in `shades`. */
  fill(
    numbers: Float32Array,
    columns: number,
    [left, top]: readonly [number, number],
    shades: readonly Rgb[],
    shadeOf: (value: number) => number,
  ): void {
    const image = this.#image;
    if (!image) return;
    const { data, width } = image;
    for (let i = 0; i < numbers.length; i++) {
      const at = 4 * ((top + Math.floor(i / columns)) * width + left + (i % columns));
      const place = Math.round(shadeOf(numbers[i] as number) * (shades.length - 1));
      const [r, g, b] = shades[place] ?? shades[0] ?? [0, 0, 0];
      data[at] = r;
      data[at + 1] = g;
      data[at + 2] = b;
      data[at + 3] = 255;
    }
  }

  /** Makes the canvas show what was filled in. */
  show(): HTMLCanvasElement {
    if (this.#image) this.canvas.getContext('2d')?.putImageData(this.#image, 0, 0);
    return this.canvas;
  }
}

const known = new WeakMap<Palette, Map<string, readonly Rgb[]>>();

function cached(palette: Palette, name: string, make: () => readonly Rgb[]): readonly Rgb[] {
  const ofPalette = known.get(palette) ?? new Map<string, readonly Rgb[]>();
  known.set(palette, ofPalette);
  const shades = ofPalette.get(name) ?? make();
  ofPalette.set(name, shades);
  return shades;
}

/** From nothing to ink. */
export function inkShades(palette: Palette): readonly Rgb[] {
  return cached(palette, 'ink', () => ramp(rgbOf(palette.paper), rgbOf(palette.ink), SHADES));
}

/** From nothing to blue: for numbers of one sign. */
export function blueShades(palette: Palette): readonly Rgb[] {
  return cached(palette, 'blue', () => ramp(rgbOf(palette.panel), rgbOf(palette.heatHigh), SHADES));
}

/** From orange over nothing to blue: for numbers around 0. */
export function signedShades(palette: Palette): readonly Rgb[] {
  return cached(palette, 'signed', () => {
    const [low, middle, high] = [palette.heatLow, palette.panel, palette.heatHigh].map(rgbOf) as [
      Rgb,
      Rgb,
      Rgb,
    ];
    return [...ramp(low, middle, SHADES / 2), ...ramp(middle, high, SHADES / 2)];
  });
}

/** Of numbers from 0 to 1. */
export function unitShade(value: number): number {
  return Math.min(1, Math.max(0, value || 0));
}
