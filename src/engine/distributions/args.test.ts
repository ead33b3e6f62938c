import { describe, expect, test } from 'vitest';
import { describe as inWords } from '../diagnostics/words';
import { drawShape } from './args';
import { checkArgs } from './checkArgs';
import type { NumericArgs } from './contract';
import { DISTRIBUTIONS } from './registry';

describe('shape of a draw', () => {
  const { Normal, Categorical, OneHotCategorical, Dirichlet, MultivariateNormal } = DISTRIBUTIONS;

  test('is what the arguments broadcast to', () => {
    expect(drawShape(Normal, { loc: [], scale: [] })).toEqual({ batch: [], shape: [] });
    expect(drawShape(Normal, { loc: [2, 1], scale: [3] })).toEqual({ batch: [2, 3], shape: [2, 3] });
  });

  test('has no class axis for an index, and one for a vector', () => {
    expect(drawShape(Categorical, { probs: [5, 4] })).toEqual({ batch: [5], shape: [5] });
    expect(drawShape(OneHotCategorical, { logits: [5, 4] })).toEqual({ batch: [5], shape: [5, 4] });
  });

  test('of vectors has their axis, which a matrix has twice', () => {
    expect(drawShape(Dirichlet, { concentration: [5, 3] })).toEqual({ batch: [5], shape: [5, 3] });
    expect(drawShape(MultivariateNormal, { loc: [2], scale_tril: [7, 2, 2] })).toEqual({
      batch: [7],
      shape: [7, 2],
    });
    expect(drawShape(MultivariateNormal, { loc: [2], scale_tril: [2, 2] }, [4])).toEqual({
      batch: [4],
      shape: [4, 2],
    });
  });

  test('may be asked for, if the arguments broadcast to it', () => {
    expect(drawShape(Normal, { loc: [3], scale: [] }, [7, 3])).toEqual({ batch: [7, 3], shape: [7, 3] });
    expect(drawShape(OneHotCategorical, { probs: [4] }, [2])).toEqual({ batch: [2], shape: [2, 4] });
  });

  test.each([
    [drawShape(Normal, { loc: [2], scale: [3] }), 'the arguments of Normal do not fit together: [2] and [3]'],
    [
      drawShape(Normal, { loc: [2], scale: [] }, [3]),
      'its arguments do not broadcast to its shape: [2] and [3]',
    ],
    [
      drawShape(Normal, { loc: [2], scale: [] }, []),
      'its arguments do not broadcast to its shape: [2] and []',
    ],
    [
      drawShape(Categorical, { probs: [] }),
      'probs of Categorical must be a vector with one number for each class, got a single number',
    ],
    [
      drawShape(Dirichlet, { concentration: [] }),
      'concentration of Dirichlet must be a vector with one number for each coordinate, got a single number',
    ],
    [
      drawShape(MultivariateNormal, { loc: [2], scale_tril: [] }),
      'scale_tril of MultivariateNormal must be a square matrix, got the shape []',
    ],
    [
      drawShape(MultivariateNormal, { loc: [2], scale_tril: [3, 2] }),
      'scale_tril of MultivariateNormal must be a square matrix, got the shape [3, 2]',
    ],
    [
      drawShape(MultivariateNormal, { loc: [2], scale_tril: [3, 3] }),
      'the arguments of MultivariateNormal do not fit together: [2] and [3]',
    ],
  ])('that cannot be is found fault with', ({ finding }, words) => {
    expect(finding && inWords(finding).message).toBe(words);
  });
});

describe('arguments', () => {
  const check = (name: keyof typeof DISTRIBUTIONS, args: NumericArgs) => {
    const finding = checkArgs(DISTRIBUTIONS[name], args);
    return finding && inWords({ ...finding, nodes: ['x'] });
  };

  test.each([
    ['Normal', { loc: [-3], scale: [0.1] }],
    ['Uniform', { low: [-1], high: [0] }],
    ['Bernoulli', { probs: [0] }],
    ['Bernoulli', { logits: [-9] }],
    ['Geometric', { probs: [1] }],
    ['Categorical', { probs: [0.1, 0.9 + 5e-7] }],
    ['Categorical', { logits: [3, -9] }],
    ['Categorical', { logits: [3, Number.NEGATIVE_INFINITY] }],
    ['Dirichlet', { concentration: [0.1, 3] }],
    ['Binomial', { total_count: [0], probs: [1] }],
    ['MultivariateNormal', { loc: [0, 1], scale_tril: [1, 0, -3, 0.5] }],
  ] as const)('%s takes %j', (name, args) => {
    expect(check(name, args)).toBeUndefined();
  });

  test.each([
    [
      'Normal',
      { loc: [0], scale: [-0.5] },
      'x: scale must be positive, got -0.5',
      'write exp(s) to keep it positive',
    ],
    ['Normal', { loc: [0], scale: [1, 0] }, 'x: scale must be positive, got 0', 'exp'],
    ['Normal', { loc: [Number.NaN], scale: [1] }, 'x: loc must be a finite number, got NaN', 'logarithm'],
    [
      'Exponential',
      { rate: [Number.POSITIVE_INFINITY] },
      'x: rate must be a finite number, got Infinity',
      'zero',
    ],
    ['Bernoulli', { probs: [1.2] }, 'x: probs must lie between 0 and 1, got 1.2', 'sigmoid'],
    ['Geometric', { probs: [0] }, 'x: probs must lie above 0 and at most at 1, got 0', 'sigmoid'],
    [
      'Categorical',
      { probs: [0.3, 0.3] },
      'x: probs must hold non-negative numbers that sum to 1, got the sum 0.6',
      'softmax',
    ],
    [
      'Categorical',
      { probs: [1.5, -0.5] },
      'x: probs must hold non-negative numbers that sum to 1, got -0.5',
      'logits',
    ],
    [
      'Categorical',
      { logits: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] },
      'x: logits must hold finite numbers, or -Infinity for a class that is impossible, got -Infinity for every class',
      'logarithm',
    ],
    [
      'OneHotCategorical',
      { logits: [0, Number.NaN] },
      'x: logits must hold finite numbers, or -Infinity for a class that is impossible, got NaN',
      'division',
    ],
    ['Dirichlet', { concentration: [1, 0] }, 'x: concentration must be positive, got 0', 'exp'],
    [
      'Binomial',
      { total_count: [2.5], probs: [0.5] },
      'x: total_count must be a whole number, 0 or more, got 2.5',
      'round',
    ],
    [
      'MultivariateNormal',
      { loc: [0, 0], scale_tril: [1, 0, 0, -1] },
      'x: scale_tril must hold positive numbers on its diagonal and zeros above it, got -1 on the diagonal',
      'exp',
    ],
    [
      'MultivariateNormal',
      { loc: [0, 0], scale_tril: [1, 0.3, 0, 1] },
      'x: scale_tril must hold positive numbers on its diagonal and zeros above it, got 0.3 above the diagonal',
      'stack',
    ],
    [
      'MultivariateNormal',
      { loc: [0, 0], scale_tril: [1, 0, Number.NaN, 1] },
      'x: scale_tril must be a finite number, got NaN',
      'logarithm',
    ],
    [
      'Uniform',
      { low: [2], high: [1] },
      'x: low must lie below high, got 2, where high is 1',
      'low + exp(s)',
    ],
  ] as const)('%s refuses %j', (name, args, message, hint) => {
    const words = check(name, args);
    expect(words?.message).toBe(message);
    expect(words?.hint).toContain(hint);
    expect(words?.field).toMatch(/^args\./);
  });
});
