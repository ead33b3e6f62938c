import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import type { Document, Node, Plan } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { varianceError, variance as varianceOf } from '../statistics/moments';
import { exactTruth } from './truth';

function graph(nodes: readonly Node[], plans: readonly Plan[]): Document {
  return { scg: 1, title: 'test', about: '', seed: 1, nodes, plans };
}

function truthOf(document: Document) {
  const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));
  if (!truth) throw new Error('no truth');
  return truth;
}

function noTruth(document: Document) {
  return exactTruth(modelOf(document), document.plans, feedsOf(document)).none;
}

const theta = (value: number): Node => ({ name: 'theta', kind: 'parameter', value });
const normal = (name: string, loc: string, scale: string, ...parents: string[]): Node => ({
  name,
  kind: 'stochastic',
  parents,
  distribution: 'Normal',
  args: { loc, scale },
});
const bernoulli = (name: string, probs: string, ...parents: string[]): Node => ({
  name,
  kind: 'stochastic',
  parents,
  distribution: 'Bernoulli',
  args: { probs },
});
const cost = (expression: string, ...parents: string[]): Node => ({
  name: 'f',
  kind: 'cost',
  parents,
  expression,
});
const score = (...names: string[]): Plan => ({
  name: 'score',
  nodes: Object.fromEntries(names.map((name) => [name, { estimator: 'score' as const }])),
});
const pathwise = (...names: string[]): Plan => ({
  name: 'pathwise',
  nodes: Object.fromEntries(names.map((name) => [name, { estimator: 'pathwise' as const }])),
});

const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

describe('jumps and kinks, against closed forms', () => {
  test('pathwise drops the jump of x^2 + 5 step(x); truth and score keep it', () => {
    const m = 0.4;
    const truth = truthOf(
      graph(
        [theta(m), normal('x', 'theta', '1', 'theta'), cost('x^2 + 5*step(x)', 'x')],
        [score('x'), pathwise('x')],
      ),
    );
    expect(truth.gradient[0]?.values[0]).toBeCloseTo(2 * m + 5 * density(m), 8);
    const [byScore, byPath] = truth.plans;
    expect(byScore?.verdict).toBe('unbiased');
    expect(byScore?.gradients[0]?.mean[0]).toBeCloseTo(2 * m + 5 * density(m), 8);
    expect(byPath?.verdict).toBe('biased');
    expect(byPath?.gradients[0]?.mean[0]).toBeCloseTo(2 * m, 8);
    expect(byPath?.gradients[0]?.variance[0]).toBeCloseTo(4, 8);
  });

  test('a jump that two continuous nodes decide together', () => {
    // P(x + y > 0.3) for x + y ~ Normal(theta, 2).
    const m = 0.5;
    const truth = truthOf(
      graph(
        [theta(m), normal('x', 'theta', '1', 'theta'), normal('y', 'x', '1', 'x'), cost('y > 0.3', 'y')],
        [score('x', 'y')],
      ),
    );
    expect(truth.gradient[0]?.values[0]).toBeCloseTo(density((m - 0.3) / Math.SQRT2) / Math.SQRT2, 6);
  });

  test('a score function of a moving support is biased, its pathwise twin is not', () => {
    // x ~ Uniform(0, theta), cost x^2: E = theta^2 / 3. The score -1/theta misses the moving end.
    const uniform: Node = {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Uniform',
      args: { low: '0', high: 'theta' },
    };
    const truth = truthOf(graph([theta(1.5), uniform, cost('x^2', 'x')], [score('x'), pathwise('x')]));
    expect(truth.gradient[0]?.values[0]).toBeCloseTo(1, 8);
    expect(truth.plans.map(({ verdict }) => verdict)).toEqual(['biased', 'unbiased']);
    expect(truth.plans[0]?.gradients[0]?.mean[0]).toBeCloseTo(-0.5, 8);
  });

  test('pathwise and score cross at k = 1.0638 on cos(kx), x ~ Normal(1, 1)', () => {
    const gap = (k: number) => {
      const truth = truthOf(
        graph(
          [theta(1), normal('x', 'theta', '1', 'theta'), cost(`cos(${k}*x)`, 'x')],
          [score('x'), pathwise('x')],
        ),
      );
      const [byScore, byPath] = truth.plans.map(({ gradients }) => gradients[0]?.variance[0] ?? Number.NaN);
      return (byScore ?? 0) - (byPath ?? 0);
    };
    expect(gap(1.06375)).toBeGreaterThan(0);
    expect(gap(1.06385)).toBeLessThan(0);
  });
});

describe('heavy tails', () => {
  const squared = (df: string) =>
    graph(
      [
        theta(1),
        {
          name: 'x',
          kind: 'stochastic',
          parents: ['theta'],
          distribution: 'StudentT',
          args: { df, loc: 'theta', scale: '1' },
        },
        cost('x^2', 'x'),
      ],
      [score('x'), pathwise('x')],
    );

  test('a finite mean square is exact, 1 + df / (df - 2)', () => {
    // At 2.1 a sixth of it lies beyond any range that float64 draws fill.
    for (const df of [2.1, 3, 5]) expect(truthOf(squared(String(df))).cost).toBeCloseTo(1 + df / (df - 2), 6);
  });

  test('what has no mean is not given out as exact', () => {
    const cubed = {
      ...squared('3'),
      nodes: squared('3').nodes.map((node) => (node.kind === 'cost' ? cost('x^3', 'x') : node)),
    };
    expect(noTruth(cubed)).toMatchObject({ reason: expect.stringMatching(/tails|rough/) });
  });
});

describe('discrete graphs', () => {
  test('two Bernoulli in a chain, by hand', () => {
    // E[y] = p (0.2 + 0.5) + (1 - p) 0.2 with p = theta: slope 0.5.
    const truth = truthOf(
      graph(
        [theta(0.3), bernoulli('x', 'theta', 'theta'), bernoulli('y', '0.2 + 0.5*x', 'x'), cost('y', 'y')],
        [score('x', 'y')],
      ),
    );
    expect(truth.method).toBe('enumeration');
    expect(truth.cost).toBeCloseTo(0.35, 12);
    expect(truth.gradient[0]?.values[0]).toBeCloseTo(0.5, 9);
  });

  test('categorical with a parameter vector: one gradient an entry', () => {
    const x: Node = {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Categorical',
      args: { logits: 'theta' },
    };
    const truth = truthOf(
      graph(
        [{ name: 'theta', kind: 'parameter', value: [0, Math.log(2), 0] }, x, cost('x^2', 'x')],
        [score('x')],
      ),
    );
    // p = (1, 2, 1) / 4, f = (0, 1, 4), E = 1.5; gradient p_i (f_i - E).
    const expected = [0.25 * -1.5, 0.5 * -0.5, 0.25 * 2.5];
    expected.forEach((g, i) => {
      expect(truth.gradient[0]?.values[i]).toBeCloseTo(g, 8);
      expect(truth.plans[0]?.gradients[0]?.mean[i]).toBeCloseTo(g, 10);
    });
  });

  test('copies of one node count each', () => {
    const x: Node = {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Bernoulli',
      args: { probs: 'theta' },
      shape: [3],
    };
    const truth = truthOf(graph([theta(0.25), x, cost('sum(x)^2', 'x')], [score('x')]));
    // Binomial(3, p): E = 3p(1 - p) + 9p^2.
    expect(truth.cost).toBeCloseTo(3 * 0.25 * 0.75 + 9 * 0.0625, 12);
    expect(truth.gradient[0]?.values[0]).toBeCloseTo(3 - 6 * 0.25 + 18 * 0.25, 8);
    expect(truth.plans[0]?.gradients[0]?.mean[0]).toBeCloseTo(6, 10);
  });
});

describe('plans', () => {
  const nodes = [theta(0.7), normal('x', 'theta', '1', 'theta'), cost('x^2', 'x')];

  test('M samples divide the variance by M', () => {
    const truth = truthOf(graph(nodes, [score('x'), { ...score('x'), name: 'ten', samples: 10 }]));
    const [one, ten] = truth.plans.map(({ gradients }) => gradients[0]?.variance[0] ?? Number.NaN);
    expect(ten).toBeCloseTo((one ?? 0) / 10, 10);
  });

  test('credit to all costs adds variance and no bias', () => {
    const own: Node[] = [
      theta(0.7),
      normal('x', 'theta', '1', 'theta'),
      normal('z', '3', '2'),
      cost('x^2', 'x'),
    ];
    own.push({ name: 'g', kind: 'cost', parents: ['z'], expression: 'z^2' });
    const truth = truthOf(graph(own, [score('x', 'z'), { ...score('x', 'z'), name: 'all', credit: 'all' }]));
    const [one, all] = truth.plans;
    expect(all?.verdict).toBe('unbiased');
    expect(all?.gradients[0]?.variance[0]).toBeGreaterThan(5 * (one?.gradients[0]?.variance[0] ?? 0));
  });

  test('a cost that trains some parameters counts for these alone', () => {
    const game: Node[] = [
      { name: 'a', kind: 'parameter', value: 0.3 },
      { name: 'b', kind: 'parameter', value: -0.4 },
      normal('x', 'a + b', '1', 'a', 'b'),
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2', trains: ['a'] },
      { name: 'g', kind: 'cost', parents: ['x'], expression: '3*x', trains: ['b'] },
    ];
    const truth = truthOf(graph(game, [score('x'), pathwise('x')]));
    expect(truth.gradient.map(({ values }) => values[0])).toEqual([
      expect.closeTo(-0.2, 8),
      expect.closeTo(3, 8),
    ]);
    for (const { verdict } of truth.plans) expect(verdict).toBe('unbiased');
  });

  test('a moving average of previous steps: exact variance against a long run', () => {
    const plan: Plan = {
      name: 'average',
      nodes: { x: { estimator: 'score', baseline: { kind: 'average', decay: 0.8 } } },
    };
    const document = graph(nodes, [plan]);
    const exact = truthOf(document).plans[0];
    // Closed form: score s = x - theta, Q = x^2, b of mean E[Q] and variance Var(Q) (1 - d) / (1 + d).
    const { program } = compilePlan(modelOf(document), plan);
    const runner = prepareReference(program, { lanes: 8 });
    const { moments } = runner.runNow({
      seed: 3,
      first: 0,
      count: 400_000,
      feeds: feedsOf(document),
      raw: 0,
    });
    const own = moments[1]?.[0];
    if (!own) throw new Error('no moments');
    expect(exact?.verdict).toBe('unbiased');
    // Five standard errors: a false alarm below 1e-6, and the seed is fixed.
    expect(Math.abs(own.mean - 1.4)).toBeLessThan(5 * Math.sqrt(varianceOf(own) / own.count));
    expect(Math.abs(varianceOf(own) - (exact?.gradients[0]?.variance[0] ?? 0))).toBeLessThan(
      5 * varianceError(own),
    );
    // A baseline that held its own sample would scale the gradient by the decay: 0.8 * 1.4 is 200 standard errors off.
    const second = 2 + 4 * 0.49;
    const drift = (second * 0.2) / 1.8;
    const plain = truthOf(
      graph(nodes, [{ name: 'constant', nodes: { x: { estimator: 'score', baseline: 1.49 } } }]),
    ).plans[0]?.gradients[0]?.variance[0];
    expect(exact?.gradients[0]?.variance[0]).toBeCloseTo((plain ?? 0) + drift, 8);
  });
});

describe('costs that train nothing', () => {
  test('are the objective: the truth of the parameters that move it, whatever is stopped', () => {
    const trained = (
      name: string,
      expression: string,
      trains: readonly string[],
      ...parents: string[]
    ): Node => ({
      name,
      kind: 'cost',
      parents,
      expression,
      trains,
    });
    const document = graph(
      [
        theta(0.5),
        { name: 'phi', kind: 'parameter', value: 2 },
        normal('x', 'theta', '1', 'theta'),
        trained('objective', 'x^2', [], 'x'),
        trained('critic', '(phi - stop(x))^2', ['phi'], 'phi', 'x'),
        trained('actor', 'stop(phi)*x', ['theta'], 'phi', 'x'),
      ],
      [score('x')],
    );
    const truth = truthOf(document);
    expect(truth.gradient.map(({ parameter }) => parameter)).toEqual(['theta']);
    expect(truth.gradient[0]?.values[0]).toBeCloseTo(1, 8);
    // The score of phi x has the mean phi.
    expect(truth.plans[0]).toMatchObject({ verdict: 'biased' });
    expect(truth.plans[0]?.gradients[0]?.mean[0]).toBeCloseTo(2, 8);
  });
});

describe('no truth', () => {
  test('more than three continuous variables', () => {
    const x: Node = { name: 'x', kind: 'stochastic', parents: ['theta'], shape: [4] };
    expect(noTruth(graph([theta(0), x, cost('max(x)', 'x')], [score('x')]))).toEqual({
      reason: 'continuous',
      scalars: 4,
      limit: 3,
    });
  });

  test('stop, too many joint values, an infinite cost', () => {
    const stopped = graph([theta(1), normal('x', 'theta', '1', 'theta'), cost('stop(x)^2', 'x')], []);
    expect(noTruth(stopped)).toEqual({ reason: 'stop' });
    const many: Node = {
      name: 'x',
      kind: 'stochastic',
      parents: [],
      distribution: 'Bernoulli',
      args: { probs: '0.5' },
      shape: [30],
    };
    expect(noTruth(graph([theta(1), many, cost('theta*max(x)', 'theta', 'x')], []))).toEqual({
      reason: 'rows',
    });
    const infinite = graph([theta(0), bernoulli('x', '0.5'), cost('1/theta', 'theta')], []);
    expect(noTruth(infinite)).toMatchObject({ reason: expect.stringMatching(/tails|infinite/) });
  });
});
