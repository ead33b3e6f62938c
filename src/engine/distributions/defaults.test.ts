import { expect, test } from 'vitest';
import { checkNumbers } from '../check/checkNumbers';
import { compilePlan } from '../compile/plan';
import { DISTRIBUTION_ARGS, type DistributionName } from '../document/distributions';
import type { Document } from '../document/types';
import { updateNode } from '../document/updateNode';
import { nodeDensity } from '../exact/nodeDensity';
import { modelOf } from '../model/model';
import { DISTRIBUTIONS } from './registry';

const START: Document = {
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.3 },
    { name: 'x', kind: 'stochastic', parents: ['theta'] },
    { name: 'f', kind: 'cost', parents: ['x'], expression: 'sum(tanh(x))' },
  ],
  plans: [],
};

test.each(Object.keys(DISTRIBUTION_ARGS) as DistributionName[])('a node that turns %s runs', (name) => {
  const document = updateNode(START, 'x', { distribution: name });
  if ('code' in document) throw new Error(document.code);
  expect(checkNumbers(modelOf(document))).toEqual([]);
  expect(nodeDensity(modelOf(document), 'x')?.height.every((height) => height >= 0)).toBe(true);
  for (const estimator of DISTRIBUTIONS[name].pathwise
    ? (['score', 'pathwise'] as const)
    : (['score'] as const)) {
    const { program } = compilePlan(modelOf(document), { name: 'P', nodes: { x: { estimator } } });
    expect(program.outputs.map((output) => output.name)).toEqual(['cost', 'gradient:theta']);
  }
});

test('an interval without a length is found where it is drawn', () => {
  const uniform = updateNode(START, 'x', {
    distribution: 'Uniform',
    args: { low: 'theta', high: '2*theta - 1' },
  });
  if ('code' in uniform) throw new Error(uniform.code);
  expect(checkNumbers(modelOf(uniform))).toMatchObject([
    { code: 'argument-range', nodes: ['x'], field: 'args.low' },
  ]);
});
