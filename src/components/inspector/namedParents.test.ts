import { expect, test } from 'vitest';
import { type Document, parentsOf } from '../../engine/document/types';
import { withNamedParents, wordAt } from './namedParents';

function graph(expression: string): Document {
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    plans: [],
    nodes: [
      { name: 'theta', kind: 'parameter', value: 1 },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Normal',
        args: { loc: 'theta', scale: '1' },
      },
      { name: 'y', kind: 'deterministic', parents: ['x'], expression },
      { name: 'f', kind: 'cost', parents: ['y'] },
    ],
  };
}

function parentsAfter(expression: string, except?: string): readonly string[] {
  const node = withNamedParents(graph(expression), 'y', except).nodes.find(({ name }) => name === 'y');
  return node ? parentsOf(node) : [];
}

test('a named node becomes a parent', () => {
  expect(parentsAfter('x*theta')).toEqual(['x', 'theta']);
});

test('a word that is still being typed does not', () => {
  expect(parentsAfter('x*theta', 'theta')).toEqual(['x']);
});

test('log_prob brings the parents of its node', () => {
  expect(parentsAfter('log_prob(x)')).toEqual(['x', 'theta']);
});

test('unknown names, itself and what would close a cycle are left alone', () => {
  expect(parentsAfter('x + nobody + y + f')).toEqual(['x']);
});

test('an expression that does not parse changes nothing', () => {
  const document = graph('theta*(');
  expect(withNamedParents(document, 'y')).toBe(document);
});

test('the word at the caret', () => {
  expect(wordAt('2*the', 5)).toBe('the');
  expect(wordAt('2*theta+', 8)).toBeUndefined();
});
