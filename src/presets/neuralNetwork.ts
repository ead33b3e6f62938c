import type { Document } from '../engine';

export const neuralNetwork: Document = {
  scg: 1,
  title: 'A neural network',
  about: `A network is a graph without circles: its estimator is back-propagation, and the surrogate loss is
the loss. What varies is the row of data alone. The mean over 16 rows has a sixteenth of the variance, which is why
minibatches help. Train it, and see the curve find its way through the points but for the gap.`,
  seed: 1,
  nodes: [
    { name: 'x', kind: 'input', value: { data: 'wave' }, label: '(x, y)', at: [0, 1] },
    { name: 'theta_1', kind: 'parameter', value: { network: [1, 32] }, at: [1, -1] },
    {
      name: 'h',
      kind: 'deterministic',
      parents: ['x', 'theta_1'],
      expression: 'tanh(mlp(theta_1, stack(3*x[0])))',
      at: [1, 0],
    },
    { name: 'theta_2', kind: 'parameter', value: { network: [32, 1] }, at: [2, -1] },
    {
      name: 'y_hat',
      kind: 'deterministic',
      parents: ['h', 'theta_2'],
      expression: 'mlp(theta_2, h)[0]',
      at: [2, 0],
    },
    { name: 'L', kind: 'cost', parents: ['x', 'y_hat'], expression: '(x[1]-y_hat)^2', at: [3, 1] },
  ],
  plans: [
    { name: 'One row', nodes: {} },
    { name: '16 rows', nodes: {}, samples: 16 },
  ],
  training: { optimizer: { kind: 'momentum', rate: 0.05 } },
  pictures: [{ kind: 'band', title: 'The curve', set: 'x', show: 'y_hat' }],
};
