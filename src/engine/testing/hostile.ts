import { deflateRawSync } from 'node:zlib';

/** What a stranger may send: a link, or the text of a file. Each is the smallest seen of its kind. */
export interface Hostile {
  readonly name: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

const theta = { name: 'theta', kind: 'parameter', value: 0.5 };
const x = circle('x', ['theta'], { loc: 'theta', scale: '1' });
const f = { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2' };

function circle(name: string, parents: readonly string[], args?: Fields, distribution = 'Normal'): Fields {
  return { name, kind: 'stochastic', parents, ...(args ? { distribution, args } : {}) };
}

function square(name: string, parents: readonly string[], expression?: string): Fields {
  return { name, kind: 'deterministic', parents, ...(expression === undefined ? {} : { expression }) };
}

const of = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const each = (names: readonly string[], estimator: string) =>
  Object.fromEntries(names.map((name) => [name, { estimator }]));
const graph = (nodes: readonly unknown[], more: Fields = {}) => ({
  scg: 1,
  title: 'hostile',
  nodes,
  ...more,
});
const file = (json: unknown) => JSON.stringify(json);
const link = (json: unknown) => `#g1:${deflateRawSync(JSON.stringify(json)).toString('base64url')}`;

/** Each node below the last; `write` says what it makes of it. */
function chain(length: number, write: (above: string) => string): Fields {
  const names = of(length, (i) => `y${i}`);
  const above = (i: number) => names[i - 1] ?? 'x';
  return graph([
    theta,
    x,
    ...names.map((name, i) => square(name, [above(i)], write(above(i)))),
    { ...f, parents: [above(length)], expression: `sum(${above(length)})` },
  ]);
}

function circles(length: number, args: (above: string) => Fields, law: string, estimator: string): Fields {
  const names = of(length, (i) => `z${i}`);
  const above = (i: number) => names[i - 1] ?? 'theta';
  return graph(
    [
      theta,
      ...names.map((name, i) => circle(name, [above(i)], args(above(i)), law)),
      { ...f, parents: [above(length)], expression: `${above(length)}^2` },
    ],
    { plans: [{ name: 'p', nodes: each(names, estimator) }] },
  );
}

function coins(count: number, estimator: string): Fields {
  const names = of(count, (i) => `c${i}`);
  return graph(
    [
      theta,
      ...names.map((name) => circle(name, ['theta'], { logits: 'theta' }, 'Bernoulli')),
      { name: 'f', kind: 'cost', parents: names },
    ],
    { plans: [{ name: 'p', nodes: each(names, estimator) }] },
  );
}

function allToAll(count: number): Fields {
  const names = of(count, (i) => `y${i}`);
  return graph([
    theta,
    ...names.map((name, i) => square(name, ['theta', ...names.slice(0, i)])),
    { ...f, parents: ['theta', ...names], expression: undefined },
  ]);
}

const simple = graph([theta, x, f], { plans: [{ name: 'p', nodes: each(['x'], 'score') }] });
const members = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'prototype'];

const KINDS: Readonly<Record<string, () => string>> = {
  // Texts.
  'a title of 1 MB': () => link({ ...simple, title: 'a'.repeat(1_000_000) }),
  '200,000 formulas': () => link({ ...simple, about: '$x$ '.repeat(200_000) }),
  'a million brackets': () => link({ ...simple, about: '['.repeat(1_000_000) }),
  '20,001 braces': () => link({ ...simple, about: `$${'{'.repeat(20_000)}` }),
  'a label of 100,000 braces': () => link(graph([{ ...theta, label: '{'.repeat(100_000) }, x, f])),
  'a name of 1 MB': () => link(graph([{ ...theta, name: 'a'.repeat(900_000) }])),
  'a kind of 1 MB': () => link(graph([{ ...theta, kind: 'a'.repeat(900_000) }])),
  'half a surrogate pair': () => link({ ...simple, title: '\ud800', about: '\udc00' }),
  // Links.
  '100,000 dots': () => `#g1:${'.'.repeat(100_000)}a`,
  '100,000 equals signs': () => `#g1:${'='.repeat(100_000)}a`,
  '100,000 question marks': () => `#g1:a${'?a'.repeat(50_000)}`,
  '100,000 percent signs': () => `#g1:${'%'.repeat(100_000)}`,
  'a link of 1 MB that is none': () => `#${'a'.repeat(1_000_000)}`,
  'a bomb': () => link({ ...simple, more: ' '.repeat(20_000_000) }),
  // JSON.
  'a million open brackets': () => '['.repeat(1_000_000),
  'a text without its end': () => `{"scg":1,"title":"${'a'.repeat(1_000_000)}`,
  'backslashes without end': () => `{"scg":1,"title":"${'\\'.repeat(999_999)}`,
  'a long text for a colon': () => `{"scg" "${'a'.repeat(900_000)}"}`,
  'brackets 60 deep in a field': () => `{"scg":1,"nodes":[],"more":${'['.repeat(60)}${']'.repeat(60)}}`,
  '100,000 fields': () => file({ ...simple, ...Object.fromEntries(of(60_000, (i) => [`field${i}`, 0])) }),
  'fields of prototypes': () =>
    '{"scg":1,"__proto__":{"nodes":[]},"nodes":[{"name":"__proto__","kind":"parameter","value":1}],"plans":[{"name":"p","nodes":{"__proto__":{"estimator":"score"}}}]}',
  // Numbers.
  'a place at 1e308': () => link(graph([{ ...theta, at: [1e308, -1e308] }, x, f])),
  'a number beyond all': () => '{"scg":1,"nodes":[{"name":"a","kind":"parameter","value":1e999}]}',
  'a value of 1e308': () => link(graph([{ ...theta, value: 1e308 }, x, f])),
  'the smallest number': () => link(graph([{ ...theta, value: 5e-324 }, x, f])),
  'a version of 1e308': () => '{"scg":1e308,"nodes":[]}',
  'an exponent of a million digits': () =>
    `{"scg":1,"nodes":[{"name":"a","kind":"parameter","value":1e-${'9'.repeat(900_000)}}]}`,
  'forty tensors of 10^6': () =>
    link(
      graph([
        ...of(40, (i) => ({
          name: `t${i}`,
          kind: 'parameter',
          value: { shape: [1_000_000], init: 'normal' },
        })),
        circle('x', ['t0'], { loc: 'sum(t0)', scale: '1' }),
        f,
      ]),
    ),
  'a tensor of 10^6': () =>
    link(
      graph([
        { ...theta, value: { shape: [1_000_000], init: 'normal' } },
        circle('x', ['theta'], { loc: 'sum(theta)', scale: '1' }),
        f,
      ]),
    ),
  'a shape of 10^6': () =>
    link(graph([theta, { ...x, shape: [1_000_000] }, { ...f, expression: 'sum(x^2)' }])),
  'a shape of a million ones': () => link(graph([theta, { ...x, shape: of(400_000, () => 1) }, f])),
  'M = 10^6': () => link(graph([theta, x, f], { plans: [{ name: 'p', samples: 1_000_000 }] })),
  // Names.
  'nodes called as members of objects': () =>
    link(
      graph(
        [
          theta,
          ...members.map((name) => circle(name, ['theta'], { loc: 'theta', scale: '1' })),
          { ...f, parents: members, expression: members.join('*') },
        ],
        { plans: members.map((name) => ({ name, nodes: each(members, 'score') })) },
      ),
    ),
  'fields called as members of objects': () =>
    link(
      graph([theta, { ...x, distribution: 'constructor', args: { toString: '1' } }, f], {
        plans: [{ name: 'p', nodes: { x: { estimator: 'valueOf', baseline: { kind: 'toString' } } } }],
        training: { optimizer: { kind: 'constructor' } },
        pictures: [{ kind: '__proto__', title: 'p' }],
      }),
    ),
  'functions called as members of objects': () =>
    link(graph([theta, x, { ...f, expression: members.map((name) => `${name}(x)`).join('+') }])),
  '2,000 nodes of one name': () => link(graph(of(2000, () => square('y', ['y'])))),
  // Edges.
  '400 nodes all to all': () => link(allToAll(400)),
  '97 nodes all to all': () => link(allToAll(97)),
  'a cycle of 2,000': () => link(graph(of(2000, (i) => square(`y${i}`, [`y${(i + 1) % 2000}`])))),
  '5,000 unknown parents': () =>
    link(
      graph([
        square(
          'y',
          of(5000, (i) => `q${i}`),
        ),
      ]),
    ),
  // Depth.
  'a chain of 1,998': () => link(chain(1997, (above) => `tanh(${above})`)),
  'a chain of 1,998, last node first': () => {
    const { nodes, ...rest } = chain(1997, (above) => `1/(1+${above}^2)`);
    return link({ ...rest, nodes: (nodes as unknown[]).reverse() });
  },
  'a chain of 1,998 without formulas': () =>
    link(graph([theta, ...of(1998, (i) => square(`y${i}`, [i === 0 ? 'theta' : `y${i - 1}`]))])),
  'a chain of 1,998 circles': () =>
    link(circles(1998, (above) => ({ loc: above, scale: '1' }), 'Normal', 'pathwise')),
  'a chain of 1,998 coins': () => link(circles(1998, (above) => ({ logits: above }), 'Bernoulli', 'score')),
  'a chain of densities': () =>
    link(
      circles(
        1000,
        (above) => ({ loc: above === 'theta' ? above : `log_prob(${above})`, scale: '1' }),
        'Normal',
        'score',
      ),
    ),
  'a chain of steps': () => link(chain(1997, (above) => `step(${above} - 0.5)`)),
  'a chain of opposites': () => link(chain(400, (above) => `${'1-('.repeat(90)}${above}${')'.repeat(90)}`)),
  'a chain of transposes': () =>
    link(chain(100, (above) => `${'transpose('.repeat(95)}${above}${')'.repeat(95)}`)),
  'the logarithm of squares of squares': () =>
    link(
      chain(60, (above) => (above === 'x' ? 'exp(x)' : above === 'y58' ? 'log(y58)' : `${above}*${above}`)),
    ),
  'squares of squares': () => link(chain(60, (above) => `${above}*${above}`)),
  'the square of a product of 40': () => {
    const names = of(40, (i) => `z${i}`);
    return link(
      graph([
        theta,
        ...names.map((name) => circle(name, ['theta'], { loc: 'theta', scale: '1' })),
        { ...f, parents: names, expression: `(${names.join('*')})^2` },
      ]),
    );
  },
  'brackets 4,000 deep': () =>
    link(graph([theta, x, { ...f, expression: `${'('.repeat(1999)}x${')'.repeat(1999)}` }])),
  'an expression 1,900 deep': () =>
    link(graph([theta, x, { ...f, expression: `${'('.repeat(4)}x${`${'-x'.repeat(390)})`.repeat(4)}` }])),
  'an array doubled 24 times': () => link(chain(24, (above) => `concat(${above}, ${above})`)),
  'an array doubled 21 times': () => link(chain(21, (above) => `concat(${above}, ${above})`)),
  // Plans.
  '200 coins enumerated': () => link(coins(200, 'enumerate')),
  '600 weak derivatives': () => link(coins(600, 'measureValued')),
  '1,900 coins': () => link(coins(1900, 'score')),
  '999 circles, each with a cost': () =>
    link(
      graph([
        theta,
        ...of(999, (i) => circle(`z${i}`, [i === 0 ? 'theta' : `z${i - 1}`])),
        ...of(999, (i) => ({ name: `f${i}`, kind: 'cost', parents: [`z${i}`] })),
      ]),
    ),
  '100 plans of 100 circles': () => {
    const { nodes, plans } = circles(100, (above) => ({ loc: above, scale: '1' }), 'Normal', 'score');
    const [plan] = plans as Fields[];
    return link(graph(nodes as unknown[], { plans: of(100, (i) => ({ ...plan, name: `p${i}` })) }));
  },
  '1,000 parameters': () => link(graph(of(1000, (i) => ({ ...theta, name: `t${i}` })))),
  'sixty data sets': () =>
    link(
      graph([
        theta,
        ...of(60, (seed) => ({ name: `d${seed}`, kind: 'input', value: { data: 'digits', seed } })),
      ]),
    ),
};

export const HOSTILE: readonly Hostile[] = Object.entries(KINDS).map(([name, make]) => ({
  name,
  text: make(),
}));
