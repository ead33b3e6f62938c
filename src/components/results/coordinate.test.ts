import { expect, test } from 'vitest';
import type { Document } from '../../engine/document/types';
import { indicesOf, shownCoordinate } from './coordinate';
import { untrainedWords } from './untrained';

const document: Document = {
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  plans: [],
  nodes: [
    { name: 'a', kind: 'parameter', value: 1 },
    {
      name: 'b',
      kind: 'parameter',
      value: [
        [1, 2, 3],
        [4, 5, 6],
      ],
    },
  ],
};

test('the first coordinate is shown until another one is chosen', () => {
  expect(shownCoordinate(document, undefined)).toEqual({ parameter: 'a', index: 0 });
  expect(shownCoordinate(document, { parameter: 'b', index: 5 })).toEqual({ parameter: 'b', index: 5 });
});

test('a coordinate that is gone gives way to the first of its parameter, or of all', () => {
  expect(shownCoordinate(document, { parameter: 'b', index: 6 })).toEqual({ parameter: 'b', index: 0 });
  expect(shownCoordinate(document, { parameter: 'c', index: 0 })).toEqual({ parameter: 'a', index: 0 });
  expect(shownCoordinate({ ...document, nodes: [] }, undefined)).toBeUndefined();
});

test('a parameter that no cost depends on is looked at only when it is chosen', () => {
  const costly: Document = {
    ...document,
    nodes: [...document.nodes, { name: 'f', kind: 'cost', parents: ['b'] }],
  };
  expect(shownCoordinate(costly, undefined)).toEqual({ parameter: 'b', index: 0 });
  expect(shownCoordinate(costly, { parameter: 'a', index: 0 })).toEqual({ parameter: 'a', index: 0 });
  expect(untrainedWords(costly, 'a')).toBe('no cost depends on a');
  expect(untrainedWords(costly, 'b')).toBeUndefined();
  const other: Document = {
    ...document,
    nodes: [...document.nodes, { name: 'f', kind: 'cost', parents: ['b', 'a'], trains: ['b'] }],
  };
  expect(untrainedWords(other, 'a')).toBe('no cost trains a');
  // Without any cost, the lab says what is missing.
  expect(untrainedWords(document, 'a')).toBeUndefined();
});

test('row-major places', () => {
  expect([0, 2, 3, 5].map((index) => indicesOf(index, [2, 3]))).toEqual([
    [0, 0],
    [0, 2],
    [1, 0],
    [1, 2],
  ]);
  expect(indicesOf(0, [])).toEqual([]);
});
