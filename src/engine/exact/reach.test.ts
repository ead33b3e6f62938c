import { describe, expect, test } from 'vitest';
import { Reach } from './reach';

const PANELS = [-10, 0, 10];

describe('an end of a line', () => {
  test('stays where it is until something stands there', () => {
    expect(new Reach().panels(0, PANELS, -38, 38)).toEqual(PANELS);
  });

  test('moves out on its own side alone, and by more each time', () => {
    const reach = new Reach();
    expect(reach.move(reach.bit(0, 'high'))).toBe(true);
    expect(reach.panels(0, PANELS, -38, 38)).toEqual([-10, 0, 10, 15]);
    expect(reach.move(reach.bit(0, 'high'))).toBe(true);
    expect(reach.panels(0, PANELS, -38, 38)).toEqual([-10, 0, 10, 15, 22.5]);
    expect(reach.panels(1, PANELS, -38, 38)).toEqual(PANELS);
    expect(reach.move(reach.bit(0, 'low'))).toBe(true);
    expect(reach.panels(0, PANELS, -38, 38)[0]).toBe(-15);
  });

  test('goes no further than the line, and then cannot be moved', () => {
    const reach = new Reach();
    const bit = reach.bit(2, 'low');
    let moves = 0;
    while (reach.move(bit) && moves < 50) {
      moves++;
      const [end] = reach.panels(2, PANELS, -38, 38);
      expect(end).toBeGreaterThanOrEqual(-38);
    }
    expect(reach.panels(2, PANELS, -38, 38)[0]).toBe(-38);
    expect(moves).toBeLessThan(10);
    // The other side still can.
    expect(reach.move(bit | reach.bit(2, 'high'))).toBe(true);
  });

  test('of a line without an end is given up at last', () => {
    const reach = new Reach();
    const bit = reach.bit(0, 'high');
    let moves = 0;
    while (reach.move(bit) && moves < 50) {
      moves++;
      reach.panels(0, PANELS, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    }
    expect(moves).toBeLessThan(20);
  });
});

test('less of the mass of a discrete law is left out each time, until nothing is', () => {
  const reach = new Reach();
  const bit = reach.bit(1, 'high');
  const seen = [reach.leftOut(1)];
  while (reach.move(bit) && seen.length < 50) seen.push(reach.leftOut(1));
  expect(seen).toEqual([...seen].sort((a, b) => b - a));
  expect(new Set(seen).size).toBe(seen.length);
  // The smallest number that float64 holds is about exp(-745).
  expect(seen.at(-1)).toBeLessThan(-700);
  expect(reach.leftOut(0)).toBe(seen[0]);
});

test('ends have bits of their own, of elements beyond the fifteenth the same', () => {
  const reach = new Reach();
  const bits = Array.from({ length: 15 }, (_, i) => [reach.bit(i, 'low'), reach.bit(i, 'high')]).flat();
  expect(new Set(bits).size).toBe(30);
  expect(bits.every((bit) => bit > 0)).toBe(true);
  expect(reach.bit(40, 'low')).toBe(reach.bit(14, 'low'));
});
