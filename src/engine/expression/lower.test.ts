import { describe, expect, test } from 'vitest';
import { type Finding, FindingError } from '../diagnostics/types';
import { describe as inWords } from '../diagnostics/words';
import { evaluateRows } from '../executors/reference/evaluateRows';
import { Builder, ShapeError, type Value } from '../ir/builder';
import { type LowerContext, lower } from './lower';
import type { WrittenDistribution } from './lowerDensity';
import { parse } from './parse';

interface Given {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
}

/** Values that the expressions of the tables name. */
const GIVEN: ReadonlyMap<string, Given> = new Map([
  ['x', { shape: [], numbers: [0.7] }],
  ['y', { shape: [], numbers: [-1.3] }],
  ['k', { shape: [], numbers: [1] }],
  ['z', { shape: [], numbers: [0.4] }],
  ['v', { shape: [3], numbers: [1, -2, 4] }],
  ['w', { shape: [3], numbers: [0.5, 0.25, 2] }],
  ['five', { shape: [5], numbers: [2, 3, 5, 7, 11] }],
  ['A', { shape: [2, 3], numbers: [1, 2, 3, 4, 5, 6] }],
  ['B', { shape: [3, 2], numbers: [1, 0, 0, 1, 2, -1] }],
  ['huge', { shape: [2], numbers: [1000, 1001] }],
]);

/** The normal density written out here, so that the hook can be tested without the family. */
function context(builder: Builder): LowerContext {
  const b = builder;
  const values = new Map([...GIVEN].map(([name, { shape }]) => [name, b.feed(name, shape)]));
  const argument = (p: WrittenDistribution, name: string): Value => {
    const value = p.args[name];
    if (!value) throw new Error(`${p.name} has no ${name}`);
    return value;
  };
  const sample = values.get('z') ?? b.constant(0);
  return {
    builder,
    values,
    layouts: new Map(),
    isNode: (name) => values.has(name) || name === 'elsewhere',
    distributions: {
      argNames: new Map([
        ['Normal', [['loc', 'scale']]],
        ['Poisson', [['rate']]],
        ['Bernoulli', [['probs'], ['logits']]],
      ]),
      ofNode: (name) =>
        name === 'z'
          ? { name: 'Normal', args: { loc: b.constant(0), scale: b.constant(2) }, sample }
          : undefined,
      logProb: (p, value) => {
        const scale = argument(p, 'scale');
        const standard = b.div(b.sub(value, argument(p, 'loc')), scale);
        return b.sub(b.mul(-0.5, b.square(standard)), b.add(b.log(scale), 0.5 * Math.log(2 * Math.PI)));
      },
      entropy: (p) =>
        p.name === 'Normal'
          ? b.add(b.log(argument(p, 'scale')), 0.5 + 0.5 * Math.log(2 * Math.PI))
          : undefined,
      kl: (p, q) => {
        if (p.name !== 'Normal' || q.name !== 'Normal') return undefined;
        const ratio = b.div(argument(p, 'scale'), argument(q, 'scale'));
        const shift = b.div(b.sub(argument(p, 'loc'), argument(q, 'loc')), argument(q, 'scale'));
        return b.sub(b.mul(0.5, b.sub(b.add(b.square(ratio), b.square(shift)), 1)), b.log(ratio));
      },
    },
  };
}

function evaluate(text: string): { shape: readonly number[]; numbers: number[] } {
  const { tree, finding } = parse(text);
  if (!tree) throw new FindingError([finding]);
  const builder = new Builder();
  const value = lower(tree, context(builder));
  const feeds = new Map([...GIVEN].map(([name, { numbers }]) => [name, Float64Array.from(numbers)]));
  let numbers: number[] = [];
  evaluateRows(builder.instructions, [value.id], feeds, new Map(), 1, ([column]) => {
    const size = value.shape.reduce((product, n) => product * n, 1);
    numbers = Array.from(column?.data.subarray(0, size) ?? []);
  });
  return { shape: value.shape, numbers };
}

function refusal(text: string): Finding {
  const { tree, finding } = parse(text);
  if (!tree) return finding;
  try {
    lower(tree, context(new Builder()));
  } catch (error) {
    if (error instanceof FindingError && error.findings[0]) return error.findings[0];
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

const sigmoid = (t: number) => 1 / (1 + Math.exp(-t));
const normalLogDensity = (t: number, m: number, s: number) =>
  -0.5 * ((t - m) / s) ** 2 - Math.log(s) - 0.5 * Math.log(2 * Math.PI);
const logOfSum = Math.log(Math.exp(1) + Math.exp(-2) + Math.exp(4));

describe('values', () => {
  const scalars: readonly (readonly [string, number])[] = [
    ['1 + 2*3 - 4/8', 6.5],
    ['x', 0.7],
    ['-x^2', -0.49],
    ['(-x)^2', 0.49],
    ['2^3^2', 512],
    ['2^-x', 2 ** -0.7],
    ['x^3', 0.343],
    ['y^3', -2.197],
    ['y^5', -3.71293],
    ['y^-3', 1 / -2.197],
    ['y^8', 8.15730721],
    ['x^0', 1],
    ['x^2.5', 0.7 ** 2.5],
    ['x^y', 0.7 ** -1.3],
    ['e^y', Math.exp(-1.3)],
    ['pi*x', Math.PI * 0.7],
    ['x < y', 0],
    ['x > y', 1],
    ['x <= 0.7', 1],
    ['x >= 0.7', 1],
    ['k == 1', 1],
    ['k != 1', 0],
    ['x > 0 ? 10 : 20', 10],
    ['y > 0 ? 10 : 20', 20],
    ['(x > 0)*(y < 0)', 1],
    ['where(y, 3, 4)', 3],
    ['exp(x)', Math.exp(0.7)],
    ['log(x)', Math.log(0.7)],
    ['log1p(x)', Math.log(1.7)],
    ['expm1(x)', Math.exp(0.7) - 1],
    ['sqrt(x)', Math.sqrt(0.7)],
    ['square(y)', 1.69],
    ['sin(x)', Math.sin(0.7)],
    ['cos(x)', Math.cos(0.7)],
    ['tan(x)', Math.tan(0.7)],
    ['tanh(x)', Math.tanh(0.7)],
    ['sigmoid(y)', sigmoid(-1.3)],
    ['softplus(y)', Math.log(1 + Math.exp(-1.3))],
    ['softplus(1000)', 1000],
    ['relu(x) + relu(y)', 0.7],
    ['abs(y)', 1.3],
    ['sign(y)', -1],
    ['step(x) + step(y) + step(0)', 1],
    ['floor(y)', -2],
    ['round(y)', -1],
    ['round(2.5)', 3],
    ['min(x, y)', -1.3],
    ['max(x, y)', 0.7],
    ['max(x, y, 3)', 3],
    ['lgamma(5)', Math.log(24)],
    ['lgamma(0.5)', 0.5 * Math.log(Math.PI)],
    ['erf(0.5)', 0.5204998778130465],
    ['stop(x)*x', 0.49],
    ['sum(v)', 3],
    ['sum(x)', 0.7],
    ['mean(v)', 1],
    ['prod(v)', -8],
    ['prod(five)', 2310],
    ['prod(A)', 720],
    ['min(v)', -2],
    ['max(v)', 4],
    ['max(A)', 6],
    ['norm(v)', Math.sqrt(21)],
    ['dot(v, w)', 8],
    ['matmul(v, w)', 8],
    ['logsumexp(v)', logOfSum],
    ['logsumexp(huge)', 1001 + Math.log(1 + Math.exp(-1))],
    ['v[0] + v[2]', 5],
    ['v[k]', -2],
    ['v[k + 1]', 4],
    ['v[1 + 1]', 4],
    ['A[1][2]', 6],
    ['A[k][0]', 4],
    ['v[k + 7]', 0],
    ['log_prob(z)', normalLogDensity(0.4, 0, 2)],
    ['log_prob(Normal(x, 2), y)', normalLogDensity(-1.3, 0.7, 2)],
    ['log_prob(z, x)', normalLogDensity(0.7, 0, 2)],
    ['entropy(Normal(0, 3))', Math.log(3) + 0.5 + 0.5 * Math.log(2 * Math.PI)],
    ['entropy(z)', Math.log(2) + 0.5 + 0.5 * Math.log(2 * Math.PI)],
    ['kl(Normal(1, 1), Normal(0, 1))', 0.5],
    ['log_prob(Normal(scale=2, loc=x), y)', normalLogDensity(-1.3, 0.7, 2)],
    ['log_prob(Normal(x, scale = 2), y)', normalLogDensity(-1.3, 0.7, 2)],
    ['kl(Normal(loc=1, scale=1), Normal(0, 1))', 0.5],
    ['kl(z, Normal(0, 1))', 0.5 * (4 - 1) - Math.log(2)],
  ];

  test('e and pi are numbers, unless a value is called so', () => {
    const at = (text: string, name: string) => {
      const builder = new Builder();
      const { tree } = parse(text);
      if (!tree) throw new Error('refused');
      const plain = context(builder);
      const values = new Map([...plain.values, [name, builder.constant(10)]]);
      return builder.known(lower(tree, { ...plain, values }));
    };
    expect(at('e + pi', 'q')).toBe(Math.E + Math.PI);
    expect(at('e + pi', 'e')).toBe(10 + Math.PI);
    expect(at('e^2 + pi', 'pi')).toBeCloseTo(Math.exp(2) + 10, 13);
  });

  test.each(scalars)('%s', (text, expected) => {
    const { shape, numbers } = evaluate(text);
    expect(shape).toEqual([]);
    // Some rows are told to 1e-14 by a table; the rest differs by rounding.
    expect(Math.abs((numbers[0] ?? Number.NaN) - expected)).toBeLessThan(
      1e-13 * Math.max(1, Math.abs(expected)),
    );
  });

  const arrays: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ['v + 1', [3], [2, -1, 5]],
    ['v > 0', [3], [1, 0, 1]],
    ['A + v', [2, 3], [2, 0, 7, 5, 3, 10]],
    ['sum(A, 0)', [3], [5, 7, 9]],
    ['sum(A, 1)', [2], [6, 15]],
    ['sum(A, -1)', [2], [6, 15]],
    ['mean(A, 0)', [3], [2.5, 3.5, 4.5]],
    ['prod(A, 0)', [3], [4, 10, 18]],
    ['prod(A, 1)', [2], [6, 120]],
    ['A[0]', [3], [1, 2, 3]],
    ['A[k]', [3], [4, 5, 6]],
    ['v[stack(2, k)]', [2], [4, -2]],
    ['matmul(A, B)', [2, 2], [7, -1, 16, -1]],
    ['matmul(A, v)', [2], [9, 18]],
    ['matmul(v, B)', [2], [9, -6]],
    ['transpose(A)', [3, 2], [1, 4, 2, 5, 3, 6]],
    ['transpose(v)', [3], [1, -2, 4]],
    ['concat(v, x, w)', [7], [1, -2, 4, 0.7, 0.5, 0.25, 2]],
    ['stack(x, y)', [2], [0.7, -1.3]],
    ['stack(v, w)', [2, 3], [1, -2, 4, 0.5, 0.25, 2]],
    ['slice(five, 1, 3)', [2], [3, 5]],
    ['slice(A, 1, 2)', [1, 3], [4, 5, 6]],
    ['reshape(A, 3, 2)', [3, 2], [1, 2, 3, 4, 5, 6]],
    ['reshape(A, 6)', [6], [1, 2, 3, 4, 5, 6]],
    ['reshape(range(4), 2, 2)', [2, 2], [0, 1, 2, 3]],
    ['softmax(v)', [3], [1, -2, 4].map((t) => Math.exp(t - logOfSum))],
    ['softmax(huge)', [2], [1 / (1 + Math.E), Math.E / (1 + Math.E)]],
    ['sum(softmax(A), 1)', [2], [1, 1]],
    ['logsumexp(A - A)', [2], [Math.log(3), Math.log(3)]],
    ['max(v, w)', [3], [1, 0.25, 4]],
    ['min(v, 0)', [3], [0, -2, 0]],
    ['where(v > 0, v, 0)', [3], [1, 0, 4]],
    ['v > 0 ? w : -w', [3], [0.5, -0.25, 2]],
    ['v^2', [3], [1, 4, 16]],
    ['x^stack(1, 2)', [2], [0.7, 0.49]],
  ];

  test.each(arrays)('%s', (text, expectedShape, expected) => {
    const { shape, numbers } = evaluate(text);
    expect(shape).toEqual(expectedShape);
    expect(numbers).toHaveLength(expected.length);
    numbers.forEach((number, i) => {
      expect(number).toBeCloseTo(expected[i] ?? Number.NaN, 13);
    });
  });

  test('a sum of 2,000 terms', () => {
    expect(evaluate(`x${'+x'.repeat(1999)}`).numbers[0]).toBeCloseTo(1400, 8);
  });
});

describe('refusals', () => {
  test.each([
    ['q + 1', 'unknown-name', { name: 'q', suggestion: undefined }, 'q'],
    ['fiv + 1', 'unknown-name', { name: 'fiv', suggestion: 'five' }, 'fiv'],
    ['1 + elsewhere', 'not-a-parent', { name: 'elsewhere' }, 'elsewhere'],
    ['2*sgimoid(x)', 'unknown-function', { name: 'sgimoid', suggestion: 'sigmoid' }, 'sgimoid'],
    ['Sin(x)', 'unknown-function', { name: 'Sin', suggestion: 'sin' }, 'Sin'],
    ['constructor(x)', 'unknown-function', { name: 'constructor' }, 'constructor'],
    ['x(2)', 'node-called', { name: 'x' }, 'x'],
    ['exp + 1', 'function-without-arguments', { signature: 'exp(x)' }, 'exp'],
    ['exp(x, y)', 'argument-count', { call: 'exp', signature: 'exp(x)', given: 2 }, 'exp(x, y)'],
    ['1 + where(x, y)', 'argument-count', { call: 'where', given: 2 }, 'where(x, y)'],
    ['max()', 'argument-count', { call: 'max', given: 0 }, 'max()'],
    ['x + v*huge', 'shape-mismatch', { what: '*: shapes do not fit', shapes: ['[3]', '[2]'] }, 'v*huge'],
    ['matmul(A, A)', 'shape-mismatch', { shapes: ['[2, 3]', '[2, 3]'] }, 'matmul(A, A)'],
    ['dot(v, x)', 'shape-mismatch', { shapes: ['[3]', '[]'] }, 'dot(v, x)'],
    ['softmax(x)', 'shape-mismatch', { shapes: ['[]'] }, 'softmax(x)'],
    ['stack(v, huge)', 'shape-mismatch', { shapes: ['[3]', '[2]'] }, 'stack(v, huge)'],
    ['x > 0 ? v : huge', 'shape-mismatch', { shapes: ['[]', '[3]', '[2]'] }, 'x > 0 ? v : huge'],
    ['sum(A, 2)', 'shape-mismatch', { shapes: ['[2, 3]'] }, 'sum(A, 2)'],
    ['sum(A, x)', 'not-constant', { call: 'sum', argument: 'axis' }, 'sum(A, x)'],
    ['sum(A, 0.5)', 'not-constant', { call: 'sum', argument: 'axis' }, 'sum(A, 0.5)'],
    ['slice(v, 1, 4)', 'shape-mismatch', { shapes: ['[3]'] }, 'slice(v, 1, 4)'],
    ['slice(v, 1, 1)', 'shape-mismatch', { shapes: ['[3]'] }, 'slice(v, 1, 1)'],
    ['slice(x, 0, 1)', 'shape-mismatch', { shapes: ['[]'] }, 'slice(x, 0, 1)'],
    ['slice(v, k, 2)', 'not-constant', { call: 'slice', argument: 'beginning' }, 'slice(v, k, 2)'],
    ['reshape(v, 2, 2)', 'shape-mismatch', { shapes: ['[3]', '[2, 2]'] }, 'reshape(v, 2, 2)'],
    ['reshape(v, 0)', 'not-constant', { call: 'reshape', argument: 'length' }, 'reshape(v, 0)'],
    ['range(x)', 'not-constant', { call: 'range', argument: 'length' }, 'range(x)'],
    ['1 + v[3]', 'bad-index', { index: 3, length: 3 }, 'v[3]'],
    ['v[-1]', 'bad-index', { index: -1, length: 3 }, 'v[-1]'],
    ['v[0.5]', 'bad-index', { index: 0.5, length: 3 }, 'v[0.5]'],
    ['x[0]', 'shape-mismatch', { shapes: ['[]'] }, 'x[0]'],
    ['A[0][3]', 'bad-index', { index: 3, length: 3 }, 'A[0][3]'],
    ['1 + Normal(0, 1)', 'distribution-misplaced', { distribution: 'Normal' }, 'Normal'],
    ['sum(Normal)', 'distribution-misplaced', { distribution: 'Normal' }, 'Normal'],
    ['log_prob(x)', 'not-a-distribution', { call: 'log_prob', got: 'x' }, 'x'],
    ['log_prob(x + 1, y)', 'not-a-distribution', { call: 'log_prob', got: 'a formula' }, 'x + 1'],
    ['kl(z, Norml(0, 1))', 'not-a-distribution', { got: 'Norml', suggestion: 'Normal' }, 'Norml(0, 1)'],
    ['log_prob(elsewhere)', 'not-a-parent', { name: 'elsewhere' }, 'elsewhere'],
    [
      'log_prob(Normal(0), x)',
      'argument-count',
      { call: 'Normal', signature: 'Normal(loc, scale)' },
      'Normal(0)',
    ],
    [
      'log_prob(Normal(0, 1))',
      'argument-count',
      { signature: 'log_prob(Normal(...), value)' },
      'log_prob(Normal(0, 1))',
    ],
    [
      'kl(z, Poisson(1))',
      'no-closed-form',
      { call: 'kl', distributions: ['Normal', 'Poisson'] },
      'kl(z, Poisson(1))',
    ],
    ['exp(x=1)', 'named-argument', { call: 'exp', arg: 'x', signature: 'exp(x)' }, 'x'],
    ['kl(p=z, q=z)', 'named-argument', { call: 'kl', arg: 'p' }, 'p'],
    [
      'log_prob(Normal(0, sigma=1), x)',
      'unknown-args',
      { distribution: 'Normal', unknown: ['sigma'] },
      'sigma',
    ],
    ['log_prob(Normal(loc=0, 1), x)', 'argument-order', { call: 'Normal' }, '1'],
    ['log_prob(Normal(0, loc=1), x)', 'argument-twice', { call: 'Normal', arg: 'loc' }, 'Normal(0, loc=1)'],
    [
      'log_prob(Normal(loc=0), x)',
      'missing-args',
      { distribution: 'Normal', missing: ['scale'] },
      'Normal(loc=0)',
    ],
    [
      'log_prob(Normal(0, 1, scale=1), x)',
      'argument-twice',
      { call: 'Normal', arg: 'scale' },
      'Normal(0, 1, scale=1)',
    ],
    [
      'log_prob(Bernoulli(probs=x, logits=x), 1)',
      'conflicting-args',
      { distribution: 'Bernoulli', given: ['probs', 'logits'] },
      'Bernoulli(probs=x, logits=x)',
    ],
    ['1 + Bernoulli(logits=x)', 'distribution-misplaced', { distribution: 'Bernoulli' }, 'Bernoulli'],
    ['entropy(Poisson(x))', 'no-closed-form', { call: 'entropy' }, 'entropy(Poisson(x))'],
  ])('%s', (text, code, facts, at) => {
    const finding = refusal(text);
    expect(finding).toMatchObject({ code, facts });
    expect(text.slice(...(finding.span ?? []))).toBe(at);
    const { message, hint } = inWords({ ...finding, nodes: ['f'] });
    expect(message).toMatch(/^f: ./);
    expect(hint).not.toBe('');
  });

  test('a shape error of the caller gets its place', () => {
    const builder = new Builder();
    const plain = context(builder);
    const { tree } = parse('1 + log_prob(z)');
    if (!tree) throw new Error('refused');
    const failing: LowerContext = {
      ...plain,
      distributions: {
        ...plain.distributions,
        logProb: () => {
          throw new ShapeError('loc and value do not fit', [[2], [3]]);
        },
      },
    };
    expect(() => lower(tree, failing)).toThrow(
      expect.objectContaining({
        findings: [
          {
            code: 'shape-mismatch',
            facts: { what: 'log_prob: loc and value do not fit', shapes: ['[2]', '[3]'] },
            span: [4, 15],
          },
        ],
      }),
    );
  });
});
