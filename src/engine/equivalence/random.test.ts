import { expect, test } from 'vitest';
import { isRefused } from '../document/edited';
import { renameNode } from '../document/rename';
import { type Document, type Node, type Plan, parentsOf } from '../document/types';
import { randomDocument } from '../testing/randomDocument';
import { bestMap } from './bestMap';
import { compare } from './compare';
import type { NormalForm, Relation } from './contract';
import { isomorphism } from './isomorphism';
import { matrixOf } from './matrix';
import { normalForm } from './normalForm';

const SEEDS = Array.from({ length: 120 }, (_, seed) => seed);

function planOf(document: Document): Plan {
  return document.plans[0] ?? { name: 'Default', nodes: {} };
}

/** Every node under another name, in an order that keeps nothing of the old one. */
function disguised(document: Document, seed: number): Document {
  let renamed = document;
  for (const [i, { name }] of document.nodes.entries()) {
    const next = renameNode(renamed, name, `other${i}`);
    if (!isRefused(next)) renamed = next;
  }
  return { ...renamed, nodes: shuffled(renamed.nodes, seed) };
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const key = (i: number) => Math.sin((i + 1) * (seed + 3) * 12.9898);
  return items
    .map((item, i) => ({ item, key: key(i) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

test.each(['contract', 'keep'] as const)(
  'random documents are equivalent to themselves in disguise: %s',
  (squares) => {
    for (const seed of SEEDS) {
      const left = randomDocument(seed);
      const right = disguised(left, seed);
      const found = compare(
        { document: left, plan: planOf(left) },
        { document: right, plan: planOf(right) },
        { squares },
      );
      expect(found.kind, `seed ${seed}`).toBe('equivalent');
    }
  },
);

test('a random edge removed is found', () => {
  let found = 0;
  for (const seed of SEEDS) {
    const left = randomDocument(seed);
    const edges = left.nodes.flatMap((node) => parentsOf(node).map((parent) => [parent, node.name] as const));
    const edge = edges[(seed * 7) % Math.max(edges.length, 1)];
    if (!edge) continue;
    const cut = {
      ...left,
      nodes: left.nodes.map((node) => (node.name === edge[1] ? without(node, edge[0]) : node)),
    };
    const right = disguised(cut, seed);
    const sides = [
      { document: left, plan: planOf(left) },
      { document: right, plan: planOf(right) },
    ] as const;
    expect(compare(...sides, { squares: 'keep' }).kind, `seed ${seed}`).toBe('different');
    found++;
  }
  expect(found).toBeGreaterThan(60);
});

test('where squares are put in, an edge removed is found unless other paths lead the same way', () => {
  let found = 0;
  for (let seed = 0; seed < 200; seed++) {
    const document = randomDocument(seed);
    const plan = planOf(document);
    const form = normalForm({ document, plan });
    for (const { name } of document.nodes.flatMap((node) => ('parents' in node ? [node] : []))) {
      const nodes = document.nodes.map((node) =>
        node.name === name ? without(node, parentsOf(node)[0] ?? '') : node,
      );
      const cut = { document: { ...document, nodes }, plan };
      const isSame = linesOf(normalForm(cut)) === linesOf(form);
      const { kind } = compare({ document, plan }, cut);
      if (isSame) expect(kind, `seed ${seed}, ${name}`).toBe('equivalent');
      else if (kind === 'different') found++;
    }
  }
  expect(found).toBeGreaterThan(30);
});

function linesOf(form: ReturnType<typeof normalForm>): string {
  if ('why' in form) throw new Error('a step was refused');
  const nodes = form.nodes.map(({ name, role, estimator }) => `${name} ${role} ${estimator}`);
  const relations = form.relations.map(({ kind, from, to }) => `${kind} ${from} ${to}`);
  return [...nodes.sort(), ...relations.sort()].join('\n');
}

test('small forms: the search agrees with trying every map', () => {
  let [equal, unequal] = [0, 0];
  for (let seed = 0; seed < 300; seed++) {
    const random = (k: number) => Math.abs(Math.sin((seed + 1) * 78.233 + k * 37.719) * 43758.5453) % 1;
    const size = 4 + (seed % 2);
    const pairs = Array.from(
      { length: size * size },
      (_, k) => [Math.floor(k / size), k % size] as const,
    ).filter(([i, j]) => i < j);
    const edges = pairs.filter((_, k) => random(k) < 0.5);
    const order = shuffled([...Array(size).keys()], seed);
    const at = (i: number) => order[i] ?? 0;
    const moved = edges.map(([i, j]) => [at(i), at(j)] as const);
    // Every other time an edge is turned round, which may or may not matter.
    const [first, ...rest] = moved;
    const other = seed % 2 === 1 && first ? [[first[1], first[0]] as const, ...rest] : moved;
    const [left, right] = [matrixOf(formOf(size, edges), false), matrixOf(formOf(size, other), false)];
    const wanted = permutations(size).some((map) =>
      left.bits.every((bits, place) => {
        const [i, j] = [Math.floor(place / size), place % size];
        return bits === right.bits[(map[i] ?? 0) * size + (map[j] ?? 0)];
      }),
    );
    expect(isomorphism(left, right) !== 'none', `seed ${seed}`).toBe(wanted);
    if (wanted) equal++;
    else unequal++;
  }
  expect(Math.min(equal, unequal)).toBeGreaterThan(50);
});

function permutations(size: number): number[][] {
  if (size === 0) return [[]];
  return permutations(size - 1).flatMap((rest) =>
    Array.from({ length: size }, (_, place) => rest.toSpliced(place, 0, size - 1)),
  );
}

function without(node: Node, parent: string): Node {
  return 'parents' in node ? { ...node, parents: node.parents.filter((name) => name !== parent) } : node;
}

/** A form of circles alone, related as the pairs say. */
function formOf(size: number, edges: readonly (readonly [number, number])[]): NormalForm {
  const nodes = Array.from({ length: size }, (_, i) => ({
    name: `n${i}`,
    role: 'circle' as const,
    estimator: 'score' as const,
    law: undefined,
    standsFor: [],
    parts: [`n${i}`],
  }));
  const relations = edges.map(([i, j]): Relation => ({ kind: 'value', from: `n${i}`, to: `n${j}` }));
  return { nodes, relations, declared: [], idle: [] };
}

const ring = (from: number, size: number) =>
  Array.from({ length: size }, (_, i) => [from + i, from + ((i + 1) % size)] as const);

test('a ring and two rings look alike node by node, and are told apart', () => {
  const one = matrixOf(formOf(12, ring(0, 12)), false);
  const two = matrixOf(formOf(12, [...ring(0, 6), ...ring(6, 6)]), false);
  expect(isomorphism(one, two)).toBe('none');
  expect(isomorphism(two, two)).toHaveLength(12);
});

test('a search that goes too far is given up', () => {
  const rings = (sizes: readonly number[]) => {
    let from = 0;
    const edges = sizes.flatMap((size) => {
      from += size;
      return ring(from - size, size);
    });
    return matrixOf(formOf(from, edges), false);
  };
  const [left, right] = [rings(new Array(20).fill(6)), rings([...new Array(18).fill(6), 3, 9])];
  expect(isomorphism(left, right, [], 20_000)).toBe('search');
});

test('the best map of a form to itself with one relation less has that one difference', () => {
  for (const seed of SEEDS) {
    const document = randomDocument(seed);
    const form = normalForm({ document, plan: planOf(document) });
    if ('why' in form || form.relations.length === 0) continue;
    const less = {
      ...form,
      relations: form.relations.toSpliced(seed % form.relations.length, 1),
      nodes: shuffled(form.nodes, seed),
    };
    const [left, right] = [matrixOf(form, false), matrixOf(less, false)];
    const map = bestMap(left, right);
    expect(new Set(map).size, `seed ${seed}`).toBe(form.nodes.length);
    const moved = form.relations.filter(({ kind, from, to }) => {
      const partner = (name: string) =>
        less.nodes[map[form.nodes.findIndex((node) => node.name === name)] ?? -1]?.name;
      return !less.relations.some(
        (other) => other.kind === kind && other.from === partner(from) && other.to === partner(to),
      );
    });
    expect(moved.length, `seed ${seed}`).toBe(1);
  }
});
