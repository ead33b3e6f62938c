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

// What CSS makes of color-mix(in oklab, ...): the middles of straight lines in sRGB are 128 128 128 and 128 0 128.
test('its steps look equal: the line is straight in Oklab, not in the numbers that are written down', () => {
  expect(ramp([255, 255, 255], [0, 0, 0], 3)[1]).toEqual([99, 99, 99]);
  expect(ramp([255, 0, 0], [0, 0, 255], 3)[1]).toEqual([140, 83, 162]);
});
