import type { Document, KindOfBaseline, Node, NodePlan, Plan } from '../document/types';

/** A document whose work grows beyond all bounds with its size, as text that a visitor may write or paste. */
export interface Explosion {
  readonly name: string;
  readonly document: Document;
}

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.5 };

function circle(name: string, more: Partial<Extract<Node, { kind: 'stochastic' }>> = {}): Node {
  return {
    name,
    kind: 'stochastic',
    parents: ['theta'],
    distribution: 'Normal',
    args: { loc: 'theta', scale: '1' },
    ...more,
  };
}

function coin(name: string): Node {
  return circle(name, { distribution: 'Bernoulli', args: { logits: 'theta' } });
}

function square(name: string, parents: readonly string[], expression: string): Node {
  return { name, kind: 'deterministic', parents, expression };
}

function cost(parents: readonly string[], expression: string): Node {
  return { name: 'f', kind: 'cost', parents, expression };
}

const SCORE: Plan = { name: 'score', nodes: { x: { estimator: 'score' } } };
const PATH: Plan = { name: 'path', nodes: { x: { estimator: 'pathwise' } } };

function documentOf(nodes: readonly Node[], plans: readonly Plan[] = [SCORE, PATH]): Document {
  return { scg: 1, title: 'explosion', about: '', seed: 1, nodes, plans };
}

/** One circle x above one cost. */
function simple(
  plans: readonly Plan[],
  expression = 'x^2',
  more: Parameters<typeof circle>[1] = {},
): Document {
  return documentOf([theta, circle('x', more), cost(['x'], expression)], plans);
}

function scored(baseline: KindOfBaseline, samples?: number): Plan {
  return { name: 'score', nodes: { x: { estimator: 'score', baseline } }, ...(samples && { samples }) };
}

/** The same plan for many circles. */
function each(names: readonly string[], own: NodePlan, more: Partial<Plan> = {}): Plan {
  return { name: own.estimator, nodes: Object.fromEntries(names.map((name) => [name, own])), ...more };
}

function numbered(stem: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${stem}${i}`);
}

/** Squares y0, y1, ..., each made of the one before it, below one circle. */
function chain(length: number, first: string, next: (before: string) => string): Document {
  const names = numbered('y', length);
  const squares = names.map((name, i) => {
    const before = i === 0 ? 'x' : (names[i - 1] ?? 'x');
    return square(name, [before], i === 0 ? first : next(before));
  });
  const last = names.at(-1) ?? 'x';
  return documentOf([theta, circle('x'), ...squares, cost([last], `sum(${last})`)]);
}

/** Coins that all meet in one cost. */
function coins(count: number, own: NodePlan): Document {
  const names = numbered('c', count);
  return documentOf([theta, ...names.map(coin), cost(names, names.join(' + '))], [each(names, own)]);
}

/** Circles one below the other. */
function cascade(count: number, plans: (names: readonly string[]) => readonly Plan[]): Document {
  const names = numbered('z', count);
  const circles = names.map((name, i) => {
    const above = i === 0 ? 'theta' : (names[i - 1] ?? 'theta');
    return circle(name, { parents: [above], args: { loc: above, scale: '1' } });
  });
  const costs = names.map(
    (name, i): Node => ({
      name: `f${i}`,
      kind: 'cost',
      parents: [name],
      expression: `${name}^2`,
    }),
  );
  return documentOf([theta, ...circles, ...costs], plans(names));
}

const long = (part: string, end: string, most = 4000) =>
  part.repeat(Math.floor((most - end.length) / part.length)) + end;

/** Formulas of many operators over many nodes, each below the other. */
function differences(count: number): Document {
  return chain(count, long('x-', 'x', 800), (y) => long(`${y}-`, y, 800));
}

/** Each plan enumerates, scores or leads a path through the one circle x. */
function drawn(
  law: Parameters<typeof circle>[1],
  expression: string,
  own: NodePlan = { estimator: 'score' },
): Document {
  return simple([each(['x'], own)], expression, law);
}

const valued = (layers: number, width: number, samples?: number) =>
  simple([scored({ kind: 'value', hidden: new Array<number>(layers).fill(width) }, samples)]);

type Kind = readonly [kind: string, sizes: readonly number[], make: (size: number) => Document];

/** Kinds of documents, and the sizes that each is opened in. */
const KINDS: readonly Kind[] = [
  [
    'samples',
    [1e5, 1e6],
    (samples) =>
      simple([
        { ...SCORE, samples },
        { ...PATH, samples },
      ]),
  ],
  [
    'samples with a moving average',
    [1e4, 1e6],
    (samples) => simple([scored({ kind: 'average', decay: 0.9 }, samples)]),
  ],
  [
    'samples of a vector',
    [1e4, 1e6],
    (samples) => simple([{ ...PATH, samples }], 'sum(x^2)', { shape: [10] }),
  ],
  ['samples of opposite noise', [1e6], (samples) => simple([{ ...SCORE, samples, antithetic: true }])],
  ['layers of 256 in a learned baseline', [1, 20, 1000], (layers) => valued(layers, 256)],
  ['samples under a learned baseline', [1e4], (samples) => valued(2, 64, samples)],
  ['concat doubled', [12, 24, 40], (length) => chain(length, 'concat(x, x)', (y) => `concat(${y}, ${y})`)],
  ['stack doubled', [10, 30, 60], (length) => chain(length, 'stack(x, x)', (y) => `stack(${y}, ${y})`)],
  [
    'axes of a table of 100 numbers each',
    [2, 4],
    (axes) =>
      chain(axes, 'x + range(100)', (y) => `reshape(range(100), 100${', 1'.repeat(axes - 1)}) + ${y}`),
  ],
  ['squares doubled', [30, 1500], (length) => chain(length, 'x', (y) => `${y} + ${y}`)],
  ['squares in a row', [1900], (length) => chain(length, 'x', (y) => `tanh(${y})`)],
  ['characters of a sum', [4000], (length) => simple([SCORE, PATH], long('x+', 'x', length))],
  ['characters of a product', [4000], (length) => simple([SCORE, PATH], long('x*', '1', length))],
  ['characters of differences', [4000], (length) => simple([SCORE, PATH], long('x-', 'x', length))],
  ['characters of quotients', [4000], (length) => simple([SCORE, PATH], long('x/', '2', length))],
  [
    'characters of indices',
    [4000],
    (length) => simple([SCORE, PATH], long('x', '', 1) + '[0]'.repeat(length / 4)),
  ],
  [
    'characters of brackets',
    [4000],
    (length) => simple([SCORE, PATH], `${'('.repeat(length / 3)}x${')'.repeat(length / 3)}`),
  ],
  ['characters too many', [20_000], (length) => simple([SCORE, PATH], long('x+', 'x', length))],
  ['nodes of differences', [100], differences],
  ['copies of a circle', [1e4, 1e6], (count) => simple([SCORE, PATH], 'sum(x^2)', { shape: [count] })],
  [
    'copies that jump',
    [1e5],
    (count) => simple([SCORE, PATH], 'sum(step(x - theta))', { shape: [count], parents: ['theta'] }),
  ],
  [
    'numbers of a parameter',
    [1e6],
    (count) =>
      documentOf([
        { name: 'theta', kind: 'parameter', value: { shape: [count], init: 'zeros' } },
        circle('x'),
        cost(['x'], 'sum(x^2)'),
      ]),
  ],
  [
    'numbers on each side of a table',
    [300, 3000],
    (count) =>
      simple([SCORE, PATH], `sum(reshape(x, ${count}, 1) * reshape(x, 1, ${count}))`, { shape: [count] }),
  ],
  [
    'rows of matrices',
    [100, 2000],
    (count) => simple([SCORE, PATH], 'sum(matmul(x, matmul(x, x)))', { shape: [count, count] }),
  ],
  ['coins enumerated together', [6, 16], (count) => coins(count, { estimator: 'enumerate' })],
  ['coins, each a weak derivative', [60, 600], (count) => coins(count, { estimator: 'measureValued' })],
  [
    'classes enumerated',
    [100, 10_000],
    (count) =>
      drawn({ distribution: 'Categorical', args: { logits: `theta*range(${count})` } }, 'x^2', {
        estimator: 'enumerate',
      }),
  ],
  [
    'trials enumerated',
    [1e9],
    (count) =>
      drawn(
        { distribution: 'Binomial', args: { total_count: String(count), probs: 'sigmoid(theta)' } },
        'x^2',
        {
          estimator: 'enumerate',
        },
      ),
  ],
  ['counts', [1e12], (rate) => drawn({ distribution: 'Poisson', args: { rate: `${rate}*exp(theta)` } }, 'x')],
  [
    'trials',
    [1e9],
    (count) =>
      drawn({ distribution: 'Binomial', args: { total_count: String(count), probs: 'sigmoid(theta)' } }, 'x'),
  ],
  [
    'copies of a Gamma',
    [1e4],
    (count) =>
      drawn(
        { distribution: 'Gamma', args: { concentration: 'exp(theta)', rate: '1' }, shape: [count] },
        'sum(x)',
      ),
  ],
  [
    'dimensions of a normal',
    [60],
    (count) =>
      drawn(
        {
          distribution: 'MultivariateNormal',
          args: {
            loc: `theta*range(${count})`,
            scale_tril: `1.0*(reshape(range(${count}), ${count}, 1) == reshape(range(${count}), 1, ${count}))`,
          },
        },
        'sum(x^2)',
      ),
  ],
  [
    'circles in a row',
    [40, 300],
    (count) =>
      cascade(count, (names) => [
        each(names, { estimator: 'score' }),
        each(names, { estimator: 'pathwise' }),
      ]),
  ],
  [
    'circles in a row, 64 samples side by side',
    [10, 200],
    (count) =>
      cascade(count, (names) => [
        each(names, { estimator: 'score', baseline: { kind: 'leaveOneOut' } }, { samples: 64 }),
      ]),
  ],
  [
    'circles in a row, each a weak derivative',
    [30],
    (count) => cascade(count, (names) => [each(names, { estimator: 'measureValued' })]),
  ],
  [
    'numbers ranked among 64',
    [1e5],
    (count) => simple([scored({ kind: 'ranks' }, 64)], 'sum(x^2)', { shape: [count] }),
  ],
  [
    'numbers below a best constant',
    [500],
    (count) => simple([scored({ kind: 'optimal' })], 'sum(sin(x)*x)', { shape: [count] }),
  ],
  [
    'plans of a wide circle',
    [100],
    (count) =>
      simple(
        numbered('p', count).map((name) => ({ ...SCORE, name })),
        'sum(x^2)',
        { shape: [1e5] },
      ),
  ],
];

export const EXPLOSIONS: readonly Explosion[] = KINDS.flatMap(([kind, sizes, make]) =>
  sizes.map((size) => ({ name: `${size.toLocaleString('en-US')} ${kind}`, document: make(size) })),
);
