import { describe, expect, test } from 'vitest';
import { weightBlocks } from '../base/weightLayout';
import { describe as inWords } from '../diagnostics/words';
import { decodeShare, encodeShare } from '../share/share';
import { parseDocument } from './parse';
import { compactDocument } from './serialize';
import { tensorShape, tensorValues } from './tensor';
import type { Document, ParameterValue } from './types';
import { updateNode } from './updateNode';
import { weightLayoutOf } from './weights';

const holding = (value: unknown, kind = 'parameter') => ({
  scg: 1,
  nodes: [{ name: 'theta', kind, value }],
});

function read(value: unknown): Document {
  const { document, findings } = parseDocument(holding(value));
  expect(findings).toEqual([]);
  if (!document) throw new Error('refused');
  return document;
}

describe('weights as the value of a parameter', () => {
  test.each<[ParameterValue, number]>([
    [{ network: [64, 32, 4], activation: 'tanh', seed: 1 }, 64 * 32 + 32 + 32 * 4 + 4],
    [{ network: [2, 1] }, 3],
    [{ cell: [2, 5], seed: 3 }, 15 * (2 + 5 + 2)],
  ])('%j holds %i numbers', (value, count) => {
    expect(read(value).nodes[0]).toMatchObject({ value });
    expect(tensorShape(value)).toEqual([count]);
    expect(tensorValues(value)).toHaveLength(count);
  });

  test('begin normal, with a variance that keeps the scale of what passes, and biases zero', () => {
    const value: ParameterValue = { network: [60, 40, 20], seed: 4 };
    const layout = weightLayoutOf(value);
    const values = tensorValues(value);
    for (const { begin, shape } of layout ? weightBlocks(layout) : []) {
      const [rows, columns] = shape;
      const block = values.slice(begin, begin + rows * (columns ?? 1));
      const square = block.reduce((sum, w) => sum + w * w, 0) / block.length;
      // The standard error of a mean square is sqrt(2 / n) of it: 0.029 and 0.05; five of them, a false alarm in a
      // million.
      if (columns) expect(Math.abs((square * (rows + columns)) / 2 - 1)).toBeLessThan(0.25);
      else expect(block.every((bias) => bias === 0)).toBe(true);
    }
    expect(tensorValues({ network: [60, 40, 20], seed: 4 })).toEqual(values);
    expect(tensorValues({ network: [60, 40, 20], seed: 5 })).not.toEqual(values);
  });

  test('travel in links, without their defaults', () => {
    const document = read({ network: [2, 8, 1], activation: 'tanh', seed: 1 });
    expect(compactDocument(document)).toMatchObject({ nodes: [{ value: { network: [2, 8, 1] } }] });
    const other = read({ network: [2, 8, 1], activation: 'relu', seed: 7 });
    expect(decodeShare(encodeShare(other)).document).toEqual(other);
  });

  test('can be set by an edit, of a parameter alone', () => {
    const value: ParameterValue = { cell: [1, 2] };
    expect(updateNode(read(1), 'theta', { value })).toMatchObject({ nodes: [{ value }] });
    const input = parseDocument(holding(1, 'input')).document;
    expect(input && updateNode(input, 'theta', { value })).toMatchObject({ code: 'wrong-value' });
  });
});

test.each<[unknown, string, string]>([
  [
    { network: [64] },
    'value.network',
    'theta: "value.network" must be a list of two or more widths, such as [2, 16, 1], got a list of 1',
  ],
  [
    { network: [2, 0, 1] },
    'value.network.1',
    'theta: "value.network.1" must be a whole number of at least 1, got 0',
  ],
  [
    { network: 3 },
    'value.network',
    'theta: "value.network" must be a list of two or more widths, such as [2, 16, 1], got 3',
  ],
  [
    { network: [2, 1], activation: 'elu' },
    'value.activation',
    'theta: "value.activation" must be "tanh" or "relu" or "sigmoid" or "softplus", got "elu"',
  ],
  [{ cell: [2] }, 'value.cell.1', 'theta: "value.cell.1" must be a whole number of at least 1, got nothing'],
  [
    { cell: [2, 3], seed: -1 },
    'value.seed',
    'theta: "value.seed" must be a whole number from 0 to 4294967295, got -1',
  ],
  [{ network: [1000, 1000] }, 'value', 'theta: the count of its weights is 1,001,000; at most 1,000,000 fit'],
  [
    { network: Array.from({ length: 33 }, () => 1) },
    'value',
    'theta: the number of its layers is 33; at most 32 fit',
  ],
])('%j is refused', (value, field, message) => {
  const { document, findings } = parseDocument(holding(value));
  expect(document).toBeUndefined();
  expect(findings.map((finding) => [finding.field, inWords(finding).message])).toEqual([[field, message]]);
});

test('a field that nothing reads is kept, with a warning', () => {
  const { document, findings } = parseDocument(holding({ cell: [2, 3], activation: 'relu' }));
  expect(document?.nodes[0]).toMatchObject({ value: { cell: [2, 3], activation: 'relu' } });
  expect(findings).toMatchObject([{ code: 'unknown-field', field: 'value.activation' }]);
});

test('an input holds no weights', () => {
  const [finding] = parseDocument(holding({ network: [2, 1] }, 'input')).findings;
  expect(finding && inWords(finding).message).toMatch(/only a parameter can hold a network/);
});
