import { expect, test } from 'vitest';
import { parseDocument } from '../../engine/document/parse';
import { gaussian } from '../../presets/oneLiners/gaussian';
import { laplaceOneLiner } from '../../presets/oneLiners/laplace';
import { ONE_LINERS } from '../../presets/oneLiners/table';
import { documentAt, parameterNumbers, sliderKey, sliderValue } from './settings';

test('a row with unmoved sliders is its document', () => {
  for (const row of ONE_LINERS) {
    const values = Object.fromEntries(
      row.sliders.map((slider) => [sliderKey(slider), sliderValue(row, slider, {})]),
    );
    expect(documentAt(row, {})).toEqual(row.document);
    expect(documentAt(row, values)).toEqual(row.document);
  }
});

test('sliders move parameters, and elements of vectors and matrices', () => {
  expect(parameterNumbers(documentAt(laplaceOneLiner, { mu: 1.5 }), 'mu')).toEqual([1.5]);
  const moved = documentAt(gaussian, { 'mu[1]': 2, 'R[2]': -1, 'R[3]': 0.5 });
  expect(parameterNumbers(moved, 'mu')).toEqual([0.5, 2]);
  expect(moved.nodes.find(({ name }) => name === 'R')).toMatchObject({
    value: [
      [1, 0],
      [-1, 0.5],
    ],
  });
  expect(parseDocument(moved).findings).toEqual([]);
});

test('as printed, the square and the words are others', () => {
  const printed = documentAt(laplaceOneLiner, { b: 2 }, 'printed');
  expect(printed.title).toBe('One-liner · Laplace, as printed');
  expect(printed.about).toContain('half are no numbers');
  const others = printed.nodes.filter(
    (node) => !laplaceOneLiner.document.nodes.some((own) => JSON.stringify(own) === JSON.stringify(node)),
  );
  expect(others.map(({ name }) => name)).toEqual(['b', 'x']);
});
