import { describe, expect, test } from 'vitest';
import { topologicalOrder } from './topologicalOrder';

const edges = (parents: Record<string, string[]>) => (name: string) =>
  Object.hasOwn(parents, name) ? (parents[name] ?? []) : [];

describe('topological order', () => {
  test('keeps names that are in order already', () => {
    const names = ['d', 'b', 'a', 'c'];
    expect(topologicalOrder(names, edges({ c: ['a', 'd'], a: ['b'] }))).toEqual({
      kind: 'order',
      order: names,
    });
  });

  test('moves parents before their children', () => {
    expect(topologicalOrder(['c', 'b', 'a', 'z'], edges({ c: ['b', 'a'], b: ['a'] }))).toEqual({
      kind: 'order',
      order: ['a', 'b', 'c', 'z'],
    });
  });

  test('passes over parents that are not there', () => {
    expect(topologicalOrder(['a'], edges({ a: ['nobody'] }))).toEqual({ kind: 'order', order: ['a'] });
  });

  test('tells a cycle from parent to child, from its first name', () => {
    const parents = edges({ a: ['c', 'root'], b: ['a'], c: ['b'], d: ['c'] });
    expect(topologicalOrder(['d', 'root', 'b', 'c', 'a'], parents)).toEqual({
      kind: 'cycle',
      cycle: ['b', 'c', 'a'],
    });
  });

  test('finds a loop of one', () => {
    expect(topologicalOrder(['a', 'b'], edges({ b: ['b'] }))).toEqual({ kind: 'cycle', cycle: ['b'] });
  });

  test('follows a chain of 100,000 names in either order', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `n${i}`);
    const parentOf = (name: string) => (name === 'n0' ? [] : [`n${Number(name.slice(1)) - 1}`]);
    expect(topologicalOrder(names, parentOf)).toEqual({ kind: 'order', order: names });
    expect(topologicalOrder([...names].reverse(), parentOf)).toEqual({ kind: 'order', order: names });
  });

  test('is linear in a dense graph', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `n${i}`);
    let asked = 0;
    const ordering = topologicalOrder([...names].reverse(), (name) => {
      asked++;
      return names.slice(0, Number(name.slice(1)));
    });
    expect(ordering).toEqual({ kind: 'order', order: names });
    expect(asked).toBe(2000);
  });

  test('names of object members are ordinary names', () => {
    const names = ['toString', '__proto__', 'constructor'];
    expect(topologicalOrder(names, (name) => (name === 'toString' ? ['__proto__'] : []))).toEqual({
      kind: 'order',
      order: ['__proto__', 'toString', 'constructor'],
    });
  });
});
