import { describe, expect, test } from 'vitest';
import { classColour, ramp, rgbOf } from './colours';
import { FIRST_VIEW, imageGrid, moved, zoomed } from './layout';

describe('a grid of pictures', () => {
  test('takes the number of lines that leaves them largest', () => {
    expect(imageGrid(12, 12, [600, 60], 0, 1)).toEqual({ columns: 12, lines: 1, cell: 48 });
    expect(imageGrid(12, 12, [120, 100], 0, 1)).toEqual({ columns: 4, lines: 3, cell: 24 });
  });

  test('gives every pixel as many pixels of the screen', () => {
    expect(imageGrid(1, 12, [100, 100], 4, 1).cell).toBe(96);
    expect(imageGrid(1, 12, [100, 100], 4, 2).cell).toBe(96);
    expect(imageGrid(1, 16, [100, 100], 4, 1.5).cell * 1.5).toBe(144);
  });

  test('shrinks pictures that have no room', () => {
    expect(imageGrid(1, 28, [20, 20], 4, 1).cell).toBe(20);
  });
});

describe('a view of the plane', () => {
  test('moves by parts of its width', () => {
    expect(moved(FIRST_VIEW, 0.5, -0.25)).toEqual({ centre: [3, -1.5], reach: 3 });
  });

  test('zooms around a place that stays', () => {
    const near = zoomed(FIRST_VIEW, 0.5, [1, 0]);
    expect(near).toEqual({ centre: [1.5, 0], reach: 1.5 });
    expect(near.centre[0] + near.reach).toBe(FIRST_VIEW.centre[0] + FIRST_VIEW.reach);
  });

  test('stays within what can be shown', () => {
    expect(zoomed(FIRST_VIEW, 1e-9).reach).toBeGreaterThan(0);
    expect(moved(FIRST_VIEW, 1e9, 0).centre[0]).toBeLessThan(1e6);
  });
});

describe('colours', () => {
  test('of a ramp run from end to end, and grow lighter all the way', () => {
    const shades = ramp(rgbOf('#1f2430'), rgbOf('#fbfaf7'), 16);
    expect(shades[0]).toEqual([0x1f, 0x24, 0x30]);
    expect(shades.at(-1)).toEqual([0xfb, 0xfa, 0xf7]);
    const sums = shades.map(([r, g, b]) => r + g + b);
    expect(sums).toEqual([...sums].sort((a, b) => a - b));
  });

  test('of classes differ', () => {
    const colours = Array.from({ length: 10 }, (_, i) => classColour(i, 10, 'light'));
    expect(new Set(colours).size).toBe(10);
  });
});
