import type { Recipe } from './contract';
import { type PenStroke, type StrokePoint, WRITINGS } from './digitStrokes';
import type { Draws } from './draws';

/** Handwritten digits as square pictures of 0 and 1, `side` pixels wide and high: drawn with a pen, no two alike. */
export function digits(side: number, stream: number): Recipe {
  return {
    about: `handwritten digits, ${side} x ${side} pixels of 0 or 1`,
    width: side * side,
    form: 'picture',
    stream,
    train: 10_000,
    heldOut: 500,
    classes: WRITINGS.map((_, digit) => String(digit)),
    row: (draws, digit) => picture(draws, digit, side),
  };
}

function picture(draws: Draws, digit: number, side: number): Uint8Array {
  const writing = draws.oneOf(WRITINGS[digit] ?? []);
  const hand = handOf(draws, side);
  const strokes = writing.map((stroke) => smooth(shaken(stroke, draws)).map(hand));
  return inked(placed(strokes, draws, side), draws.between(0.044, 0.062) * side, side);
}

/**
 * How a hand writes: slant, turn, size and bend, the same for all strokes of a digit. From the unit square to pixels.
 */
function handOf(draws: Draws, side: number): (place: StrokePoint) => StrokePoint {
  const width = side * draws.between(0.5, 0.66);
  const height = side * draws.between(0.78, 0.88);
  const slant = draws.normal(0.15);
  const turn = draws.normal(0.07);
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const [bendX, bendY] = [bend(draws), bend(draws)];
  return ([x, y]) => {
    const u = (x - 0.5 + bendX(x, y)) * width - slant * (y - 0.5) * height;
    const v = (y - 0.5 + bendY(y, x)) * height;
    return [u * cos - v * sin, u * sin + v * cos];
  };
}

/** A slow wave over the square. */
function bend(draws: Draws): (along: number, across: number) => number {
  const size = draws.normal(0.032);
  const [first, second] = [draws.between(0, 2 * Math.PI), draws.between(0, 2 * Math.PI)];
  return (along, across) => size * (Math.sin(4 * across + first) + 0.5 * Math.sin(4 * along + second));
}

/** Every place a little off. A corner, which is listed twice, stays one. */
function shaken(stroke: PenStroke, draws: Draws): PenStroke {
  const moved: StrokePoint[] = [];
  stroke.forEach(([x, y], i) => {
    const before = stroke[i - 1];
    const last = moved[i - 1];
    const isCorner = before && before[0] === x && before[1] === y;
    moved.push(isCorner && last ? last : [x + draws.normal(0.016), y + draws.normal(0.014)]);
  });
  return moved;
}

const STEPS = 6;

/** The curve through the places (Catmull and Rom 1974), broken where one comes twice. */
function smooth(stroke: PenStroke): StrokePoint[] {
  const curve: StrokePoint[] = [];
  let part: StrokePoint[] = [];
  const end = () => {
    for (let i = 0; i + 1 < part.length; i++) curve.push(...between(part, i));
    const last = part.at(-1);
    if (last) curve.push(last);
    part = [];
  };
  for (const place of stroke) {
    if (place === part.at(-1)) end();
    part.push(place);
  }
  end();
  return curve;
}

function between(part: readonly StrokePoint[], i: number): StrokePoint[] {
  const at = (k: number): StrokePoint => part[Math.min(Math.max(k, 0), part.length - 1)] as StrokePoint;
  const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
  return Array.from({ length: STEPS }, (_, step): StrokePoint => {
    const t = step / STEPS;
    return [along(t, a[0], b[0], c[0], d[0]), along(t, a[1], b[1], c[1], d[1])];
  });
}

/** The cubic that passes b at t = 0 and c at t = 1, with the slopes of the chords from a to c and from b to d. */
function along(t: number, a: number, b: number, c: number, d: number): number {
  const cubic = 3 * b - a - 3 * c + d;
  return 0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * cubic)));
}

/** Moved to somewhere near the middle, where the digit fits. */
function placed(strokes: readonly StrokePoint[][], draws: Draws, side: number): StrokePoint[][] {
  const offset = ([0, 1] as const).map((axis) => {
    const along = strokes.flatMap((stroke) => stroke.map((place) => place[axis]));
    const [least, most] = [Math.min(...along), Math.max(...along)];
    const room = Math.max(0, (side - 1 - (most - least)) / 2);
    const wish = draws.normal(0.04 * side);
    return side / 2 - (least + most) / 2 + Math.min(room, Math.max(-room, wish));
  });
  const [right = 0, down = 0] = offset;
  return strokes.map((stroke) => stroke.map(([x, y]): StrokePoint => [x + right, y + down]));
}

/** 1 for every pixel whose centre the pen, of this radius, passes over. */
function inked(strokes: readonly StrokePoint[][], radius: number, side: number): Uint8Array {
  const pixels = new Uint8Array(side * side);
  for (const stroke of strokes)
    for (let i = 0; i + 1 < stroke.length; i++) {
      const [a, b] = [stroke[i], stroke[i + 1]] as [StrokePoint, StrokePoint];
      const [left, right] = pixelsOver(a[0], b[0], radius, side);
      const [top, bottom] = pixelsOver(a[1], b[1], radius, side);
      for (let y = top; y <= bottom; y++)
        for (let x = left; x <= right; x++)
          if (squaredDistance(x + 0.5, y + 0.5, a, b) <= radius * radius) pixels[y * side + x] = 1;
    }
  return pixels;
}

function pixelsOver(a: number, b: number, radius: number, side: number): [first: number, last: number] {
  const clamped = (pixel: number) => Math.min(side - 1, Math.max(0, Math.floor(pixel)));
  return [clamped(Math.min(a, b) - radius), clamped(Math.max(a, b) + radius)];
}

/** From (x, y) to the line from a to b. */
function squaredDistance(x: number, y: number, a: StrokePoint, b: StrokePoint): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
  const [p, q] = [x - a[0] - t * dx, y - a[1] - t * dy];
  return p * p + q * q;
}
