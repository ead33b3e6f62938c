import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { DISTRIBUTIONS } from '../distributions/registry';
import { DISTRIBUTION_ARGS, type DistributionName } from '../document/distributions';
import type { Document } from '../document/types';
import { updateNode } from '../document/updateNode';
import { modelOf } from '../model/model';
import { exactTruth } from './truth';

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

const NAMES = Object.keys(DISTRIBUTION_ARGS) as DistributionName[];

test.each(NAMES)('estimators of a %s draw have the mean that is the truth', (name) => {
  const document = updateNode(START, 'x', { distribution: name });
  if ('code' in document) throw new Error(document.code);
  const { movesSupport, pathwise } = DISTRIBUTIONS[name];
  const estimators = [
    ...(movesSupport.some((arg) => arg !== 'total_count') ? [] : (['score'] as const)),
    ...(pathwise ? (['pathwise'] as const) : []),
  ];
  const plans = estimators.map((estimator) => ({ name: estimator, nodes: { x: { estimator } } }));
  const { truth } = exactTruth(modelOf(document), plans, feedsOf(document));
  const wanted = truth?.gradient[0]?.values[0] ?? Number.NaN;
  expect(truth?.plans.map(({ plan }) => plan)).toEqual(estimators);
  for (const { gradients } of truth?.plans ?? [])
    expect(Math.abs((gradients[0]?.mean[0] ?? Number.NaN) - wanted)).toBeLessThan(1e-7);
});
