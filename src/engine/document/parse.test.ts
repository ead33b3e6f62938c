import { describe, expect, test } from 'vitest';
import { describe as inWords } from '../diagnostics/words';
import { loadCases } from '../testing/cases';
import { LIMITS } from './limits';
import { parseDocument, parseDocumentText, parseDraft } from './parse';

const theta = { name: 'theta', kind: 'parameter', value: 0.3 };
const x = {
  name: 'x',
  kind: 'stochastic',
  parents: ['theta'],
  distribution: 'Normal',
  args: { loc: 'theta', scale: '1' },
};
const f = { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2' };
const sound = { scg: 1, nodes: [theta, x, f] };

const withNodes = (...nodes: unknown[]) => ({ scg: 1, nodes });
const withPlan = (plan: unknown, nodes: unknown[] = [theta, x, f]) => ({ scg: 1, nodes, plans: [plan] });
const withEntry = (entry: unknown, node: unknown = x) =>
  withPlan({ name: 'P', nodes: { x: entry } }, [theta, node, f]);
const flip = { ...x, distribution: 'Bernoulli', args: { probs: 'sigmoid(theta)' } };

describe('a sound document', () => {
  test('gets its defaults', () => {
    expect(parseDocument({ scg: 1, nodes: [theta, { name: 'y', kind: 'deterministic' }] })).toEqual({
      document: {
        scg: 1,
        title: 'Untitled',
        about: '',
        seed: 1,
        plans: [],
        nodes: [theta, { name: 'y', kind: 'deterministic', parents: [] }],
      },
      findings: [],
    });
  });

  test.each(loadCases())('$name has no findings', ({ document }) => {
    expect(parseDocument(document)).toEqual({ document, findings: [] });
  });

  test('may have no formula at all, and tensors of every kind', () => {
    const nodes = [
      { ...theta, value: { shape: [8, 3], init: 'normal', scale: 0.1, seed: 4 } },
      {
        name: 'A',
        kind: 'input',
        value: [
          [1, 2],
          [3, 4],
        ],
        label: 'A_{0}',
        at: [-1, 2.5],
      },
      { name: 'x', kind: 'stochastic', parents: ['theta', 'A'], shape: [3] },
      { name: 'f', kind: 'cost', parents: ['x'], trains: ['theta'] },
    ];
    expect(parseDocument(withNodes(...nodes))).toMatchObject({ document: { nodes }, findings: [] });
  });

  test('takes emptied texts as missing ones, and an entry without estimator as the default', () => {
    const nodes = [
      theta,
      { ...x, args: undefined, distribution: undefined },
      { ...f, expression: ' ', label: '' },
    ];
    const { document } = parseDocument(withPlan({ name: 'P', nodes: { x: {} } }, nodes));
    expect(document?.nodes[2]).toEqual({ name: 'f', kind: 'cost', parents: ['x'] });
    expect(document?.plans).toEqual([{ name: 'P', nodes: {} }]);
  });

  test('keeps what nobody reads, with a warning that says where', () => {
    const json = {
      ...withPlan({ name: 'P', sampels: 3, nodes: { x: { estimator: 'pathwise', noise: 1 } } }, [
        { ...theta, colour: 'red' },
        x,
        f,
      ]),
      author: 'me',
    };
    const { document, findings } = parseDocument(json);
    expect(document).toMatchObject(json);
    expect(findings.map(inWords)).toMatchObject([
      { severity: 'warning', field: 'author', message: 'nothing here reads "author"' },
      { severity: 'warning', field: 'colour', nodes: ['theta'] },
      { severity: 'warning', field: 'sampels', plan: 'P', hint: 'did you mean "samples"?' },
      { severity: 'warning', field: 'noise', plan: 'P', nodes: ['x'] },
    ]);
  });
});

describe('a document that is refused says where and why', () => {
  const long = 'x'.repeat(4001);
  test.each<[string, unknown, object]>([
    ['no object', [1], { code: 'wrong-value', message: /must be an object.*got a list of 1/ }],
    ['nothing', null, { code: 'wrong-value', message: /got null/ }],
    [
      'no version',
      { nodes: [] },
      { code: 'missing-version', field: 'scg', message: /must be 1, got nothing/ },
    ],
    ['version as text', { scg: '1', nodes: [] }, { code: 'missing-version', message: /got "1"/ }],
    ['a newer version', { scg: 2, nodes: 7 }, { code: 'newer-version', message: /format 2.*up to 1/ }],
    ['no nodes', { scg: 1 }, { code: 'missing-field', field: 'nodes', hint: /add "nodes": a list of nodes/ }],
    ['nodes as an object', { scg: 1, nodes: {} }, { code: 'wrong-value', field: 'nodes' }],
    ['title as a number', { ...sound, title: 3 }, { code: 'wrong-value', field: 'title', message: /got 3/ }],
    ['a negative seed', { ...sound, seed: -1 }, { code: 'wrong-value', field: 'seed' }],
    ['a seed of 33 bits', { ...sound, seed: 2 ** 32 }, { code: 'wrong-value', field: 'seed' }],
    ['a broken seed', { ...sound, seed: 1.5 }, { code: 'wrong-value', field: 'seed' }],
    ['a node as text', withNodes('x'), { code: 'wrong-value', field: 'nodes.0' }],
    ['no name', withNodes({ kind: 'input', value: 1 }), { code: 'missing-field', field: 'nodes.0.name' }],
    ['no kind', withNodes({ name: 'x' }), { code: 'missing-field', nodes: ['x'], field: 'kind' }],
    [
      'an unknown kind',
      withNodes({ name: 'x', kind: 'stochastc' }),
      { code: 'unknown-choice', nodes: ['x'], field: 'kind', hint: 'did you mean stochastic?' },
    ],
    ['kind constructor', withNodes({ name: 'x', kind: 'constructor' }), { code: 'unknown-choice' }],
    ['place of one number', withNodes({ ...theta, at: [1] }), { code: 'wrong-value', field: 'at.1' }],
    ['place of three', withNodes({ ...theta, at: [1, 2, 3] }), { code: 'wrong-value', nodes: ['theta'] }],

    ['a name with a space', withNodes({ ...theta, name: 'a b' }), { code: 'bad-name', nodes: ['a b'] }],
    ['a name from a digit', withNodes({ ...theta, name: '1x' }), { code: 'bad-name', field: 'name' }],
    [
      'a name of 33',
      withNodes({ ...theta, name: 'a'.repeat(33) }),
      { code: 'bad-name', message: /33 char.*32/ },
    ],
    ['__proto__', withNodes({ ...theta, name: '__proto__' }), { code: 'bad-name', nodes: ['__proto__'] }],
    [
      'tanh',
      withNodes({ ...theta, name: 'tanh' }),
      { code: 'reserved-name', message: /tanh already means a func/ },
    ],
    ['Normal', withNodes({ ...theta, name: 'Normal' }), { code: 'reserved-name', message: /a distribution/ }],
    ['a name twice', withNodes(theta, theta), { code: 'taken-name', nodes: ['theta'], field: 'name' }],

    [
      'an unknown parent',
      withNodes(theta, { ...x, parents: ['thetta'] }),
      { code: 'unknown-node', nodes: ['x'], field: 'parents', hint: 'did you mean theta?' },
    ],
    ['a loop of one', withNodes({ ...f, parents: ['f'] }), { code: 'self-loop', edge: ['f', 'f'] }],
    [
      'a parent twice',
      withNodes(theta, { ...x, parents: ['theta', 'theta'] }),
      { code: 'duplicate-parent', edge: ['theta', 'x'] },
    ],
    [
      'a parameter with parents',
      withNodes({ ...theta, parents: ['x'] }, x),
      { code: 'source-parents', nodes: ['theta'], field: 'parents', message: /a parameter has no parents/ },
    ],
    [
      'a cycle',
      withNodes(
        { name: 'a', kind: 'deterministic', parents: ['b'] },
        { name: 'b', kind: 'stochastic', parents: ['a'] },
      ),
      { code: 'cycle', nodes: ['a', 'b'], edge: ['a', 'b'], message: /a → b → a/, hint: /such as a → b/ },
    ],

    [
      'an unknown distribution',
      withNodes(theta, { ...x, distribution: 'normal' }),
      { code: 'unknown-choice', nodes: ['x'], field: 'distribution', hint: 'did you mean Normal?' },
    ],
    [
      'distribution toString',
      withNodes(theta, { ...x, distribution: 'toString' }),
      { code: 'unknown-choice' },
    ],
    [
      'a missing argument',
      withNodes(theta, { ...x, args: { loc: 'theta' } }),
      { code: 'missing-args', nodes: ['x'], field: 'args.scale', message: 'x: Normal needs scale' },
    ],
    [
      'no arguments',
      withNodes(theta, { ...flip, args: {} }),
      { code: 'missing-args', message: /needs probs/, hint: 'give probs, or logits' },
    ],
    [
      'an argument of another distribution',
      withNodes(theta, { ...x, args: { loc: '0', scale: '1', rate: '2' } }),
      { code: 'unknown-args', field: 'args.rate', message: /no argument rate/ },
    ],
    [
      'two alternatives at once',
      withNodes(theta, { ...flip, args: { probs: '0.5', logits: '0' } }),
      { code: 'conflicting-args', nodes: ['x'], message: /one of probs or logits, got probs and logits/ },
    ],
    [
      'arguments of nothing',
      withNodes(theta, { ...x, distribution: undefined }),
      { code: 'args-without-distribution', nodes: ['x'], message: /loc and scale belong to no/ },
    ],
    [
      'an argument as a number',
      withNodes(theta, { ...x, args: { loc: 'theta', scale: 1 } }),
      { code: 'wrong-value', field: 'args.scale', hint: /such as "1"/ },
    ],
    [
      'an argument called __proto__',
      JSON.parse(
        '{"scg":1,"nodes":[{"name":"x","kind":"stochastic","distribution":"Normal","args":{"__proto__":"1","loc":"0","scale":"1"}}]}',
      ),
      { code: 'unknown-args', nodes: ['x'] },
    ],
    ['a shape of 0', withNodes(theta, { ...x, shape: [0] }), { code: 'wrong-value', field: 'shape.0' }],
    ['a shape too large', withNodes(theta, { ...x, shape: [1e6, 2] }), { code: 'too-large', field: 'shape' }],
    [
      'a long expression',
      withNodes(theta, x, { ...f, expression: long }),
      { code: 'expression-too-long', nodes: ['f'] },
    ],
    [
      'a long argument',
      withNodes(theta, { ...x, args: { loc: long, scale: '1' } }),
      { code: 'expression-too-long', nodes: ['x'], field: 'args.loc' },
    ],

    ['no value', withNodes({ name: 'theta', kind: 'parameter' }), { code: 'missing-field', field: 'value' }],
    ['a value as text', withNodes({ ...theta, value: 'NaN' }), { code: 'wrong-value', message: /got "NaN"/ }],
    [
      'an infinite value',
      withNodes({ ...theta, value: 1 / 0 }),
      { code: 'wrong-value', message: /got Infinity/ },
    ],
    [
      'a value of null',
      withNodes({ ...theta, value: [1, null] }),
      { code: 'wrong-value', message: /got null/ },
    ],
    [
      'an empty value',
      withNodes({ ...theta, value: [[]] }),
      { code: 'wrong-value', message: /an empty list/ },
    ],
    [
      'rows of two lengths',
      withNodes({ ...theta, value: [[1, 2], [3]] }),
      { code: 'ragged-tensor', nodes: ['theta'], field: 'value', message: /\[2\] and \[1\]/ },
    ],
    ['rows and numbers', withNodes({ ...theta, value: [1, [2]] }), { code: 'ragged-tensor' }],
    ['nine axes', withNodes({ ...theta, value: [[[[[[[[[1]]]]]]]]] }), { code: 'too-large' }],
    [
      'a rule without init',
      withNodes({ ...theta, value: { shape: [2] } }),
      { code: 'missing-field', nodes: ['theta'], field: 'value.init' },
    ],
    [
      'a rule of ones',
      withNodes({ ...theta, value: { shape: [2], init: 'ones' } }),
      { code: 'wrong-value', field: 'value.init', message: /must be "zeros" or "normal", got "ones"/ },
    ],
    [
      'a rule too large',
      withNodes({ ...theta, value: { shape: [1001, 1000], init: 'zeros' } }),
      { code: 'too-large', field: 'value', message: /1,001,000; at most 1,000,000/ },
    ],

    [
      'training nobody',
      withNodes(theta, x, { ...f, trains: ['phi'] }),
      { code: 'unknown-node', nodes: ['f'], field: 'trains' },
    ],
    [
      'training a circle',
      withNodes(theta, x, { ...f, trains: ['x'] }),
      { code: 'not-a-parameter', nodes: ['f'], message: /x, which is a stochastic node/ },
    ],

    ['a plan as text', { ...sound, plans: ['P'] }, { code: 'wrong-value', field: 'plans.0' }],
    ['a plan without name', withPlan({ nodes: {} }), { code: 'missing-field', field: 'plans.0.name' }],
    ['a plan of no name', withPlan({ name: ' ' }), { code: 'bad-name', field: 'name' }],
    [
      'a plan twice',
      { ...sound, plans: [{ name: 'P' }, { name: 'P' }] },
      { code: 'taken-name', plan: 'P', message: /another plan called P/ },
    ],
    ['no samples', withPlan({ name: 'P', samples: 0 }), { code: 'wrong-value', plan: 'P', field: 'samples' }],
    [
      'too many samples',
      withPlan({ name: 'P', samples: 1e6 + 1 }),
      { code: 'wrong-value', field: 'samples' },
    ],
    ['odd credit', withPlan({ name: 'P', credit: 'some' }), { code: 'wrong-value', field: 'credit' }],
    [
      'a plan for an unknown node',
      withPlan({ name: 'P', nodes: { z: { estimator: 'score' } } }),
      { code: 'unknown-node', plan: 'P', message: /plan P: it names z, which is not in the graph/ },
    ],
    [
      'a plan for __proto__',
      JSON.parse('{"scg":1,"nodes":[],"plans":[{"name":"P","nodes":{"__proto__":{"estimator":"score"}}}]}'),
      { code: 'unknown-node', plan: 'P' },
    ],
    [
      'a plan for a cost',
      withPlan({ name: 'P', nodes: { f: { estimator: 'score' } } }),
      { code: 'not-stochastic', plan: 'P', message: /f, which is a cost node/ },
    ],
    [
      'pathwise on Bernoulli',
      withEntry({ estimator: 'pathwise' }, flip),
      { code: 'no-estimator', plan: 'P', nodes: ['x'], message: /Bernoulli has no differentiable path/ },
    ],
    [
      'an unknown estimator',
      withEntry({ estimator: 'scoer' }),
      { code: 'unknown-choice', plan: 'P', nodes: ['x'], field: 'estimator', hint: 'did you mean score?' },
    ],
    ['an entry as text', withEntry('score'), { code: 'wrong-value', plan: 'P', nodes: ['x'] }],
    [
      'an odd baseline',
      withEntry({ estimator: 'score', baseline: 'mean' }),
      { code: 'wrong-value', nodes: ['x'], field: 'baseline' },
    ],
    [
      'an unknown kind of baseline',
      withEntry({ estimator: 'score', baseline: { kind: 'averag' } }),
      { code: 'unknown-choice', field: 'baseline.kind', hint: 'did you mean average?' },
    ],
    [
      'a decay of 1',
      withEntry({ estimator: 'score', baseline: { kind: 'average', decay: 1 } }),
      { code: 'wrong-value', field: 'baseline.decay', message: /0 to below 1, got 1/ },
    ],
    [
      'no decay',
      withEntry({ baseline: { kind: 'average' } }),
      { code: 'missing-field', field: 'baseline.decay' },
    ],
  ])('%s', (_, json, expected) => {
    const { document, findings } = parseDocument(json);
    expect(document).toBeUndefined();
    expect(findings).toHaveLength(1);
    const [diagnostic] = findings.map(inWords);
    const patterns = Object.entries(expected).map(([key, value]) => [
      key,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]);
    expect(diagnostic).toMatchObject({ severity: 'error', ...Object.fromEntries(patterns) });
    expect(diagnostic?.hint).not.toBe('');
  });

  test('all of it, not only the first', () => {
    const json = withPlan({ name: 'P', samples: 0, nodes: { x: { estimator: 'pathwise' } } }, [
      { ...theta, value: 'a' },
      flip,
      { ...f, parents: ['x', 'y', 'theta'], trains: ['theta'] },
      { name: 'a', kind: 'deterministic', parents: ['b'] },
      { name: 'b', kind: 'deterministic', parents: ['a'] },
      { name: 'c', kind: 'deterministic', parents: ['d'] },
      { name: 'd', kind: 'deterministic', parents: ['c'] },
    ]);
    expect(parseDocument(json).findings.map(({ code }) => code)).toEqual([
      'wrong-value',
      'wrong-value',
      'unknown-node',
      'cycle',
      'cycle',
    ]);
  });
});

describe('limits', () => {
  const inputs = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ name: `n${i}`, kind: 'input', value: 0 }));

  test('2,000 nodes fit and 2,001 do not', () => {
    expect(parseDocument(withNodes(...inputs(2000))).findings).toEqual([]);
    expect(parseDocument(withNodes(...inputs(2001))).findings).toMatchObject([
      { code: 'too-large', field: 'nodes' },
    ]);
  });

  test('a million numbers fit and one more does not', () => {
    const value = Array.from({ length: 1_000_000 }, () => 0);
    expect(parseDocument(withNodes({ ...theta, value })).findings).toEqual([]);
    value.push(0);
    expect(parseDocument(withNodes({ ...theta, value })).findings).toMatchObject([{ code: 'too-large' }]);
  });

  test('a mebibyte of text, counted in bytes', () => {
    const text = (more: string) => JSON.stringify({ scg: 1, more, nodes: [] });
    const room = (1 << 20) - text('').length;
    expect(parseDocumentText(text('a'.repeat(room))).findings).toMatchObject([{ code: 'unknown-field' }]);
    expect(parseDocumentText(text('a'.repeat(room + 1))).findings).toMatchObject([{ code: 'too-large' }]);
    expect(parseDocumentText(text('é'.repeat(room / 2 + 1))).findings).toMatchObject([{ code: 'too-large' }]);
  });

  test('brackets without end', () => {
    const deep = `{"scg":1,"nodes":[],"about":${'['.repeat(300_000)}${']'.repeat(300_000)}}`;
    expect(parseDocumentText(deep).findings).toMatchObject([{ code: 'too-large' }]);
  });

  test('a mass of wrong names is told within the time of a test', () => {
    const parents = Array.from({ length: LIMITS.edges }, (_, i) => `q${i}`);
    const { findings } = parseDocument(withNodes(...inputs(1999), { ...f, parents }));
    expect(findings).toHaveLength(LIMITS.edges);
  });
});

describe('text', () => {
  test('that is no JSON is placed by line and column', () => {
    const { findings } = parseDocumentText('{"scg": 1,\n "nodes": [}');
    expect(findings.map(inWords)).toMatchObject([
      { code: 'not-json', message: 'not valid JSON at line 2, column 12: expected a value, got }' },
    ]);
  });

  test('may start with a byte order mark', () => {
    expect(parseDocumentText(`\ufeff${JSON.stringify(sound)}`).findings).toEqual([]);
  });
});

describe('names of object members', () => {
  const members = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];

  test('are ordinary names of nodes, in plans too', () => {
    const nodes = [theta, ...members.map((name) => ({ ...x, name }))];
    const entries = Object.fromEntries(members.map((name) => [name, { estimator: 'pathwise' }]));
    const { document, findings } = parseDocument(withPlan({ name: 'P', nodes: entries }, nodes));
    expect(findings).toEqual([]);
    expect(Object.keys(document?.plans[0]?.nodes ?? {})).toEqual(members);
  });

  test('are unknown where no node has them', () => {
    const { findings } = parseDocument(withPlan({ name: 'P', nodes: { toString: { estimator: 'score' } } }));
    expect(findings).toMatchObject([{ code: 'unknown-node' }]);
  });

  test('reach no prototype', () => {
    const text = `{"scg":1,"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},
      "nodes":[{"name":"x","kind":"stochastic","__proto__":{"polluted":1},"distribution":"Normal",
      "args":{"loc":"0","scale":"1","__proto__":"1"}}],
      "plans":[{"name":"P","__proto__":{"polluted":1},"nodes":{"x":{"estimator":"score","__proto__":{"polluted":1}}}}]}`;
    const { document } = parseDraft(JSON.parse(text));
    expect({}).not.toHaveProperty('polluted');
    const parts = [document, document?.nodes[0], document?.plans[0], document?.plans[0]?.nodes.x];
    for (const part of parts) {
      expect(part).toBeDefined();
      expect(part).not.toHaveProperty('polluted');
      expect(Object.getPrototypeOf(part)).toBe(Object.prototype);
    }
  });
});

test('a draft comes back though it breaks rules', () => {
  const broken = withNodes(theta, { ...x, args: { loc: 'theta' } }, { ...f, parents: ['x', 'gone'] });
  const { document, findings } = parseDraft(broken);
  expect(document?.nodes).toEqual(broken.nodes);
  expect(findings.map(({ code }) => code)).toEqual(['missing-args', 'unknown-node']);
  expect(parseDocument(broken).document).toBeUndefined();
});
