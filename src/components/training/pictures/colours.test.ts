import { expect, test } from 'vitest';
import { ramp, rgbOf } from './colours';

test('colours are read in full and in short', () => {
  expect(rgbOf('#94b7e2')).toEqual([148, 183, 226]);
  expect(rgbOf(' #fff')).toEqual([255, 255, 255]);
  expect(rgbOf('#1a0')).toEqual(rgbOf('#11aa00'));
});

test('a ramp runs from end to end', () => {
  const shades = ramp([255, 255, 255], [148, 183, 226], 5);
  expect([shades[0], shades.at(-1)]).toEqual([
    [255, 255, 255],
    [148, 183, 226],
  ]);
  const reds = shades.map(([red]) => red);
  expect(reds).toEqual(reds.toSorted((p, q) => q - p));
});
