import { expect, test } from 'vitest';
import { nearest } from './nearest';

test.each([
  ['Noraml', ['LogNormal', 'Normal', 'Gamma'], 'Normal'],
  ['normal', ['Gamma', 'Normal'], 'Normal'],
  ['thetta', ['theta', 'beta'], 'theta'],
  ['y', ['x', 'theta'], 'x'],
  ['Cauchy', ['Normal', 'Gamma'], undefined],
  ['x', [], undefined],
])('%s among %j is meant to be %s', (word, candidates, meant) => {
  expect(nearest(word, candidates)).toBe(meant);
});
