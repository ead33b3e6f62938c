import { describe, expect, test } from 'vitest';
import { apart, type End, placeEnds } from './ends';

const plot = { left: 50, top: 10, width: 400, height: 200 };
const end = (name: string, y: number, x?: number): End => ({
  name,
  sign: '●',
  colour: '#d55e00',
  y,
  ...(x === undefined ? {} : { x }),
});

describe('names beside lines', () => {
  test('are led to from where each line ends', () => {
    const [low, high] = placeEnds([end('high', 0.75), end('low', 0.25, 0.5)], plot);
    expect(low).toMatchObject({ name: 'low', from: [250, 160], edge: 450, to: [464, 160] });
    expect(high).toMatchObject({ name: 'high', from: [450, 60], to: [464, 60] });
  });

  test('are a line of text apart, however many end at one height', () => {
    const placed = placeEnds(
      Array.from({ length: 6 }, (_, i) => end(`${i}`, 0.5)),
      plot,
    );
    placed.slice(1).forEach(({ to }, i) => {
      expect((placed[i]?.to[1] ?? 0) - to[1]).toBeGreaterThan(16);
    });
  });

  test('stand at the edge for a line that leaves the plot, and nowhere for one without numbers', () => {
    const placed = placeEnds([end('above', 7), end('none', Number.NaN)], plot);
    expect(placed).toMatchObject([{ name: 'above', from: [450, 10], to: [464, 10] }]);
  });

  test('stay within when they are moved apart', () => {
    const places = apart([0.5, 0.5, 0.99, 1], 0.1);
    places.slice(1).forEach((place, i) => {
      expect(place - (places[i] ?? 0)).toBeGreaterThan(0.0999);
    });
    expect(places.at(-1)).toBe(1);
  });

  test('stay where they are when there is room', () => {
    expect(apart([0.1, 0.5], 0.1)).toEqual([0.1, 0.5]);
  });
});
