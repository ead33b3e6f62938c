import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import { FindingError } from '../diagnostics/types';
import type { Document, Node, Plan } from '../document/types';
import { modelOf, modelWith } from './model';
import { once } from './once';

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.5 };
const x: Node = {
  name: 'x',
  kind: 'stochastic',
  parents: ['theta', 'w'],
  distribution: 'Normal',
  args: { loc: 'theta + sum(w)', scale: '1' },
};
const score: Plan = { name: 'score', nodes: { x: { estimator: 'score' } } };
const document: Document = {
  scg: 1,
  title: 'test',
  about: '',
  seed: 1,
  nodes: [
    theta,
    { name: 'w', kind: 'parameter', value: [1, 2] },
    { name: 'n', kind: 'parameter', value: { network: [1, 2, 1] } },
    { name: 'data', kind: 'input', value: { data: 'ring' } },
    x,
    { name: 'f', kind: 'cost', parents: ['x', 'n', 'data'], expression: 'x^2 + sum(n) + sum(data)' },
  ],
  plans: [score],
};

function withNode(name: string, change: object): Document {
  return {
    ...document,
    nodes: document.nodes.map((node) => (node.name === name ? ({ ...node, ...change } as Node) : node)),
  };
}

/** As it comes by message, where nothing is the same object. */
const sent = (own: Document) => modelOf(structuredClone(own));

test.each<[string, Document]>([
  ['the number of a parameter', withNode('theta', { value: 0.7 })],
  ['numbers of an array', withNode('w', { value: [3, 4] })],
  ['an array by a rule of the same shape', withNode('w', { value: { shape: [2], init: 'normal', seed: 3 } })],
  ['the first weights of a network', withNode('n', { value: { network: [1, 2, 1], seed: 9 } })],
  ['the seed of a data set', withNode('data', { value: { data: 'ring', seed: 7 } })],
  ['the seed', { ...document, seed: 9 }],
  ['a place', withNode('x', { at: [3, 4] })],
  ['title and text', { ...document, title: 'another', about: 'more' }],
  ['another plan', { ...document, plans: [{ ...score, name: 'b', samples: 4 }, score] }],
  ['how it is trained', { ...document, training: { rows: 8 } }],
])('%s leaves the structure and the programs as they are', (_, changed) => {
  const before = sent(document);
  const after = sent(changed);
  expect(modelOf(changed)).toBe(modelOf(changed));
  expect(after.document).toEqual(changed);
  expect(after.structure).toBe(before.structure);
  expect(after.trees).toBe(before.trees);
  expect(compilePlan(after, structuredClone(score))).toBe(compilePlan(before, score));
});

test.each<[string, Document]>([
  ['an expression', withNode('f', { expression: 'x^2 + 2*sum(n) + sum(data)' })],
  ['an argument', withNode('x', { args: { loc: 'theta + sum(w)', scale: '2' } })],
  ['a distribution', withNode('x', { distribution: 'Laplace' })],
  ['the shape of a draw', withNode('x', { shape: [3] })],
  ['parents', withNode('f', { parents: ['x', 'n', 'data', 'theta'] })],
  ['what a cost trains', withNode('f', { trains: ['theta'] })],
  ['the length of an array', withNode('w', { value: [1, 2, 3] })],
  ['a number that becomes an array', withNode('theta', { value: [0.5] })],
  ['the widths of a network', withNode('n', { value: { network: [1, 3, 1] } })],
  ['the functions of a network', withNode('n', { value: { network: [1, 2, 1], activation: 'relu' } })],
  ['another data set', withNode('data', { value: { data: 'moons' } })],
  ['a kind', withNode('theta', { kind: 'input' })],
  ['a name', withNode('n', { name: 'm' })],
  ['a label, by which formulas call a node', withNode('theta', { label: 'a' })],
  ['the order of nodes', { ...document, nodes: document.nodes.toReversed() }],
])('%s makes another structure', (_, changed) => {
  expect(sent(changed).structure).not.toBe(sent(document).structure);
});

test.each<[string, Plan]>([
  ['an estimator', { ...score, nodes: { x: { estimator: 'pathwise' } } }],
  ['a baseline', { ...score, nodes: { x: { estimator: 'score', baseline: 2 } } }],
  ['samples', { ...score, samples: 4 }],
  ['credit', { ...score, credit: 'all' }],
])('%s makes another program of the same structure', (_, plan) => {
  expect(compilePlan(modelOf(document), plan)).not.toBe(compilePlan(modelOf(document), score));
});

test('tables that take the place of data sets make another structure', () => {
  const tables = (rows: number) => new Map([['data', { rows, width: 2 }]]);
  expect(modelWith(document, tables(5)).structure).not.toBe(modelOf(document).structure);
  expect(modelWith(document, tables(5)).structure).not.toBe(modelWith(document, tables(6)).structure);
  expect(modelWith(document, tables(5)).structure).toBe(modelWith(document, tables(5)).structure);
});

test('a structure holds no number from outside', () => {
  const { structure } = modelOf(document);
  expect(structure.structure).toBe(structure);
  const numbers = feedsOf({ ...structure.document, nodes: structure.document.nodes.slice(0, 2) });
  expect([...numbers.values()].map((own) => [...own])).toEqual([[Number.NaN], [0, 0]]);
});

test('expressions that do not parse are left out and told of, and nothing compiles', () => {
  const model = modelOf(withNode('f', { expression: 'x^' }));
  expect(model.trees.get('f')?.size).toBe(0);
  expect(model.unparsed).toMatchObject([{ nodes: ['f'], field: 'expression' }]);
  expect(() => compilePlan(model, score)).toThrow(FindingError);
});

test('a structure that is held is shared, however many came after it', () => {
  const held = sent(document);
  for (let i = 0; i < 200; i++) sent(withNode('f', { expression: `x^2 + ${i}${' '.repeat(1000)}` }));
  expect(sent(document).structure).toBe(held.structure);
});

describe('what is worked out once', () => {
  function counted<A extends readonly unknown[]>(of: (...args: A) => unknown) {
    let count = 0;
    const work = once((_, ...args: A) => {
      count++;
      return of(...args);
    });
    return { work, count: () => count };
  }

  test('is so for every structure and every text of the arguments', () => {
    const { work, count } = counted((name: string, options?: object) => ({ name, options }));
    const found = work(modelOf(document), 'x', { a: [1] });
    expect(work(sent(withNode('theta', { value: 3 })), 'x', { a: [1] })).toBe(found);
    expect(count()).toBe(1);
    work(modelOf(document), 'x', { a: [2] });
    work(modelOf(document), 'x');
    work(modelOf(document), 'x', { a: new Map([['b', 1]]) });
    work(modelOf(document), 'x', { a: new Map([['b', 2]]) });
    work(sent(withNode('f', { expression: 'x' })), 'x', { a: [1] });
    expect(count()).toBe(6);
  });

  test('finds the same fault again without looking', () => {
    const { work, count } = counted(() => {
      throw new FindingError([{ code: 'cycle', facts: { path: ['x'] } }]);
    });
    for (let i = 0; i < 3; i++) expect(() => work(modelOf(document))).toThrow(FindingError);
    expect(count()).toBe(1);
  });
});
