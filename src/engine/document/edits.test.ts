import { describe, expect, test } from 'vitest';
import { randomDocument } from '../testing/randomDocument';
import { type Edited, isRefused } from './edited';
import {
  addNode,
  connect,
  disconnect,
  duplicateNodes,
  moveNodes,
  removeNodes,
  setAbout,
  setSeed,
  setTitle,
} from './edits';
import { parseDocument } from './parse';
import { renameInExpression, renameNode } from './rename';
import type { Document, Node, NodeKind } from './types';
import { updateNode } from './updateNode';

const empty: Document = { scg: 1, title: 'Untitled', about: '', seed: 1, nodes: [], plans: [] };

/** theta -> x -> y -> f and theta -> f, with names inside names and functions in the expressions. */
const chain: Document = {
  ...empty,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.3 },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta*exp(theta)', scale: '1e-3 + x0' },
    },
    { name: 'y', kind: 'deterministic', parents: ['x'], expression: 'max(x, x1) + x_2' },
    { name: 'f', kind: 'cost', parents: ['y', 'theta'], expression: 'y^2 + theta', trains: ['theta'] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};

function done(edited: Edited): Document {
  if (isRefused(edited)) throw new Error(`refused: ${edited.code}`);
  return edited;
}

function node(document: Document, name: string): Node | undefined {
  return document.nodes.find((candidate) => candidate.name === name);
}

describe('adding', () => {
  test('picks the next free name of each kind', () => {
    const kinds: NodeKind[] = ['parameter', 'stochastic', 'deterministic', 'input', 'cost'];
    const document = [...kinds, ...kinds].reduce((sum, kind) => addNode(sum, kind, [0, 0]), empty);
    expect(document.nodes.map(({ name }) => name)).toEqual('theta x1 y1 u1 f1 theta2 x2 y2 u2 f2'.split(' '));
    expect(parseDocument(document).findings).toEqual([]);
  });

  test('follows a wish where the name can be had', () => {
    expect(addNode(chain, 'input', [1, 2], 'phi').nodes.at(-1)).toEqual({
      name: 'phi',
      kind: 'input',
      value: 1,
      at: [1, 2],
    });
    expect(addNode(chain, 'input', [0, 0], 'theta').nodes.at(-1)?.name).toBe('theta2');
    expect(addNode(chain, 'cost', [0, 0], 'tanh').nodes.at(-1)?.name).toBe('x1');
    const long = 'a'.repeat(32);
    const twice = addNode(addNode(empty, 'cost', [0, 0], long), 'cost', [0, 0], long);
    expect(twice.nodes.at(-1)?.name).toBe(`${'a'.repeat(31)}2`);
  });

  test('takes a circle by score in a plan of scores, by default elsewhere', () => {
    const { plans } = addNode(chain, 'stochastic', [0, 0]);
    expect(plans.map((plan) => plan.nodes.x1)).toEqual([{ estimator: 'score' }, undefined]);
  });
});

test('removing takes edges, trainings and entries with it, and leaves the text of expressions', () => {
  const document = removeNodes(chain, ['theta', 'x']);
  expect(document.nodes).toEqual([
    { name: 'y', kind: 'deterministic', parents: [], expression: 'max(x, x1) + x_2' },
    { name: 'f', kind: 'cost', parents: ['y'], expression: 'y^2 + theta', trains: [] },
  ]);
  expect(document.plans.map(({ nodes }) => nodes)).toEqual([{}, {}]);
});

describe('renaming', () => {
  test('reaches every reference', () => {
    const document = done(renameNode(done(renameNode(chain, 'theta', 'phi')), 'x', 'z'));
    expect(document.nodes).toEqual([
      { name: 'phi', kind: 'parameter', value: 0.3 },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['phi'],
        distribution: 'Normal',
        args: { loc: 'phi*exp(phi)', scale: '1e-3 + x0' },
      },
      { name: 'y', kind: 'deterministic', parents: ['z'], expression: 'max(z, x1) + x_2' },
      { name: 'f', kind: 'cost', parents: ['y', 'phi'], expression: 'y^2 + phi', trains: ['phi'] },
    ]);
    expect(document.plans.map(({ nodes }) => nodes)).toEqual([
      { z: { estimator: 'score' } },
      { z: { estimator: 'pathwise' } },
    ]);
  });

  test.each([
    ['x+xx+x1+x_x+_x+x', 'z+xx+x1+x_x+_x+z'],
    ['x(x) + x (x)', 'x(z) + x (z)'],
    ['1e5*x, 2x, .5e-3x', '1e5*z, 2z, .5e-3z'],
    ['θ×x ≤ «x»', 'θ×z ≤ «z»'],
    ['x[x] ? x : -x', 'z[z] ? z : -z'],
    ['log_prob(x)', 'log_prob(z)'],
    ['log_prob(Gamma(x=x, x = x), x) == x', 'log_prob(Gamma(x=z, x = z), z) == z'],
    ['x == 1 ? x <= 2 : x >= 3', 'z == 1 ? z <= 2 : z >= 3'],
    ['', ''],
  ])('in %j', (text, renamed) => {
    expect(renameInExpression(text, new Map([['x', 'z']]))).toBe(renamed);
  });

  test('leaves the exponent of a number alone', () => {
    expect(
      renameInExpression(
        '1e3 + 2.e1 + e3',
        new Map([
          ['e3', 'z'],
          ['e1', 'z'],
        ]),
      ),
    ).toBe('1e3 + 2.e1 + z');
  });

  test('is refused where a formula knows the name as a number', () => {
    const graph = (expression: string): Document => ({
      scg: 1,
      title: '',
      about: '',
      seed: 1,
      nodes: [
        { name: 'b', kind: 'parameter', value: 1 },
        { name: 'f', kind: 'cost', parents: ['b'], expression },
      ],
      plans: [],
    });
    expect(renameNode(graph('b*e^2 + 1e5'), 'b', 'e')).toMatchObject({
      code: 'reserved-name',
      facts: { name: 'e', meaning: 'the number 2.71828... in the formula of f' },
    });
    expect(renameNode(graph('b*1e5 + exp(b)'), 'b', 'e')).toMatchObject({
      nodes: [{ name: 'e' }, { expression: 'e*1e5 + exp(e)' }],
    });
  });

  test('can let two names change places', () => {
    expect(
      renameInExpression(
        'a - b',
        new Map([
          ['a', 'b'],
          ['b', 'a'],
        ]),
      ),
    ).toBe('b - a');
  });

  test.each([
    ['y', 'x', 'taken-name'],
    ['y', '', 'bad-name'],
    ['y', 'y z', 'bad-name'],
    ['y', 'sum', 'reserved-name'],
    ['nobody', 'z', 'unknown-node'],
  ])('%s to %j is refused', (from, to, code) => {
    expect(renameNode(chain, from, to)).toMatchObject({ code, field: 'name' });
  });

  test('there and back gives the document again', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const document = randomDocument(seed);
      for (const { name } of document.nodes) {
        const renamed = done(renameNode(document, name, 'fresh_name'));
        expect(parseDocument(renamed).findings).toEqual([]);
        expect(JSON.stringify(renamed)).not.toContain(`"${name}"`);
        expect(done(renameNode(renamed, 'fresh_name', name))).toEqual({ ...document });
      }
    }
  });
});

describe('connecting', () => {
  test('makes a parent', () => {
    expect(node(done(connect(chain, 'theta', 'y')), 'y')).toMatchObject({ parents: ['x', 'theta'] });
  });

  test.each([
    ['x', 'theta', { code: 'source-parents', nodes: ['theta'], facts: { kind: 'parameter' } }],
    ['x', 'x', { code: 'self-loop', nodes: ['x'] }],
    ['x', 'y', { code: 'duplicate-parent', facts: { name: 'x' } }],
    ['y', 'x', { code: 'cycle', facts: { path: ['y', 'x'] } }],
    ['f', 'x', { code: 'cycle', facts: { path: ['f', 'x', 'y'] } }],
  ])('%s to %s is refused with its reason', (from, to, finding) => {
    expect(connect(chain, from, to)).toMatchObject({ ...finding, edge: [from, to] });
  });

  test('of nobody is refused', () => {
    expect(connect(chain, 'nobody', 'y')).toMatchObject({ code: 'unknown-node' });
    expect(connect(chain, 'y', 'toString')).toMatchObject({ code: 'unknown-node' });
  });

  test('is refused exactly where the document would not parse', () => {
    let refusals = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const document = randomDocument(seed);
      for (const from of document.nodes)
        for (const to of document.nodes) {
          const edited = connect(document, from.name, to.name);
          const forced = {
            ...document,
            nodes: document.nodes.map((each) =>
              each.name === to.name
                ? { ...each, parents: [...('parents' in each ? each.parents : []), from.name] }
                : each,
            ),
          };
          const { findings } = parseDocument(forced);
          if (isRefused(edited)) {
            refusals++;
            // A parameter's loop breaks two rules; one reason is enough.
            expect(findings.map(({ code }) => code)).toContain(edited.code);
          } else expect(findings).toEqual([]);
        }
    }
    expect(refusals).toBeGreaterThan(100);
  });

  test('is undone by disconnecting', () => {
    expect(disconnect(done(connect(chain, 'theta', 'y')), 'theta', 'y')).toEqual(chain);
    expect(disconnect(chain, 'theta', 'y')).toBe(chain);
  });
});

describe('updating', () => {
  test('sets fields, removes them, and passes over those of other kinds', () => {
    const document = done(
      updateNode(chain, 'y', { label: 'Y', expression: 'x', value: 3, args: { loc: '1' } }),
    );
    expect(node(document, 'y')).toEqual({
      name: 'y',
      kind: 'deterministic',
      parents: ['x'],
      expression: 'x',
      label: 'Y',
    });
    expect(node(done(updateNode(document, 'y', { label: ' ', expression: undefined })), 'y')).toEqual({
      name: 'y',
      kind: 'deterministic',
      parents: ['x'],
    });
    expect(node(done(updateNode(chain, 'f', { trains: undefined })), 'f')).not.toHaveProperty('trains');
    expect(node(done(updateNode(chain, 'theta', { value: [1, 2] })), 'theta')).toMatchObject({
      value: [1, 2],
    });
  });

  test.each([Number.NaN, [1, Number.POSITIVE_INFINITY], []])('refuses the value %j', (value) => {
    expect(updateNode(chain, 'theta', { value })).toMatchObject({ code: 'wrong-value', nodes: ['theta'] });
  });

  test('with another distribution keeps what means the same and fills in the rest', () => {
    const argsOf = (document: Document) => {
      const x = node(document, 'x');
      return x?.kind === 'stochastic' ? x.args : undefined;
    };
    const loc = 'theta*exp(theta)';
    const laplace = done(updateNode(chain, 'x', { distribution: 'Laplace' }));
    expect(argsOf(laplace)).toEqual({ loc, scale: '1e-3 + x0' });
    const flip = done(updateNode(laplace, 'x', { distribution: 'Bernoulli' }));
    expect(argsOf(flip)).toEqual({ probs: 'sigmoid(theta)' });
    const geometric = done(updateNode(flip, 'x', { distribution: 'Geometric' }));
    expect(argsOf(geometric)).toEqual({ probs: 'sigmoid(theta)' });
    const index = done(updateNode(geometric, 'x', { distribution: 'Categorical' }));
    expect(argsOf(index)).toEqual({ probs: 'softmax(stack(0, theta))' });
    expect(argsOf(done(updateNode(index, 'x', { distribution: undefined })))).toBeUndefined();
    const vector = done(updateNode(laplace, 'x', { distribution: 'MultivariateNormal' }));
    expect(argsOf(vector)).toEqual({
      loc: 'stack(theta, 0)',
      scale_tril: 'stack(stack(1, 0), stack(0, 1))',
    });
    const tails = done(updateNode(laplace, 'x', { distribution: 'StudentT' }));
    expect(argsOf(tails)).toEqual({ df: '5', loc, scale: '1e-3 + x0' });
    for (const document of [laplace, flip, geometric, index, vector, tails])
      expect(parseDocument(document).findings).toEqual([]);
  });

  test('with a distribution without a path turns pathwise entries to score', () => {
    const { plans } = done(updateNode(chain, 'x', { distribution: 'Bernoulli' }));
    expect(plans.map(({ nodes }) => nodes.x)).toEqual([{ estimator: 'score' }, { estimator: 'score' }]);
  });
});

test('copies keep edges from outside, follow edges inside, and have the same entries in plans', () => {
  const document = duplicateNodes(done(updateNode(chain, 'x', { at: [1, 0] })), ['x', 'y']);
  expect(document.nodes.slice(4)).toEqual([
    { ...node(chain, 'x'), name: 'x2', at: [1, 1] },
    { name: 'y2', kind: 'deterministic', parents: ['x2'], expression: 'max(x2, x1) + x_2' },
  ]);
  expect(document.plans[1]?.nodes).toEqual({ x: { estimator: 'pathwise' }, x2: { estimator: 'pathwise' } });
});

test('moving puts nodes where they are told', () => {
  const document = moveNodes(chain, new Map([['y', [3, 4] as const]]));
  expect(document.nodes.map(({ at }) => at)).toEqual([undefined, undefined, [3, 4], undefined]);
  expect(moveNodes(chain, new Map())).toBe(chain);
});

test('title, text and seed', () => {
  expect(setTitle(chain, 'A')).toMatchObject({ title: 'A' });
  expect(setAbout(chain, 'B')).toMatchObject({ about: 'B' });
  expect(setSeed(chain, 7)).toMatchObject({ seed: 7 });
  expect(setTitle(chain, chain.title)).toBe(chain);
  for (const seed of [-1, 1.5, 2 ** 32, Number.NaN])
    expect(setSeed(chain, seed)).toMatchObject({ code: 'wrong-value', field: 'seed' });
});

test('no edit changes the document that it is given', () => {
  const before = JSON.stringify(chain);
  const frozen = deepFreeze(structuredClone(chain));
  addNode(frozen, 'stochastic', [0, 0]);
  removeNodes(frozen, ['x']);
  renameNode(frozen, 'x', 'z');
  connect(frozen, 'theta', 'y');
  disconnect(frozen, 'x', 'y');
  updateNode(frozen, 'x', { distribution: 'Bernoulli' });
  duplicateNodes(frozen, ['x', 'y']);
  moveNodes(frozen, new Map([['x', [0, 0] as const]]));
  expect(JSON.stringify(frozen)).toBe(before);
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
