/** Red, green and blue from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** A colour that is written as #rrggbb, or in short as #rgb, which is what a built page makes of it where it can. */
export function rgbOf(hex: string): Rgb {
  const digits = hex.trim().slice(1);
  const bits = Number.parseInt(digits.length === 3 ? digits.replace(/./g, '$&$&') : digits, 16);
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
}

/** Colours along a line in Oklab (Ottosson 2020), where equal steps look equal: `steps` of them, ends included. */
export function ramp(from: Rgb, to: Rgb, steps: number): Rgb[] {
  const [a, b] = [labOf(from), labOf(to)];
  return Array.from({ length: steps }, (_, i) => {
    const share = steps > 1 ? i / (steps - 1) : 0;
    return rgbOfLab([0, 1, 2].map((k) => (a[k] ?? 0) + share * ((b[k] ?? 0) - (a[k] ?? 0))));
  });
}

/** A colour for one of several classes: hues around the circle, of one lightness. */
export function classColour(index: number, classes: number, theme: 'light' | 'dark'): string {
  const angle = (2 * Math.PI * index) / Math.max(1, classes) + 0.5;
  const [lightness, chroma] = theme === 'light' ? [0.58, 0.15] : [0.78, 0.12];
  const [r, g, b] = rgbOfLab([lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
  return `rgb(${r}, ${g}, ${b})`;
}

function labOf(rgb: Rgb): number[] {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function rgbOfLab([light = 0, a = 0, b = 0]: readonly number[]): Rgb {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    byte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function byte(linear: number): number {
  const share = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(1, Math.max(0, share || 0)));
}
