import { describe, expect, test } from 'vitest';
import type { Document, Node } from '../../engine';
import { EMPTY_DOCUMENT } from './document';
import { coordinateCount, isCompared, isTrainable, labTabOf } from './trainable';

const graph = (...nodes: readonly Node[]): Document => ({ ...EMPTY_DOCUMENT, nodes });
const number: Node = { name: 'theta', kind: 'parameter', value: 0.5 };
const network = (...widths: readonly number[]): Node => ({
  name: 'phi',
  kind: 'parameter',
  value: { network: widths },
});
const data: Node = { name: 'x', kind: 'input', value: { data: 'digits' } };

test('what draws from data, holds a network or a cell, or says how, is trained', () => {
  expect(isTrainable(graph(number))).toBe(false);
  expect(isTrainable(graph(number, data))).toBe(true);
  expect(isTrainable(graph(network(2, 1)))).toBe(true);
  expect(isTrainable(graph({ ...number, value: { cell: [2, 3] } } as Node))).toBe(true);
  expect(isTrainable({ ...graph(number), training: {} })).toBe(true);
});

test('coordinates are those of all parameters', () => {
  expect(coordinateCount(graph(number, network(2, 3), data))).toBe(1 + 9);
});

describe('the lab', () => {
  test('compares what has nothing to train, whatever was chosen', () => {
    expect(labTabOf(graph(number), 'training')).toBe('variance');
  });

  test('trains at once what is made for it, or too large to compare', () => {
    expect(labTabOf(graph(network(2, 1)), undefined)).toBe('variance');
    expect(labTabOf({ ...graph(network(2, 1)), training: {} }, undefined)).toBe('training');
    // A few numbers are compared first, however they might be trained.
    expect(labTabOf({ ...graph(number), training: {} }, undefined)).toBe('variance');
    const large = graph(network(16, 32, 1));
    expect(isCompared(large)).toBe(false);
    expect(labTabOf(large, undefined)).toBe('training');
    expect(labTabOf(large, 'variance')).toBe('variance');
  });
});
