import { expect, test } from 'vitest';
import { nearest } from './nearest';

test.each([
  ['Noraml', ['LogNormal', 'Normal', 'Gamma'], 'Normal'],
  ['normal', ['Gamma', 'Normal'], 'Normal'],
  ['thetta', ['theta', 'beta'], 'theta'],
  ['y', ['x', 'theta'], undefined],
  ['X', ['y', 'x'], 'x'],
  ['a'.repeat(65), ['a'.repeat(64)], undefined],
  ['Cauchy', ['Normal', 'Gamma'], undefined],
  ['x', [], undefined],
])('%s among %j is meant to be %s', (word, candidates, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});
