import { expect, test } from 'vitest';
import { FindingError } from '../diagnostics/types';
import { parseDocument } from '../document/parse';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { compilePlan } from './plan';

const theta = (value: unknown) => ({ name: 'theta', kind: 'parameter', value });
const cost = (expression: string, parents: string[]) => ({ name: 'f', kind: 'cost', parents, expression });

function documentOf(...nodes: unknown[]): Document {
  const { document, findings } = parseDocument({ scg: 1, nodes, plans: [{ name: 'P', nodes: {} }] });
  if (!document) throw new FindingError(findings);
  return document;
}

function gradientShape(document: Document): readonly number[] | undefined {
  const { program } = compilePlan(modelOf(document), { name: 'P', nodes: {} });
  const output = program.outputs.find(({ name }) => name === 'gradient:theta');
  return program.instructions[output?.value ?? -1]?.shape;
}

test.each<[string, Pick<Node, 'kind'> & Record<string, unknown>]>([
  [
    'a draw around them',
    {
      name: 'w',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '0.1' },
    },
  ],
  ['a function of them', { name: 'w', kind: 'deterministic', parents: ['theta'], expression: '2*theta' }],
])('weights keep their layout through %s', (_, node) => {
  const document = documentOf(theta({ network: [1, 3, 1] }), node, cost('sum(mlp(w, stack(1))^2)', ['w']));
  expect(gradientShape(document)).toEqual([10]);
});

test('what is shorter than the weights is none', () => {
  const node = { name: 'w', kind: 'deterministic', parents: ['theta'], expression: 'theta[0]*stack(1, 2)' };
  const document = documentOf(theta({ network: [1, 3, 1] }), node, cost('sum(mlp(w, stack(1)))', ['w']));
  expect(() => gradientShape(document)).toThrow(FindingError);
});

test('a program is another where the layout is, and the same where only the first weights differ', () => {
  const structure = (value: unknown) =>
    modelOf(documentOf(theta(value), cost('sum(mlp(theta, stack(1)))', ['theta']))).structure;
  const plain = structure({ network: [1, 3, 1] });
  expect(structure({ network: [1, 3, 1], activation: 'tanh', seed: 9 })).toBe(plain);
  expect(structure({ network: [1, 3, 1], activation: 'relu' })).not.toBe(plain);
});
