import type { Document, Node } from '../src/engine/document/types';

/** A document that once hung, crashed or emptied the page, or might: each stands for its kind. */
export interface Hostile {
  readonly name: string;
  readonly document: Document;
}

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.3, at: [0, 0] };
const x: Node = {
  name: 'x',
  kind: 'stochastic',
  parents: ['theta'],
  distribution: 'Normal',
  args: { loc: 'theta', scale: '1' },
  at: [1, 0],
};
const f: Node = { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2', at: [2, 0] };

const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

function hostile(name: string, nodes: readonly Node[], more: Partial<Document> = {}): Hostile {
  const title = `hostile, ${name}`;
  return {
    name,
    document: { scg: 1, title, about: '', seed: 1, nodes, plans: [{ name: 'A', nodes: {} }], ...more },
  };
}

function chain(length: number): Node[] {
  const squares = many(
    length,
    (i): Node => ({
      name: `y${i}`,
      kind: 'deterministic',
      parents: [i === 0 ? 'theta' : `y${i - 1}`],
      expression: `${i === 0 ? 'theta' : `y${i - 1}`}*1.0001`,
    }),
  );
  const last = `y${length - 1}`;
  return [theta, ...squares, { name: 'f', kind: 'cost', parents: [last], expression: `${last}^2` }];
}

const circle = (name: string, parents: readonly string[]): Node => ({ name, kind: 'stochastic', parents });

const allToAll = (count: number): Node[] => [
  { name: 'n0', kind: 'parameter', value: 1 },
  ...many(count - 1, (i) =>
    circle(
      `n${i + 1}`,
      many(i + 1, (j) => `n${j}`),
    ),
  ),
  { name: 'f', kind: 'cost', parents: [`n${count - 1}`], expression: `n${count - 1}` },
];

/** Names that every object has a field for. */
const INHERITED = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];

export const HOSTILE: readonly Hostile[] = [
  hostile('a title of 1 MB', [theta, x, f], { title: 'T'.repeat(1_000_000) }),
  // As long as a note may be.
  hostile('5,000 formulas in a note', [theta, x, f], { about: '$a$ '.repeat(5000) }),
  hostile('20,000 brackets in a note', [theta, x, f], { about: '['.repeat(20_000) }),
  hostile('9,998 braces in a note', [theta, x, f], { about: `$${'{'.repeat(9998)}x${'}'.repeat(9998)}$` }),
  hostile('places far apart', [{ ...theta, at: [-1e4, 0] }, { ...x, at: [1e4, 1e4] }, f]),
  hostile(
    'nodes with the names of inherited fields',
    [
      { name: 'constructor', kind: 'parameter', value: 0.3 },
      ...INHERITED.slice(1).map((name) => circle(name, ['constructor'])),
      { name: 'f', kind: 'cost', parents: INHERITED.slice(1), expression: 'toString*valueOf' },
    ],
    {
      plans: INHERITED.map((name) => ({
        name,
        nodes: Object.fromEntries([['toString', { estimator: 'score' }]]),
      })),
      training: { groups: [{ parameters: ['constructor'], optimizer: { kind: 'adam', rate: 0.01 } }] },
    },
  ),
  hostile('forty tensors of 1e6', [
    ...many(
      40,
      (i): Node => ({ name: `p${i}`, kind: 'parameter', value: { shape: [1_000_000], init: 'normal' } }),
    ),
    {
      name: 'f',
      kind: 'cost',
      parents: many(40, (i) => `p${i}`),
      expression: many(40, (i) => `sum(p${i})`).join('+'),
    },
  ]),
  hostile('a shape of 1e6', [
    theta,
    { ...x, shape: [1_000_000] } as Node,
    { ...f, expression: 'sum(x)' } as Node,
  ]),
  hostile('a million samples', [theta, x, f], {
    plans: [{ name: 'L', nodes: { x: { estimator: 'score' } }, samples: 1_000_000 }],
  }),
  hostile('concat doubled 24 times', [
    theta,
    { ...x, name: 'y0' },
    ...many(
      24,
      (i): Node => ({
        name: `y${i + 1}`,
        kind: 'deterministic',
        parents: [`y${i}`],
        expression: `concat(y${i},y${i})`,
      }),
    ),
    { name: 'f', kind: 'cost', parents: ['y24'], expression: 'y24' },
  ]),
  hostile('400 nodes all to all', allToAll(400)),
  hostile('100 nodes all to all', allToAll(100)),
  hostile('a chain of 1,998', chain(1997)),
  hostile(
    '2,000 nodes without edges',
    many(2000, (i): Node => ({ name: `u${i}`, kind: 'input', value: 1 })),
  ),
  hostile('1,998 circles of one parent', [
    theta,
    ...many(1998, (i) => circle(`z${i}`, ['theta'])),
    { name: 'f', kind: 'cost', parents: ['z0'], expression: 'z0' },
  ]),
  hostile('200 parameters and 1,000 costs', [
    ...many(199, (i): Node => ({ name: `t${i}`, kind: 'parameter', value: 0 })),
    circle(
      'z',
      many(10, (i) => `t${i}`),
    ),
    ...many(1000, (i): Node => ({ name: `f${i}`, kind: 'cost', parents: ['z', `t${i % 199}`] })),
  ]),
  hostile(
    '100 plans',
    [theta, ...many(20, (i) => circle(`z${i}`, ['theta'])), { ...f, parents: ['z0', 'z1'] } as Node],
    {
      plans: many(100, (i) => ({ name: `plan ${i}`, nodes: { z0: { estimator: 'score' } } })),
    },
  ),
];
