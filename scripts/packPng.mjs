// Makes pictures small that only have to be told from others: colours that differ by less than is seen become one.
import { deflateSync, inflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, rgb: Uint8Array }} Picture */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUE_COLOUR = 2;
const INDEXED = 3;
const CHANNELS = new Map([
  [TRUE_COLOUR, 3],
  [INDEXED, 1],
  [6, 4],
]);

/** So many of the most frequent colours, which are those of grounds, lines and letters, stay as they are. */
const EXACT = 24;
/** Those between, of softened edges, are rounded so: half of it is the most that a channel is off by. */
const GRAIN = 16;

/**
 * The same picture in fewer bytes. Packing it again changes nothing.
 * @param {Buffer} png
 */
export function packPng(png) {
  return writePng(fewerColours(readPng(png)));
}

/**
 * @param {Buffer} png of 8 bits a channel, not interlaced
 * @returns {Picture}
 */
function readPng(png) {
  const data = [];
  let [width, height, type] = [0, 0, 0];
  /** @type {Buffer} */
  let palette = Buffer.alloc(0);
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR')
      [width, height, type] = [body.readUInt32BE(0), body.readUInt32BE(4), body.readUInt8(9)];
    if (name === 'PLTE') palette = body;
    if (name === 'IDAT') data.push(body);
    at += length + 12;
  }
  const channels = CHANNELS.get(type);
  if (!channels) throw new Error(`A PNG of colour type ${type} is not read here.`);
  const values = unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const rgb = new Uint8Array(3 * width * height);
  for (let i = 0; i < width * height; i++)
    for (let c = 0; c < 3; c++)
      rgb[3 * i + c] =
        type === INDEXED ? (palette[3 * (values[i] ?? 0) + c] ?? 0) : (values[channels * i + c] ?? 0);
  return { width, height, rgb };
}

/**
 * The values of all rows, of which each is written as differences to its neighbours in one of five ways.
 * @param {Buffer} raw
 * @param {number} stride bytes of a row
 * @param {number} height
 * @param {number} channels
 */
function unfiltered(raw, stride, height, channels) {
  const values = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const way = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : (values[at - channels] ?? 0);
      const up = values[at - stride] ?? 0;
      const corner = x < channels ? 0 : (values[at - stride - channels] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, way === 4 ? nearest(left, up, corner) : 0][way ?? 0] ?? 0;
      values[at] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return values;
}

/**
 * Paeth's guess.
 * @param {number} left
 * @param {number} up
 * @param {number} corner
 */
function nearest(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/**
 * @param {Picture} picture
 * @returns {Picture}
 */
function fewerColours({ width, height, rgb }) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (let i = 0; i < rgb.length; i += 3)
    counts.set(colourAt(rgb, i), (counts.get(colourAt(rgb, i)) ?? 0) + 1);
  // What is rounded already, as in a picture that was packed, needs no place among those that stay.
  const frequent = [...counts].filter(([colour]) => !isRounded(colour)).sort(([, a], [, b]) => b - a);
  const exact = new Set(frequent.slice(0, EXACT).map(([colour]) => colour));
  const changed = rgb.map((value) => GRAIN * Math.floor(value / GRAIN) + GRAIN / 2);
  for (let i = 0; i < rgb.length; i += 3)
    if (exact.has(colourAt(rgb, i))) changed.set(rgb.subarray(i, i + 3), i);
  return { width, height, rgb: changed };
}

/**
 * @param {Uint8Array} rgb
 * @param {number} at
 */
function colourAt(rgb, at) {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}

/** @param {number} colour */
function isRounded(colour) {
  return [colour >> 16, colour >> 8, colour].every((value) => (value & (GRAIN - 1)) === GRAIN / 2);
}

/**
 * With a palette where it has few enough colours.
 * @param {Picture} picture
 */
function writePng({ width, height, rgb }) {
  /** @type {Map<number, number>} */
  const places = new Map();
  for (let i = 0; i < rgb.length; i += 3)
    if (!places.has(colourAt(rgb, i))) places.set(colourAt(rgb, i), places.size);
  const isIndexed = places.size <= 256;
  const stride = isIndexed ? width : 3 * width;
  const raw = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < stride; x++)
      raw[y * (stride + 1) + 1 + x] = isIndexed
        ? (places.get(colourAt(rgb, 3 * (y * width + x))) ?? 0)
        : (rgb[y * stride + x] ?? 0);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, isIndexed ? INDEXED : TRUE_COLOUR], 8);
  const palette = Buffer.from(
    [...places.keys()].flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    ...(isIndexed ? [chunk('PLTE', palette)] : []),
    chunk('IDAT', deflateSync(raw, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {string} name
 * @param {Buffer} body
 */
function chunk(name, body) {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const around = Buffer.alloc(4);
  around.writeUInt32BE(body.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([around, named, check]);
}

/** @param {Buffer} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
