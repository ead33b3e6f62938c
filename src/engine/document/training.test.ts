import { describe, expect, test } from 'vitest';
import { describe as inWords } from '../diagnostics/words';
import { decodeShare, encodeShare } from '../share/share';
import { type Edited, isRefused } from './edited';
import { removeNodes } from './edits';
import { parseDocument, parseDocumentText, parseDraft } from './parse';
import type { Picture } from './pictureTypes';
import { renameNode } from './rename';
import { compactDocument, serializeDocument } from './serialize';
import { setTraining, trainingOf } from './training';
import type { Training } from './trainingTypes';
import type { Document } from './types';

const nodes = [
  { name: 'x', kind: 'input', value: { data: 'digits' } },
  { name: 'theta', kind: 'parameter', value: 0.3 },
  { name: 'phi', kind: 'parameter', value: 0.3 },
  { name: 'h', kind: 'stochastic', parents: ['x', 'phi'], args: {} },
  { name: 'y', kind: 'deterministic', parents: ['h', 'theta'] },
  { name: 'f', kind: 'cost', parents: ['x', 'y'] },
];

const training: Training = {
  rows: 32,
  samples: 2,
  optimizer: { kind: 'rmsProp', rate: 0.01 },
  groups: [{ parameters: ['phi'], optimizer: { kind: 'momentum', rate: 0.1, decay: 0.5 } }],
  steps: 500,
};

const pictures: readonly Picture[] = [
  { kind: 'images', title: 'Digits', show: ['x', 'y'] },
  { kind: 'images', title: 'Samples', show: ['y'], prior: 'h' },
  { kind: 'latent', title: 'Plane of h', set: 'h', show: 'y' },
  { kind: 'steps', title: 'Drawn', show: ['y', 'h'], windows: ['h', 'y'], window: 5 },
  {
    kind: 'plane',
    title: 'Plane',
    points: ['x', 'y'],
    set: 'x',
    heat: 'f',
    arrows: { from: 'y', down: 'f' },
  },
  { kind: 'band', title: 'Fit', set: 'x', show: 'y' },
  { kind: 'pendulum', title: 'Swing', angles: ['x', 'y'], torques: ['h'], seconds: 0.2 },
  { kind: 'paths', title: 'Paths', points: ['x', 'y'], goal: 'h', set: 'x', heat: 'f' },
];

function documentOf(fields: object): Document {
  const { document, findings } = parseDocument({ scg: 1, nodes, ...fields });
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

function done(edited: Edited): Document {
  if (isRefused(edited)) throw new Error(`refused: ${edited.code}`);
  return edited;
}

describe('training and pictures', () => {
  const document = documentOf({ training, pictures });

  test('are read, and travel in a file and in a link', () => {
    expect(document).toMatchObject({ training, pictures });
    expect(parseDocumentText(serializeDocument(document))).toEqual({ document, findings: [] });
    expect(decodeShare(encodeShare(document))).toEqual({ document, findings: [] });
  });

  test('leave out what is the default', () => {
    const plain = (own: Training) => compactDocument(documentOf({ training: own, pictures: [] }));
    expect(plain({ rows: 64, samples: 1, optimizer: { kind: 'adam', rate: 0.003 }, groups: [] })).toEqual(
      compactDocument(documentOf({})),
    );
    expect(plain({ optimizer: { kind: 'adam', rate: 0.01, decay: 0.9, squareDecay: 0.99 } })).toMatchObject({
      training: { optimizer: { kind: 'adam', rate: 0.01, squareDecay: 0.99 } },
    });
    expect(plain({ optimizer: { kind: 'momentum', rate: 0.003, decay: 0.9 } }).training).toEqual({
      optimizer: { kind: 'momentum', rate: 0.003 },
    });
  });

  test('keep what nobody reads, with a warning that says where', () => {
    const json = {
      scg: 1,
      nodes,
      training: { row: 3, optimizer: { kind: 'adam', rate: 1, dekay: 0.5 } },
      pictures: [{ ...pictures[0], colour: 'red' }],
    };
    const { document: read, findings } = parseDocument(json);
    expect(read && compactDocument(read)).toMatchObject({
      training: json.training,
      pictures: json.pictures,
    });
    expect(findings.map(inWords)).toMatchObject([
      { severity: 'warning', field: 'training.row', hint: 'did you mean "rows"?' },
      { severity: 'warning', field: 'training.optimizer.dekay', hint: 'did you mean "decay"?' },
      { severity: 'warning', field: 'pictures.0.colour' },
    ]);
  });

  test('follow a node to another name', () => {
    const renamed = ['theta', 'phi', 'x', 'h', 'y', 'f'].reduce(
      (before, name) => done(renameNode(before, name, `new_${name}`)),
      document,
    );
    expect(parseDocument(renamed).findings).toEqual([]);
    for (const { name } of nodes) expect(JSON.stringify(renamed)).not.toContain(`"${name}"`);
    const back = nodes.reduce((before, { name }) => done(renameNode(before, `new_${name}`, name)), renamed);
    expect(back).toEqual(document);
  });

  test('lose a node that is removed, and what cannot be without it', () => {
    const without = (...names: string[]) => removeNodes(document, names);
    expect(without('phi').training).toEqual({ ...training, groups: undefined });
    expect(without('theta').training).toEqual(training);
    expect(without('f').pictures?.[4]).toEqual({ kind: 'plane', title: 'Plane', points: ['x', 'y'] });
    expect(without('h').pictures?.map(({ title }) => title)).toEqual([
      'Digits',
      'Drawn',
      'Plane',
      'Fit',
      'Swing',
      'Paths',
    ]);
    expect(without('h').pictures?.slice(4)).toEqual([
      { kind: 'pendulum', title: 'Swing', angles: ['x', 'y'], seconds: 0.2 },
      { kind: 'paths', title: 'Paths', points: ['x', 'y'], set: 'x', heat: 'f' },
    ]);
    expect(without('x').pictures?.slice(-2)).toEqual([
      { kind: 'pendulum', title: 'Swing', angles: ['y'], seconds: 0.2 },
      { kind: 'paths', title: 'Paths', points: ['y'], goal: 'h' },
    ]);
    expect(without('h').pictures?.[1]).toEqual({ kind: 'steps', title: 'Drawn', show: ['y'], window: 5 });
    expect(without('x', 'y', 'h').pictures).toEqual([]);
    for (const { name } of nodes) {
      const { findings } = parseDraft(without(name));
      expect(findings.filter(({ field = '' }) => /^(training|pictures)/.test(field))).toEqual([]);
    }
  });
});

const picture = (index: number, change: object) => ({ pictures: [{ ...pictures[index], ...change }] });
const optimizer = (change: object) => ({ training: { optimizer: { kind: 'adam', rate: 0.1, ...change } } });
const groups = (...lists: readonly string[][]) => ({
  training: { groups: lists.map((parameters) => ({ parameters, optimizer: { kind: 'sgd', rate: 0.1 } })) },
});

test.each<[string, object, string, string]>([
  ['a list', { training: [] }, 'training', '"training" must be an object, got an empty list'],
  [
    'no rows',
    { training: { rows: 0 } },
    'training.rows',
    '"training.rows" must be a whole number from 1 to 10000, got 0',
  ],
  [
    'rate 0',
    optimizer({ rate: 0 }),
    'training.optimizer.rate',
    '"training.optimizer.rate" must be a number above 0, got 0',
  ],
  [
    'no rate',
    optimizer({ rate: undefined }),
    'training.optimizer.rate',
    '"training.optimizer.rate" is missing',
  ],
  [
    'decay 1',
    optimizer({ decay: 1 }),
    'training.optimizer.decay',
    '"training.optimizer.decay" must be a number from 0 to below 1, got 1',
  ],
  [
    'an unknown optimizer',
    optimizer({ kind: 'adm' }),
    'training.optimizer.kind',
    'there is no kind of optimizer "adm"',
  ],
  [
    'an optimizer as text',
    { training: { optimizer: 'adam' } },
    'training.optimizer',
    '"training.optimizer" must be an optimizer, such as {"kind": "adam", "rate": 0.003}, got "adam"',
  ],
  [
    'an empty group',
    groups([]),
    'training.groups.0.parameters',
    '"training.groups.0.parameters" must be a list of one name or more, got an empty list',
  ],
  [
    'an unknown parameter',
    groups(['phii']),
    'training.groups.0.parameters',
    '"training.groups.0.parameters" names phii, which is not in the graph',
  ],
  [
    'a group of no parameter',
    groups(['x']),
    'training.groups.0.parameters',
    '"training.groups.0.parameters" must name a parameter, and x is an input node',
  ],
  [
    'two groups',
    groups(['phi'], ['theta', 'phi']),
    'training.groups.1.parameters',
    'phi is in more than one group of "training"',
  ],
  [
    'an unknown picture',
    picture(0, { kind: 'image' }),
    'pictures.0.kind',
    'there is no kind of picture "image"',
  ],
  ['a picture as text', { pictures: ['x'] }, 'pictures.0', '"pictures.0" must be an object, such as {"kind'],
  [
    'no title',
    picture(0, { title: 3 }),
    'pictures.0.title',
    '"pictures.0.title" must be text in quotes, got 3',
  ],
  [
    'nothing shown',
    picture(0, { show: [] }),
    'pictures.0.show',
    '"pictures.0.show" must be a list of one name or more, got an empty list',
  ],
  [
    'a prior that is no circle',
    picture(1, { prior: 'x' }),
    'pictures.0.prior',
    '"pictures.0.prior" must name a stochastic node, and x is an input node',
  ],
  [
    'a parameter shown',
    picture(0, { show: ['theta'] }),
    'pictures.0.show',
    '"pictures.0.show" must name an input, or a deterministic or stochastic node, and theta is a parameter node',
  ],
  [
    'an unknown node',
    picture(2, { set: 'hh' }),
    'pictures.0.set',
    '"pictures.0.set" names hh, which is not in the graph',
  ],
  [
    'too few windows',
    picture(3, { windows: ['h'] }),
    'pictures.0.windows',
    '"pictures.0.windows" must be a list as long as "show", of 2, got a list of 1',
  ],
  [
    'arrows from elsewhere',
    picture(4, { arrows: { from: 'h', down: 'f' } }),
    'pictures.0.arrows.from',
    '"pictures.0.arrows.from" must be one of "points", got "h"',
  ],
  [
    'too many torques',
    picture(6, { torques: ['h', 'y'] }),
    'pictures.0.torques',
    '"pictures.0.torques" must be a list of 1, one between every two of "angles", got a list of 2',
  ],
  [
    'no time at all',
    picture(6, { seconds: 0 }),
    'pictures.0.seconds',
    '"pictures.0.seconds" must be a number above 0, at most 10, got 0',
  ],
  ['a map of nothing', picture(7, { heat: undefined }), 'pictures.0.heat', '"pictures.0.heat" is missing'],
  ['heat over nothing', picture(4, { set: undefined }), 'pictures.0.set', '"pictures.0.set" is missing'],
])('%s is refused', (_, fields, field, message) => {
  const json = JSON.parse(JSON.stringify({ scg: 1, nodes, ...fields }));
  const { document, findings } = parseDocument(json);
  expect(document).toBeUndefined();
  expect(findings.map((finding) => [finding.field, inWords(finding).message])).toEqual([
    [field, expect.stringContaining(message)],
  ]);
});

test('a name that is nearly right is suggested', () => {
  const [finding] = parseDocument({ scg: 1, nodes, ...groups(['thetta']) }).findings;
  expect(finding && inWords(finding).hint).toBe('did you mean theta?');
});

describe('the settings of training', () => {
  test('have defaults', () => {
    const adam = { kind: 'adam', rate: 0.003, decay: 0.9, squareDecay: 0.999 };
    expect(trainingOf(documentOf({}))).toEqual({
      rows: 64,
      samples: 1,
      steps: undefined,
      optimizers: new Map([
        ['theta', adam],
        ['phi', adam],
      ]),
    });
  });

  test('give every parameter its optimizer', () => {
    expect(trainingOf(documentOf({ training }))).toEqual({
      rows: 32,
      samples: 2,
      steps: 500,
      optimizers: new Map([
        ['theta', { kind: 'rmsProp', rate: 0.01, squareDecay: 0.9 }],
        ['phi', { kind: 'momentum', rate: 0.1, decay: 0.5 }],
      ]),
    });
  });

  test('are set, taken away, and refused where they are not sound', () => {
    const document = documentOf({});
    expect(setTraining(document, undefined)).toBe(document);
    const set = done(setTraining(document, training));
    expect(set).toEqual({ ...document, training });
    expect(setTraining(set, undefined)).toEqual(document);
    expect(setTraining(document, { rows: 1.5 })).toMatchObject({
      code: 'wrong-value',
      field: 'training.rows',
    });
    const group = { parameters: ['x'], optimizer: { kind: 'sgd', rate: 1 } } as const;
    expect(setTraining(document, { groups: [group] })).toMatchObject({ code: 'unfitting-node' });
  });
});
