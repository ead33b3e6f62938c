import { describe, expect, test } from 'vitest';
import type { Document } from '../../engine/document/types';
import { EMPTY_DOCUMENT } from './document';
import { freePlace, laidOut, placesOf } from './places';

const chain: Document = {
  ...EMPTY_DOCUMENT,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 1 },
    { name: 'x', kind: 'stochastic', parents: ['theta'] },
    { name: 'f', kind: 'cost', parents: ['x', 'theta'] },
  ],
};

describe('placesOf', () => {
  test('a graph without places runs from left to right', () => {
    const xs = ['theta', 'x', 'f'].map((name) => placesOf(chain).get(name)?.[0] ?? Number.NaN);
    expect(xs[1]).toBeGreaterThan((xs[0] ?? 0) + 0.6);
    expect(xs[2]).toBeGreaterThan((xs[1] ?? 0) + 0.6);
  });

  test('places that are there stay, and a node without one goes to the right of its parents', () => {
    const [theta, x, f] = chain.nodes;
    if (!theta || !x || !f) throw new Error('three nodes');
    const placed = { ...chain, nodes: [{ ...theta, at: [2, 1] as const }, { ...x, at: [3, 1] as const }, f] };
    expect(Object.fromEntries(placesOf(placed))).toEqual({ theta: [2, 1], x: [3, 1], f: [4, 1] });
  });

  test('parents that the document does not hold are passed over', () => {
    const odd: Document = { ...chain, nodes: [{ name: 'f', kind: 'cost', parents: ['gone'] }] };
    expect(laidOut(odd).size).toBe(1);
  });
});

test('freePlace keeps a node`s distance', () => {
  expect(freePlace([0, 0], 'cost', EMPTY_DOCUMENT, new Map())).toEqual([0, 0]);
  const [, x] = chain.nodes;
  const one = { ...chain, nodes: x ? [x] : [] };
  const place = freePlace([0, 0], 'cost', one, new Map([['x', [0, 0]]]));
  expect(Math.abs(place[0]) > 0.65 || Math.abs(place[1]) > 0.8).toBe(true);
});

describe('freePlace inside an area', () => {
  const area = { left: -1, right: 1, top: -1, bottom: 1 };
  const at = (places: Record<string, readonly [number, number]>) => new Map(Object.entries(places));

  test('stays inside it, near the wish', () => {
    const place = freePlace([0, 0], 'cost', chain, at({ x: [0, 0] }), { area });
    expect(Math.max(...place.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.hypot(...place)).toBeLessThan(1);
    expect(freePlace([5, 0], 'cost', EMPTY_DOCUMENT, at({}), { area })).toEqual([1, 0]);
  });

  test('keeps clear of the picture under a parameter, and of what would be under its own', () => {
    const [x, y] = freePlace([0, 0.9], 'cost', chain, at({ theta: [0, 0] }), { area });
    expect(Math.abs(x) > 0.65 || y < 0).toBe(true);
    const [u, v] = freePlace([0, -0.9], 'parameter', chain, at({ x: [0, 0] }), { area });
    expect(Math.abs(u) > 0.65 || v > 0).toBe(true);
  });

  test('leaves room for an edge where it can, and goes closer before it goes out of view', () => {
    const [wide] = freePlace([0.5, 0], 'cost', chain, at({ x: [0, 0] }), {
      area: { ...area, top: 0, bottom: 0 },
    });
    expect(Math.abs(wide)).toBe(1);
    const [narrow] = freePlace([0.5, 0], 'cost', chain, at({ x: [0, 0] }), {
      area: { left: -0.7, right: 0.7, top: 0, bottom: 0 },
    });
    expect(Math.abs(narrow)).toBeCloseTo(0.6, 12);
  });

  test('leaves it where it is full', () => {
    const small = { left: -0.1, right: 0.1, top: -0.1, bottom: 0.1 };
    const [x, y] = freePlace([0, 0], 'cost', chain, at({ x: [0, 0] }), { area: small });
    expect(Math.abs(x) > 0.65 || Math.abs(y) > 0.8).toBe(true);
  });
});
