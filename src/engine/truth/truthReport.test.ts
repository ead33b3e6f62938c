import { expect, test } from 'vitest';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { truthAnswer } from './truthReport';

const withCost = (cost: string): Document => ({
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { kind: 'parameter', name: 'theta', value: 0.5, at: [0, 0] },
    {
      kind: 'stochastic',
      name: 'x',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      at: [1, 0],
    },
    { kind: 'cost', name: 'f', parents: ['x'], expression: cost, at: [2, 0] },
  ],
  plans: [{ name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } }],
});

test('there is no truth of a cost that is not finite, though its derivative is', () => {
  expect(truthAnswer(modelOf(withCost('log(x - 100)'))).report).toBeUndefined();
  expect(truthAnswer(modelOf(withCost('log(x + 100)'))).report).toMatchObject({ method: 'quadrature' });
});

test('a long run stands in where its tail lets it, and only there', () => {
  const { nodes, ...rest } = withCost('x^2');
  const cauchy: Document = {
    ...rest,
    nodes: nodes.map((node) => (node.kind === 'stochastic' ? { ...node, distribution: 'Cauchy' } : node)),
  };
  // x^2 has no mean under a Cauchy law, though every sample has one.
  expect(truthAnswer(modelOf(cauchy))).toMatchObject({ report: undefined, none: { reason: 'tails' } });
  const many = nodes.map((node) => (node.kind === 'stochastic' ? { ...node, shape: [9] } : node));
  const product = many.map((node) => (node.kind === 'cost' ? { ...node, expression: 'cos(prod(x))' } : node));
  expect(truthAnswer(modelOf({ ...rest, nodes: product })).report).toMatchObject({ method: 'long-run' });
});

test.each([
  // Its mean is infinite, and no panel settles at 0.
  ['1/x^2', 'rough'],
  ['x + abs(theta - 0.5)', 'kink'],
  ['x*stop(x)', 'stop'],
])('why there is no exact truth of %s', (cost, reason) => {
  const { nodes, ...rest } = withCost(cost);
  const reading = nodes.map((node) => (node.kind === 'cost' ? { ...node, parents: ['x', 'theta'] } : node));
  expect(truthAnswer(modelOf({ ...rest, nodes: reading })).none?.reason).toBe(reason);
});

test('nothing stands in for a derivative that does not exist', () => {
  const { nodes, ...rest } = withCost('x + abs(theta - 0.5)');
  const reading = nodes.map((node) => (node.kind === 'cost' ? { ...node, parents: ['x', 'theta'] } : node));
  expect(truthAnswer(modelOf({ ...rest, nodes: reading }))).toMatchObject({
    report: undefined,
    none: { reason: 'kink', parameter: 'theta' },
  });
});
