import { expect, test } from 'vitest';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { trainingCosts } from './trainingCosts';

function costsOf(...nodes: Node[]) {
  const document: Document = { scg: 1, title: '', about: '', seed: 1, nodes, plans: [] };
  return Object.fromEntries(trainingCosts(modelOf(document)));
}

const a: Node = { name: 'a', kind: 'parameter', value: 1 };
const b: Node = { name: 'b', kind: 'parameter', value: 1 };

test('costs are met over circles and squares; a parameter without any has none', () => {
  const x: Node = { name: 'x', kind: 'stochastic', parents: ['a'] };
  const y: Node = { name: 'y', kind: 'deterministic', parents: ['x'] };
  const f: Node = { name: 'f', kind: 'cost', parents: ['y'] };
  expect(costsOf(a, b, x, y, f)).toEqual({
    a: { influenced: ['f'], training: ['f'] },
    b: { influenced: [], training: [] },
  });
});

test('a cost that trains others influences without training', () => {
  const f: Node = { name: 'f', kind: 'cost', parents: ['a', 'b'], trains: ['b'] };
  const g: Node = { name: 'g', kind: 'cost', parents: ['b'] };
  expect(costsOf(a, b, f, g)).toEqual({
    a: { influenced: ['f'], training: [] },
    b: { influenced: ['f', 'g'], training: ['f', 'g'] },
  });
});

test('a cycle ends the walk, and a node that is not there is none', () => {
  const y: Node = { name: 'y', kind: 'deterministic', parents: ['a', 'z', 'gone'] };
  const z: Node = { name: 'z', kind: 'deterministic', parents: ['y'] };
  expect(costsOf(a, y, z)).toEqual({ a: { influenced: [], training: [] } });
});
