import { describe, expect, test } from 'vitest';
import { nestedShapeOf, shapeToText, tensorToText, textToShape, textToTensor } from './tensorText';

describe('textToTensor', () => {
  test.each([
    ['0.3', 0.3],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['−2', -2],
    ['1e-3', 1e-3],
    ['1, 2, 3', [1, 2, 3]],
    ['1 -2', [1, -2]],
    ['[1, .5]', [1, 0.5]],
    [
      '[[1, 2], [3, 4]]',
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['{"shape": [2], "init": "zeros"}', { shape: [2], init: 'zeros' }],
  ])('%s', (text, tensor) => {
    expect(textToTensor(text)).toEqual({ tensor });
  });

  test.each(['', 'abc', '[1, [2]]', '[[1, 2], [3]]', '[]', '["1"]', '{"a": 1}', 'null'])(
    'refuses %s',
    (text) => {
      expect(textToTensor(text)).toHaveProperty('problem');
    },
  );
});

test('a tensor comes back from its text', () => {
  for (const tensor of [0.1 + 0.2, [1, 2.5], [[1], [2]], { shape: [3], init: 'normal' as const, seed: 4 }]) {
    const reading = textToTensor(tensorToText(tensor));
    expect(reading).toEqual({ tensor: typeof tensor === 'number' ? 0.3 : tensor });
  }
});

test('shapes of nested arrays', () => {
  expect(
    nestedShapeOf([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  ).toEqual([2, 3]);
  expect(nestedShapeOf([[1], 2])).toBeUndefined();
});

test('shapes as text', () => {
  expect(textToShape('')).toEqual({ shape: undefined });
  expect(textToShape('8')).toEqual({ shape: [8] });
  for (const text of ['3, 4', '[3, 4]', '3 x 4', '3×4', '3 4'])
    expect(textToShape(text)).toEqual({ shape: [3, 4] });
  for (const text of ['a', '0', '1.5', '-2', '3,,4']) expect(textToShape(text)).toHaveProperty('problem');
  expect(shapeToText([3, 4])).toBe('3, 4');
});
