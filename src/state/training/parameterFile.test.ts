import { describe, expect, test } from 'vitest';
import type { Document } from '../../engine';
import { EMPTY_DOCUMENT } from '../document/document';
import { readParameters, shapesKey, writeParameters } from './parameterFile';

const graph = (widths: readonly number[]): Document => ({
  ...EMPTY_DOCUMENT,
  nodes: [
    { name: 'phi', kind: 'parameter', value: { network: widths } },
    { name: 'b', kind: 'parameter', value: 0.5 },
  ],
});

const document = graph([2, 3]);
const parameters = new Map([
  ['phi', Float32Array.from([1, -2, 3e-8, 4, 5, 6, 7, 8, 9])],
  ['b', Float32Array.from([0.1])],
]);
const text = writeParameters({ title: 'A', plan: 'Score', step: 7, parameters }, document);

function problemOf(written: string, of = document): string {
  const read = readParameters(written, of);
  if ('file' in read) throw new Error('it was read');
  return read.problem;
}

describe('a file of parameters', () => {
  test.each(['constructor', 'toString', 'hasOwnProperty', 'then', 'length'])(
    'may hold one called %s',
    (name) => {
      const named: Document = { ...EMPTY_DOCUMENT, nodes: [{ name, kind: 'parameter', value: 0.5 }] };
      const numbers = new Map([[name, Float32Array.from([0.25])]]);
      const set = { title: '__proto__', plan: '__proto__', step: 1, parameters: numbers };
      expect(readParameters(writeParameters(set, named), named)).toEqual({ file: set });
      expect(problemOf('{"scgParameters": 1, "parameters": {}}', named)).toContain(`no parameter ${name}`);
    },
  );

  test('gives back what was written, to the last bit', () => {
    expect(readParameters(text, document)).toEqual({
      file: { title: 'A', plan: 'Score', step: 7, parameters },
    });
  });

  test('is refused where it does not fit the graph, naming the parameter and both shapes', () => {
    const problem = problemOf(text, graph([2, 4]));
    expect(problem).toContain('phi has 9 numbers');
    expect(problem).toContain('12 in the graph');
    expect(problemOf(text, { ...document, nodes: document.nodes.slice(0, 1) })).toContain('parameter b');
    const renamed = document.nodes.map((node) => (node.name === 'b' ? { ...node, name: 'c' } : node));
    expect(problemOf(text, { ...document, nodes: renamed })).toContain('no parameter c');
  });

  test('is refused where it is damaged', () => {
    expect(problemOf('{')).toContain('no JSON');
    expect(problemOf('{"scg": 1}')).toContain('exported');
    expect(problemOf(text.replace(/"float32": "./, '"float32": "?'))).toContain(
      'phi in the file are damaged',
    );
    const bad = new Map([...parameters, ['b', Float32Array.from([Number.NaN])]]);
    const infinite = writeParameters({ title: '', plan: '', step: 0, parameters: bad }, document);
    expect(problemOf(infinite)).toContain('not finite');
  });
});

test('sets fit documents whose parameters have the same names and shapes', () => {
  expect(shapesKey(document)).toBe(shapesKey({ ...document, title: 'B', seed: 3 }));
  expect(shapesKey(document)).not.toBe(shapesKey(graph([2, 4])));
});
