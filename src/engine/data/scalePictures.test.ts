import { expect, test } from 'vitest';
import { scaledPictures, sideOf } from './scalePictures';

const picture = (text: string) => Float32Array.from(text.replace(/\s/g, ''), (c) => (c === '#' ? 1 : 0));

test('every new pixel is the mean of what it covers, inked or not', async () => {
  const rows = picture(`
    ##....##
    ##....##
    ..##....
    .#......
    ....####
    ....####
    .......#
    ........`);
  const scaled = await scaledPictures({ width: 64, rows }, 4);
  expect(scaled?.width).toBe(16);
  // Half of a pixel is enough, a quarter is not.
  expect([...(scaled?.rows ?? [])]).toEqual([...picture('#..# .#.. ..## ....')]);
});

test('sides need not be multiples, and several pictures stay apart', async () => {
  const rows = new Float32Array(2 * 49);
  rows.fill(1, 49);
  const scaled = await scaledPictures({ width: 49, rows }, 5);
  expect([...(scaled?.rows ?? [])]).toEqual([...new Array(25).fill(0), ...new Array(25).fill(1)]);
});

test('what is no picture, or a smaller one, is not scaled', async () => {
  expect(sideOf(144)).toBe(12);
  expect(sideOf(4)).toBeUndefined();
  expect(await scaledPictures({ width: 50, rows: new Float32Array(50) }, 5)).toBeUndefined();
  expect(await scaledPictures({ width: 16, rows: new Float32Array(16) }, 5)).toBeUndefined();
});

test('a large table is scaled in steps', async () => {
  let rests = 0;
  const rest = async () => {
    rests++;
  };
  const rows = new Float32Array(1000 * 784).fill(1);
  const scaled = await scaledPictures({ width: 784, rows }, 2, rest);
  expect(scaled?.rows).toEqual(new Float32Array(1000 * 4).fill(1));
  expect(rests).toBe(Math.floor(999 / Math.ceil(2 ** 18 / 784)));
});
