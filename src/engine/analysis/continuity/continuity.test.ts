import { describe, expect, test } from 'vitest';
import { gradient } from '../../autodiff/gradient';
import type { Document, Node, StochasticNode } from '../../document/types';
import { modelOf } from '../../model/model';
import { graphOf, nodeOf } from '../graph';
import { reparameterize } from '../rewrite';
import { continuityOf } from './continuity';
import { evaluatorOf } from './evaluator';
import { OpenGraph } from './openGraph';

const NORMAL: Partial<StochasticNode> = { distribution: 'Normal', args: { loc: 'theta', scale: '1' } };

function documentOf(expression: string, law: Partial<StochasticNode>, more: readonly Node[]): Document {
  const nodes: Node[] = [
    { name: 'theta', kind: 'parameter', value: 1 },
    { name: 'c', kind: 'input', value: 2 },
    { name: 'x', kind: 'stochastic', parents: ['theta'], ...law },
    { name: 'y', kind: 'stochastic', parents: [] },
    ...more,
  ];
  const parents = nodes.map(({ name }) => name);
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    plans: [],
    nodes: [...nodes, { name: 'f', kind: 'cost', parents, expression }],
  };
}

/** What is said of a cost as x moves: the culprit of a jump, with a question mark where it only may jump. */
function said(
  expression: string,
  law: Partial<StochasticNode> = NORMAL,
  more: readonly Node[] = [],
  [v, w]: readonly [string, string] = ['x', 'f'],
): string {
  const graph = reparameterize(
    graphOf(modelOf(documentOf(expression, law, more))),
    new Map([['x', 'pathwise']]),
  );
  const found = continuityOf(graph, nodeOf(graph, w), v);
  return found.kind === 'jumps' ? found.kink.culprit + (found.sure ? '' : '?') : found.kind;
}

describe('both sides meet', () => {
  test.each([
    'abs(x) < 1 ? 0.5*x^2 : abs(x) - 0.5',
    'x > 0 ? x : 0.1*x',
    'where(x > 0, x, 0)',
    'x*(x > 0)',
    '(x - 1)*step(x - 1)',
    'sign(x)*x',
    'x > y ? x : y',
    'x < c ? x : c',
    'x > 0 ? (x > 1 ? 1 : x) : 0',
    'abs(x) < 1 ? (1 - x^2)^3 : 0',
    '(x > 0)*(x < 1)*x*(1 - x)',
    'abs(x - round(x))',
    'x > 3 ? exp(x) : exp(3)*(x - 2)',
    'x > 0 ? sqrt(x) : 0',
    'x > 0 ? x*log(x) : 0',
    'y*(x > 500 ? x - 500 : 0)',
    // Single points do not count.
    'x == 2 ? 5 : x',
    'step(x) + step(-x)',
    'exp(log_prob(Poisson(3), x))',
    // Without a gradient by intent.
    'stop(step(x))*x + step(x)*stop(step(x))*x',
  ])('%s', (expression) => expect(said(expression)).toMatch(/meets|smooth/));
});

describe('elements that hide one another', () => {
  const five: Partial<StochasticNode> = { ...NORMAL, shape: [5] };

  test.each([
    ['prod(x > 0.9)', '>'],
    ['prod(sin(3*x) > 0.2) + dot(x, range(5))', '>'],
    ['min(x) > 0 ? 1 : 0', '>'],
    ['prod(floor(x))', 'floor'],
    ['prod(x > y)', '>'],
  ])('%s jumps', (expression, culprit) => expect(said(expression, five)).toBe(culprit));

  test.each(['prod(x > 0 ? x : 0)', 'sum(x > 0 ? x : 0.1*x)', 'prod(abs(x) < 1 ? 0.5*x^2 : abs(x) - 0.5)'])(
    '%s meets',
    (expression) => expect(said(expression, five)).toBe('meets'),
  );
});

describe('it jumps', () => {
  test.each([
    // Around what meets.
    ['(x > 0 ? x : 0.1*x) > 0.7 ? 0.1 : x', '>'],
    ['step((x > 0 ? x : 0) - 1) + x', 'step'],
    ['stack(1, 2)[x > 0 ? x : 0]', 'x[i]'],
    ['x^2 + 5*step(x)', 'step'],
    ['x > 0 ? (x > 1 ? 2 : x) : 0', '>'],
    // On one side, and for some numbers of another node.
    ['abs(x) < 1 ? x : 1', '<'],
    ['x > 0 ? (y > 5 ? 1 : x) : 0', '>'],
    ['abs(x) < 1 ? 0.5*x^2 : abs(x) - 0.4999', '<'],
    ['x > 0 ? 0 : -1e-5', '>'],
    ['x - floor(x)', 'floor'],
    ['y*(x > 0) + (y > 0)*x', '>'],
    ['max(x, y) > 0.5', '>'],
    ['norm(stack(x, y)) < 1', '<'],
    ['relu(x) == 0', '=='],
    ['relu(x) ? 1 : 0', '? :'],
    ['stack(1, 2, 4)[x]', 'x[x]'],
    ['step(x)*stop(x)', 'step'],
    // Without a bound at the border.
    ['x > 0 ? log(x) : 0', '>'],
    ['x > 0 ? 1/x : 0', '>'],
  ])('%s', (expression, culprit) => expect(said(expression)).toBe(culprit));
});

describe('the edge of a density', () => {
  test.each([
    ['exp(log_prob(Uniform(0, 1), x))', 'log_prob(Uniform)'],
    ['log_prob(Exponential(1), x)', 'log_prob(Exponential)'],
    ['exp(log_prob(HalfNormal(1), x))', 'log_prob(HalfNormal)'],
    ['exp(log_prob(Gamma(1, 1), x))', 'log_prob(Gamma)'],
    ['exp(log_prob(Gamma(2, 1), x))', 'meets'],
    // For some numbers of c.
    ['exp(log_prob(Gamma(c, 1), x))', 'log_prob(Gamma)'],
    ['exp(log_prob(Weibull(1, 1), x))', 'log_prob(Weibull)'],
    ['exp(log_prob(Beta(1, 2), x))', 'log_prob(Beta)'],
    ['exp(log_prob(Beta(2, 2), x))', 'meets'],
    ['log_prob(Categorical(stack(0.2, 0.8)), x)', 'log_prob(Categorical)'],
    ['log_prob(Poisson(3), x)', 'log_prob(Poisson)?'],
    ['kl(Uniform(0, 1), Uniform(0, x))', 'kl(Uniform)'],
    ['log_prob(Uniform(0, x), y)', 'log_prob(Uniform)'],
    ['x > 0 ? log_prob(Exponential(2), x) : 0', '>'],
    // log 1 = 0.
    ['x > 0 ? log_prob(Exponential(1), x) : 0', 'meets'],
    ['exp(log_prob(Normal(0, 1), x) - log_prob(Normal(1, 1), x))', 'smooth'],
    // Values that cannot leave the support, whatever x is.
    ['log_prob(Exponential(1), x^2)', 'meets'],
    ['log_prob(Gamma(2, 1), exp(x))', 'meets'],
    ['log_prob(Beta(2, 3), 1/(1 + exp(-x)))', 'meets'],
    ['log_prob(HalfNormal(1), abs(x))', 'meets'],
    ['log_prob(Dirichlet(stack(1, 1)), softmax(stack(x, y)))', 'meets'],
    // One that stays at the edge half of the time.
    ['log_prob(Gamma(2, 1), relu(x))', 'log_prob(Gamma)'],
  ])('%s: %s', (expression, expected) => expect(said(expression)).toBe(expected));

  const exponential: Partial<StochasticNode> = { distribution: 'Exponential', args: { rate: 'exp(theta)' } };
  const uniform: Partial<StochasticNode> = { distribution: 'Uniform', args: { low: '0', high: 'theta' } };
  const dirichlet: Partial<StochasticNode> = {
    distribution: 'Dirichlet',
    args: { concentration: 'exp(theta)*stack(1, 1, 1)' },
  };

  test.each([
    ['log_prob(Gamma(2, 1), x)', exponential, 'meets'],
    ['exp(log_prob(Gamma(3, 1), x) - log_prob(Weibull(1, 1), x))', exponential, 'meets'],
    ['x > 0 ? x : 7', exponential, 'meets'],
    ['log_prob(Beta(2, 1), x)', exponential, 'log_prob(Beta)'],
    ['log_prob(x)', uniform, 'smooth'],
    ['log_prob(Uniform(0, theta), x)', uniform, 'meets'],
    ['log_prob(Uniform(0, 1), x)', uniform, 'log_prob(Uniform)'],
    ['x > 0.3 ? (x - 0.3)*log_prob(x) : 0', uniform, 'meets'],
    ['log_prob(Uniform(0, 2), x)', { ...uniform, args: { low: '0', high: 'sigmoid(theta)' } }, 'meets'],
    ['log_prob(Dirichlet(stack(1, 2, 3)), x)', dirichlet, 'meets'],
    ['x[0] > 0.5', dirichlet, '>'],
  ])('%s where x cannot leave its own support', (expression, law, expected) =>
    expect(said(expression, law)).toBe(expected),
  );
});

describe('what cannot be seen', () => {
  test('is left open: a border too far out, and one where nothing is finite', () => {
    expect(said('x > 1e7')).toBe('>?');
    expect(said('x > 0 ? 1/0 : 1/0')).toBe('>?');
  });

  test('so is a formula that cannot be evaluated', () => {
    expect(said('step(x)*stack(1, 2)[5]')).toBe('step?');
  });

  test('a border that no value reaches is none', () => {
    expect(said('exp(x) < 0')).toBe('meets');
    expect(said('sigmoid(x) > 2 ? 1 : x')).toBe('meets');
  });
});

test('arrays move as a whole', () => {
  const three = { ...NORMAL, shape: [3] };
  expect(said('x[0] > 0.5 ? x[0] : 0.5', three)).toBe('meets');
  expect(said('sum(x > 0)', three)).toBe('>');
  expect(said('sum(x*(x > 0))', three)).toBe('meets');
});

describe('a square that jumps', () => {
  const gate: Node = { name: 'z', kind: 'deterministic', parents: ['x', 'c'], expression: 'x > c' };
  const ofGate = (expression: string, more: readonly Node[] = []) =>
    said(expression, NORMAL, [gate, ...more], ['x', 'z']);

  test('does no harm where all that is made of it meets', () => {
    expect(ofGate('z*(x - c)')).toBe('meets');
    expect(ofGate('z*x')).toBe('>');
    expect(ofGate('z*(x - c) + z')).toBe('>');
  });

  test('wherever the way leads', () => {
    const product: Node = {
      name: 'q',
      kind: 'deterministic',
      parents: ['x', 'z', 'c'],
      expression: 'z*(x - c)',
    };
    const circle = (loc: string): Node => ({
      name: 'w',
      kind: 'stochastic',
      parents: ['z', 'x', 'c'],
      distribution: 'Normal',
      args: { loc, scale: '1' },
    });
    expect(ofGate('q^2', [product])).toBe('meets');
    expect(ofGate('q^2 + z', [product])).toBe('>');
    expect(ofGate('w', [circle('z*(x - c)')])).toBe('meets');
    expect(ofGate('w', [circle('z + x')])).toBe('>');
  });
});

test('neither numbers of parameters nor places change the answer, which is found once', () => {
  const read = (value: number) => {
    const document = documentOf('x > c ? x - c : 0', NORMAL, []);
    const nodes = document.nodes.map((node) =>
      node.kind === 'input' ? { ...node, value, at: [value, 0] as const } : node,
    );
    const graph = reparameterize(graphOf(modelOf({ ...document, nodes })), new Map([['x', 'pathwise']]));
    return continuityOf(graph, nodeOf(graph, 'f'), 'x');
  };
  expect(read(3)).toBe(read(-1e6));
});

/**
 * The pathwise derivative of E f(x), x ~ Normal(theta, 1) at theta = 0.3, less that of the score function, both as
 * plain sums over 40,000 places: what the plan is biased by. A jump of height h at x is in it with h times the density
 * there.
 */
function biasOf(expression: string): number {
  const graph = graphOf(modelOf(documentOf(expression, NORMAL, [])));
  const open = new OpenGraph(graph);
  open.open(graph.order.filter((name) => name !== 'f'));
  const [f] = open.outputsOf(nodeOf(graph, 'f'));
  const state = (name: string) => open.b.state(name, []);
  if (!f) throw new Error('the cost has no value');
  const [slope = f] = gradient(open.b, f, [state('x')]);
  const places = Float64Array.from({ length: 40_000 }, (_, i) => -8.7 + ((i + 0.5) * 18) / 40_000);
  const rows = new Map([
    [state('x').id, places],
    [state('y').id, places.map(() => 0.2)],
    [state('c').id, places.map(() => 2)],
  ]);
  const [values, slopes] = evaluatorOf(open.b.instructions, [f.id, slope.id]).evaluate(rows, places.length);
  return places.reduce((sum, x, i) => {
    const weight = (Math.exp(-0.5 * (x - 0.3) ** 2) / Math.sqrt(2 * Math.PI)) * (18 / 40_000);
    return sum + weight * ((slopes?.[i] ?? Number.NaN) - (values?.[i] ?? Number.NaN) * (x - 0.3));
  }, 0);
}

describe('a plan is biased where, and only where, its formula jumps', () => {
  test.each([
    'abs(x) < 1 ? 0.5*x^2 : abs(x) - 0.5',
    'x > 0 ? x : 0.1*x',
    'x > 0 ? x : 0.1*x + 0.05',
    '(x - 1)*step(x - 1)',
    'x*step(x - 1)',
    'x > y ? x : y',
    'x > y ? x : y + 0.1',
    'abs(x - round(x))',
    'x - floor(x)',
    'x < c ? x : c',
    'x > 0 ? (x > 1 ? 1 : x) : 0',
    'x > 0 ? (x > 1 ? 1 : x) : 1',
    'exp(log_prob(Gamma(2, 1), x))',
    'exp(log_prob(Gamma(1, 1), x))',
    'exp(log_prob(Uniform(0, 1), x))',
    'exp(log_prob(Beta(2, 2), x))',
    'exp(log_prob(Exponential(c), x))',
    'abs(x - 0.5) < 0.2',
    'sin(3*x) > 0.3 ? sin(3*x) : 0.3',
    'sin(3*x) > 0.3',
    'stack(1, 2, 4)[max(0, min(2, round(x)))]',
    'x*log_prob(Normal(0, 1), x)',
    'max(x, 0) > 0 ? x^2 : 0',
  ])('%s', (expression) => {
    const jumps = !/meets|smooth/.test(said(expression));
    // A midpoint sum is off by a step times the jumps, at most 1e-3 here; every jump above adds 0.01 or more.
    if (jumps) expect(Math.abs(biasOf(expression))).toBeGreaterThan(0.01);
    else expect(Math.abs(biasOf(expression))).toBeLessThan(1e-3);
  });
});

describe('a graph with very many different formulas', () => {
  /** Squares of a parameter that jump at places of their own, so that each is to be looked at. */
  const steps = (count: number, from = 0): Node[] =>
    Array.from({ length: count }, (_, i) => ({
      name: `y${i}`,
      kind: 'deterministic',
      parents: ['theta'],
      expression: `step(theta - 0.${1000 + from + i})`,
    }));
  const sureOf = (nodes: readonly Node[]): number => {
    const theta: Node = { name: 'theta', kind: 'parameter', value: 1 };
    const document: Document = { scg: 1, title: '', about: '', seed: 1, plans: [], nodes: [theta, ...nodes] };
    const graph = graphOf(modelOf(document));
    return nodes.filter(({ name }) => {
      const found = continuityOf(graph, nodeOf(graph, name), 'theta');
      return found.kind === 'jumps' && found.sure;
    }).length;
  };

  test('is looked at in part: of the other edges it is open whether they jump', () => {
    const sure = sureOf(steps(900));
    expect(sure).toBeGreaterThan(100);
    expect(sure).toBeLessThan(900);
    // What is known already is counted alike.
    expect(sureOf([...steps(900)])).toBe(sure);
    expect(sureOf([...steps(900, 1000)])).toBe(sure);
  });

  test('is looked at whole where its formulas are alike', () => {
    const alike = steps(900).map((node) => ({ ...node, expression: 'step(theta - 0.5)' }) as Node);
    expect(sureOf(alike)).toBe(900);
  });
});
