import { encodeShare } from '../../src/engine/share/share';

/** The link of something small to train, with so many rows a step. */
export const learner = (rows: number): string =>
  encodeShare({
    scg: 1,
    title: `Learner ${rows}`,
    about: '',
    seed: 1,
    nodes: [
      { name: 'p', kind: 'input', value: { data: 'wave' } },
      { name: 'w', kind: 'parameter', value: { network: [1, 4, 1] } },
      {
        name: 'y',
        kind: 'stochastic',
        parents: ['w', 'p'],
        distribution: 'Normal',
        args: { loc: 'mlp(w, concat(p[0]))', scale: '0.3' },
      },
      { name: 'f', kind: 'cost', parents: ['y', 'p'], expression: 'sum((y - p[1])^2)' },
    ],
    plans: [{ name: 'Pathwise', nodes: { y: { estimator: 'pathwise' } } }],
    training: { rows },
  });
