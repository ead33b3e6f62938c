import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { nodeSampler } from './nodeSampler';

const document: Document = {
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { name: 'a', kind: 'parameter', value: 3 },
    { name: 'u', kind: 'stochastic', parents: [], distribution: 'Uniform', args: { low: '0', high: '1' } },
    { name: 'v', kind: 'stochastic', parents: [], shape: [2] },
    { name: 'x', kind: 'deterministic', parents: ['a', 'u', 'v'], expression: 'a * u + 0 * v' },
  ],
  plans: [],
};

const feeds = feedsOf(document);

test('a square is what its expression makes of the draws', () => {
  const request = { seed: 4, first: 10, count: 50, feeds };
  const u = nodeSampler(modelOf(document), 'u')(request);
  const x = nodeSampler(modelOf(document), 'x')(request);
  expect(u).toHaveLength(50);
  expect(x).toEqual(Float64Array.from({ length: 100 }, (_, i) => 3 * (u[i >> 1] ?? Number.NaN)));
});

test('draws are counted: parts are what the whole is, and values from outside compile nothing', () => {
  const sample = nodeSampler(modelOf(document), 'x');
  const whole = sample({ seed: 1, first: 0, count: 600, feeds });
  expect(sample({ seed: 1, first: 500, count: 100, feeds })).toEqual(whole.subarray(1000));
  expect(sample({ seed: 2, first: 0, count: 600, feeds })).not.toEqual(whole);
  const doubled = sample({ seed: 1, first: 0, count: 600, feeds: new Map([['a', Float64Array.of(6)]]) });
  expect(doubled).toEqual(whole.map((value) => 2 * value));
});
