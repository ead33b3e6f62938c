import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { exactTruth } from './truth';

// Kinks of finite width look smooth and are not, on the scale of steps. Means and derivatives by mpmath, (tanh-sinh on pieces
// that grow by powers of 4 on both sides of the kink).
test.each([
  ['Normal', 'sqrt((x-1.7)^2+1e-5)', 1.558624879948698, -0.866372990722307],
  ['Normal', 'sqrt((x-1.7)^2+1e-8)', 1.5586136032910247, -0.8663855781454887],
  ['Normal', '((x-1.7)^2+0.001)^0.25', 1.183639122162325, -0.37229773702730834],
  ['Normal', 'log((x-1.7)^2+0.01)', 0.42088691899061426, -1.387651199599278],
  ['Logistic', 'sqrt((x-1.7)^2+1e-4)', 1.9029303718915842, -0.635097193857261],
  ['Laplace', 'sqrt((x-0.3)^2+1e-5)', 1.0048676136122299, -0.09514245902555335],
] as const)('a kink of finite width under %s noise: %s', (distribution, expression, mean, slope) => {
  const document: Document = {
    scg: 1,
    title: 'kink',
    about: '',
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: 0.2 },
      { name: 'x', kind: 'stochastic', parents: ['t'], distribution, args: { loc: 't', scale: '1' } },
      { name: 'f', kind: 'cost', parents: ['x'], expression },
    ],
    plans: [],
  };
  const { truth } = exactTruth(modelOf(document), [], feedsOf(document));
  if (!truth) throw new Error('no truth');
  const [gradient] = truth.gradient;
  expect(Math.abs(truth.cost - mean)).toBeLessThanOrEqual(truth.costError);
  expect(truth.costError).toBeLessThan(1e-9);
  expect(Math.abs((gradient?.values[0] ?? Number.NaN) - slope)).toBeLessThanOrEqual(gradient?.errors[0] ?? 0);
  expect(gradient?.errors[0]).toBeLessThan(1e-6);
});
