import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { type Activation, type WeightLayout, weightCount } from '../base/weightLayout';
import { type Finding, FindingError } from '../diagnostics/types';
import { describe as inWords } from '../diagnostics/words';
import { Builder, type Value } from '../ir/builder';
import { scalarize } from '../ir/scalarize';
import { type Shape, sizeOf } from '../ir/shape';
import { evaluate } from '../testing/evaluate';
import { nonDifferentiable } from './differentiability';
import { toLatex } from './latex';
import { lower } from './lower';
import { nameToLatex } from './nameSetting';
import { parse } from './parse';

interface Measured {
  readonly output: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

const TORCH = JSON.parse(
  readFileSync(join(import.meta.dirname, '../testing/torchNetworks.json'), 'utf8'),
) as Readonly<Record<string, Measured>>;

const perceptron = (widths: readonly number[], activation: Activation = 'tanh'): WeightLayout => ({
  kind: 'network',
  widths,
  activation,
});
const cell: WeightLayout = { kind: 'cell', inputs: 2, hidden: 3 };

interface Lowered {
  readonly b: Builder;
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly feeds: Readonly<Record<string, readonly number[]>>;
}

const counted = (shape: Shape, f: (i: number) => number) =>
  Array.from({ length: sizeOf(shape) }, (_, i) => f(i));

/** The expression in theta, of the layout, x and h, at the numbers that torch_networks.py takes. */
function lowered(text: string, layout: WeightLayout | undefined, x: Shape, h: Shape = []): Lowered {
  const { tree, finding } = parse(text);
  if (!tree) throw new FindingError([finding]);
  const b = new Builder();
  const shapes = { theta: [layout ? weightCount(layout) : 5], x, h };
  const values = new Map(Object.entries(shapes).map(([name, shape]) => [name, b.feed(name, shape)]));
  const output = lower(tree, {
    builder: b,
    values,
    layouts: new Map(layout ? [['theta', layout]] : []),
    isNode: () => false,
    distributions: {
      argNames: new Map(),
      ofNode: () => undefined,
      logProb: () => b.constant(0),
      entropy: () => undefined,
      kl: () => undefined,
    },
  });
  const feeds = {
    theta: counted(shapes.theta, (i) => Math.sin(1 + i) / 2),
    x: counted(x, Math.cos),
    h: counted(h, (i) => Math.sin(3 * i)),
  };
  const named = text.includes('h)') ? ['theta', 'x', 'h'] : ['theta', 'x'];
  return { b, inputs: named.map((name) => values.get(name) ?? b.constant(0)), output, feeds };
}

function expectClose(ours: readonly number[], theirs: readonly number[]): void {
  expect(ours).toHaveLength(theirs.length);
  theirs.forEach((number, i) => {
    expect(ours[i]).toBeCloseTo(number, 12);
  });
}

describe('against PyTorch', () => {
  test.each<[string, Lowered]>([
    ['mlp tanh', lowered('mlp(theta, x)', perceptron([3, 4, 3, 2]), [3])],
    ['mlp relu', lowered('mlp(theta, x)', perceptron([3, 4, 3, 2], 'relu'), [3])],
    ['mlp sigmoid', lowered('mlp(theta, x)', perceptron([3, 4, 3, 2], 'sigmoid'), [3])],
    ['mlp softplus', lowered('mlp(theta, x)', perceptron([3, 4, 3, 2], 'softplus'), [3])],
    ['mlp rows', lowered('mlp(theta, x)', perceptron([3, 4, 2]), [2, 3])],
    ['gru vector', lowered('gru(theta, x, h)', cell, [2], [3])],
    ['gru rows', lowered('gru(theta, x, h)', cell, [2, 2], [2, 3])],
  ])('%s: the value and its gradients', (name, { b, inputs, output, feeds }) => {
    const theirs = TORCH[name];
    if (!theirs) throw new Error(`${name} was not measured`);
    expectClose(evaluate(b, output, feeds), theirs.output);
    const gradients = gradient(b, b.sum(b.square(output)), inputs);
    gradients.forEach((g, i) => {
      expectClose(evaluate(b, g, feeds), theirs.gradients[i] ?? []);
    });
  });
});

test.each([
  ['mlp(theta, x)', perceptron([2, 3, 1], 'softplus'), [2], []],
  ['gru(theta, x, h)', cell, [2], [3]],
  ['mlp(2*stop(theta) + theta, x)', perceptron([2, 3, 1]), [2], []],
] as const)('the gradient of %s is that of differences', (text, layout, x, h) => {
  const { b, inputs, output, feeds } = lowered(text, layout, x, h);
  const loss = b.sum(b.square(output));
  const names = ['theta', 'x', 'h'] as const;
  gradient(b, loss, inputs).forEach((g, i) => {
    const name = names[i] ?? 'theta';
    // What is stopped does not move with theta: its gradient is a third of the difference's.
    const share = text.includes('stop') && name === 'theta' ? 1 / 3 : 1;
    evaluate(b, g, feeds).forEach((slope, k) => {
      const at = (step: number) =>
        evaluate(b, loss, { ...feeds, [name]: feeds[name]?.map((v, j) => (j === k ? v + step : v)) ?? [] });
      const difference = ((at(1e-5)[0] ?? 0) - (at(-1e-5)[0] ?? 0)) / 2e-5;
      expect(slope).toBeCloseTo(share * difference, 8);
    });
  });
});

test('a network of a few weights is a scalar program like any', () => {
  const { b, output } = lowered('mlp(theta, x)', perceptron([2, 3, 1]), [2]);
  const program = {
    instructions: b.instructions,
    outputs: [{ name: 'y', value: output.id }],
    states: [],
    samples: 1,
    warmUp: 0,
  };
  expect(scalarize(program, 100)?.instructions.every(({ shape }) => shape.length === 0)).toBe(true);
});

describe('what is refused', () => {
  const refusal = (make: () => unknown): Finding | undefined => {
    try {
      make();
    } catch (error) {
      if (error instanceof FindingError) return error.findings[0];
      throw error;
    }
    return undefined;
  };

  test.each<[string, WeightLayout | undefined, Shape, Shape, string]>([
    [
      'mlp(theta, x)',
      undefined,
      [3],
      [],
      'mlp needs the weights of a network, and nothing says that theta holds them',
    ],
    ['mlp(theta, x)', cell, [2], [], 'mlp needs the weights of a network, and theta holds those of a cell'],
    [
      'gru(theta, x, h)',
      perceptron([2, 1]),
      [2],
      [3],
      'gru needs the weights of a cell, and theta holds those of a network',
    ],
    [
      'mlp(theta[0], x)',
      perceptron([2, 1]),
      [2],
      [],
      'mlp needs the weights of a network, and nothing says that it holds them',
    ],
    [
      'mlp(theta, x)',
      perceptron([2, 1]),
      [3],
      [],
      'mlp: x does not fit the input of the network: [3] and [2]',
    ],
    ['mlp(theta, x)', perceptron([1, 1]), [], [], 'mlp: x does not fit the input of the network: [] and [1]'],
    ['gru(theta, x, h)', cell, [2], [2], 'gru: h does not fit the state of the cell: [2] and [3]'],
    ['gru(theta, x, h)', cell, [2, 2], [3, 3], 'gru: shapes do not fit: [2, 3] and [3, 3]'],
  ])('%s', (text, layout, x, h, message) => {
    const finding = refusal(() => lowered(text, layout, x, h));
    expect(finding && inWords(finding).message).toBe(message);
    expect(finding?.span?.[0]).toBeTypeOf('number');
  });
});

test('LaTeX', () => {
  const latex = (text: string) => {
    const { tree } = parse(text);
    return tree && toLatex(tree, nameToLatex);
  };
  expect(latex('mlp(theta, x)')).toBe('\\mathrm{MLP}_{\\theta}(x)');
  expect(latex('gru(phi, concat(x, z), h)')).toBe('\\mathrm{GRU}_{\\phi}(x \\mathbin{\\Vert} z, h)');
  expect(latex('mlp(theta, x)^2')).toBe('(\\mathrm{MLP}_{\\theta}(x))^{2}');
});

test('both are differentiable in weights and inputs', () => {
  const { tree } = parse('mlp(theta, gru(phi, x, h))');
  for (const name of ['theta', 'phi', 'x', 'h'])
    expect(tree && nonDifferentiable(tree, name)).toBeUndefined();
});
