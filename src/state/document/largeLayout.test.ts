import { describe, expect, test } from 'vitest';
import type { Document, Node } from '../../engine';
import { EMPTY_DOCUMENT } from './document';
import { layersOf } from './layers';
import { placesOf } from './places';

const input = (name: string): Node => ({ name, kind: 'input', value: 1 });
const square = (name: string, parents: readonly string[]): Node => ({
  name,
  kind: 'deterministic',
  parents,
  expression: '',
});
const of = (nodes: readonly Node[]): Document => ({ ...EMPTY_DOCUMENT, nodes });
const many = (count: number, make: (i: number) => Node): Node[] =>
  Array.from({ length: count }, (_, i) => make(i));

const LARGE: readonly (readonly [name: string, nodes: readonly Node[]])[] = [
  ['a chain of 2,000', many(2000, (i) => (i === 0 ? input('n0') : square(`n${i}`, [`n${i - 1}`])))],
  ['2,000 without edges', many(2000, (i) => input(`n${i}`))],
  ['1,999 of one parent', many(2000, (i) => (i === 0 ? input('n0') : square(`n${i}`, ['n0'])))],
  [
    '400 all to all',
    many(400, (i) =>
      square(
        `n${i}`,
        Array.from({ length: i }, (_, j) => `n${j}`),
      ),
    ),
  ],
  ['500 in a ring', many(500, (i) => square(`n${i}`, [`n${(i + 1) % 500}`]))],
];

describe.each(LARGE)('%s', (_, nodes) => {
  const places = placesOf(of(nodes));

  test('stand at places of their own, none on another', () => {
    expect(places.size).toBe(nodes.length);
    const taken = new Set<string>();
    for (const [x, y] of places.values()) {
      expect(Number.isFinite(x) && Number.isFinite(y)).toBe(true);
      taken.add(`${x} ${y}`);
    }
    expect(taken.size).toBe(nodes.length);
    // In a column, which is what a raster of more than a node's height keeps apart.
    const columns = new Map<number, number[]>();
    for (const [x, y] of places.values()) columns.set(x, [...(columns.get(x) ?? []), y]);
    for (const column of columns.values()) {
      const sorted = column.sort((a, b) => a - b);
      for (const [i, y] of sorted.entries()) expect(y - (sorted[i - 1] ?? -10)).toBeGreaterThan(0.6);
    }
  });

  test('fill an area that a canvas can show', () => {
    const xs = [...places.values()].map(([x]) => x);
    const ys = [...places.values()].map(([, y]) => y);
    const wide = Math.max(...xs) - Math.min(...xs);
    const high = Math.max(...ys) - Math.min(...ys);
    expect(wide).toBeLessThan(150);
    expect(high).toBeLessThan(150);
  });
});

test('parents stand before their children while there are few layers', () => {
  const nodes = many(400, (i) =>
    i < 40 ? input(`n${i}`) : square(`n${i}`, [`n${i - 40}`, `n${40 * Math.floor(i / 40 - 1)}`]),
  );
  const places = placesOf(of(nodes));
  for (const node of nodes)
    if (node.kind === 'deterministic')
      for (const parent of node.parents ?? [])
        expect(places.get(node.name)?.[0]).toBeGreaterThan(places.get(parent)?.[0] ?? Number.NaN);
});

test('layers count the longest way, and what they cross', () => {
  const nodes = [input('a'), square('b', ['a']), square('c', ['a', 'b', 'b', 'nobody', 'c'])];
  expect(layersOf({ nodes })).toEqual({ parents: [[], [0], [0, 1]], ranks: [0, 1, 2], span: 4 });
});

test('nodes without a place beside very many with one go below all of them', () => {
  const nodes = many(400, (i) =>
    i < 200 ? { ...input(`n${i}`), at: [i % 20, Math.floor(i / 20)] } : input(`n${i}`),
  );
  const places = placesOf(of(nodes));
  for (const [name, [, y]] of places) if (Number(name.slice(1)) >= 200) expect(y).toBeGreaterThan(10);
});

test('nodes are drawn as far out as a document may say, and no further', () => {
  const places = placesOf(
    of([
      { ...input('a'), at: [1e308, -1e308] },
      { ...input('b'), at: [1e300, 1] },
      { ...input('c'), at: [-9999.5, 1e4] },
      input('d'),
    ]),
  );
  expect([...places.values()].slice(0, 3)).toEqual([
    [1e4, -1e4],
    [1e4, 1],
    [-9999.5, 1e4],
  ]);
  expect(places.get('d')).toEqual([0, 0]);
});

test('nodes without a place keep apart even beside one at the limit', () => {
  const nodes = many(400, (i) => (i === 0 ? { ...input('n0'), at: [0, 1e4] } : input(`n${i}`)));
  const places = [...placesOf(of(nodes)).values()];
  expect(new Set(places.map(String)).size).toBe(400);
  for (const [x, y] of places) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThan(1e4 + 200);
});

test('names that every object has a field for are names like others', () => {
  const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'toLocaleString'];
  const nodes = names.map((name, i) => (i === 0 ? input(name) : square(name, [names[i - 1] ?? ''])));
  const xs = [...placesOf(of(nodes)).values()].map(([x]) => x);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(new Set(xs).size).toBe(names.length);
});
