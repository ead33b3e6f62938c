import { expect, test } from 'vitest';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { nodeSampler } from './nodeSampler';

const at = (a: number): Document => ({
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { name: 'a', kind: 'parameter', value: a },
    { name: 'u', kind: 'stochastic', parents: [], distribution: 'Uniform', args: { low: '0', high: '1' } },
    { name: 'v', kind: 'stochastic', parents: [], shape: [2] },
    { name: 'x', kind: 'deterministic', parents: ['a', 'u', 'v'], expression: 'a * u + 0 * v' },
  ],
  plans: [],
});
const model = modelOf(at(3));

test('a square is what its expression makes of the draws', () => {
  const u = nodeSampler(model, 'u')(4, 10, 50);
  const x = nodeSampler(model, 'x')(4, 10, 50);
  expect(u).toHaveLength(50);
  expect(x).toEqual(Float64Array.from({ length: 100 }, (_, i) => 3 * (u[i >> 1] ?? Number.NaN)));
});

test('draws are counted: parts are what the whole is, and values from outside change no noise', () => {
  const sample = nodeSampler(model, 'x');
  const whole = sample(1, 0, 600);
  expect(sample(1, 500, 100)).toEqual(whole.subarray(1000));
  expect(sample(2, 0, 600)).not.toEqual(whole);
  const doubled = nodeSampler(modelOf(at(6)), 'x')(1, 0, 600);
  expect(doubled).toEqual(whole.map((value) => 2 * value));
});
