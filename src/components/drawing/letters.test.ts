import { describe, expect, test } from 'vitest';
import { enlargementAt, roomFor } from './letters';

describe('names seen from afar', () => {
  test('have their own size while that can be read', () => {
    expect(enlargementAt(1)).toBe(1);
    expect(enlargementAt(0.7)).toBe(1);
  });

  test('are enlarged to 14 px and little more below', () => {
    for (const zoom of [0.65, 0.5, 0.38, 0.2, 0.06]) {
      const seen = 20 * zoom * enlargementAt(zoom);
      expect(seen).toBeGreaterThanOrEqual(14);
      expect(seen).toBeLessThan(14 * 1.15);
    }
  });

  test('are set anew only now and then while it is zoomed', () => {
    const zooms = Array.from({ length: 200 }, (_, i) => 0.2 + (0.8 * i) / 199);
    expect(new Set(zooms.map(enlargementAt)).size).toBeLessThan(12);
  });
});

test('a name has room within its node', () => {
  expect(roomFor('stochastic', 1)).toEqual([0.78 * 84, 0.78 * 84]);
  expect(roomFor('score', 20)[0]).toBeGreaterThan(roomFor('score', 10)[0]);
});
