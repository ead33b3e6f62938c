import { gatedCell, perceptron } from '../../ir/networks';
import { BINDING, bracketed, type Typeset } from '../setting';
import { type NetworkFunction, nth } from './contract';

/** Functions whose first argument is a flat vector of weights, the layout of which is known. */
export const NETWORKS: readonly NetworkFunction[] = [
  {
    kind: 'network',
    weights: 'network',
    name: 'mlp',
    signature: 'mlp(theta, x)',
    help: 'the network with weights theta, at a vector x or at every row of a matrix',
    arity: [2, 2],
    // Those of relu layers have kinks.
    differentiability: ['almost-everywhere'],
    latex: (args) => subscripted('MLP', args),
    lower: (b, layout, theta, args) => perceptron(b, layout, theta, nth(args, 0)),
  },
  {
    kind: 'network',
    weights: 'cell',
    name: 'gru',
    signature: 'gru(theta, x, h)',
    help: 'the next state of the recurrent cell with weights theta, at input x and state h',
    arity: [3, 3],
    differentiability: ['smooth'],
    latex: (args) => subscripted('GRU', args),
    lower: (b, layout, theta, args) => gatedCell(b, layout, theta, nth(args, 0), nth(args, 1)),
  },
];

function subscripted(symbol: string, [theta, ...args]: readonly Typeset[]): Typeset {
  const inner = args.map(({ text }) => text).join(', ');
  return { text: `\\mathrm{${symbol}}_{${theta?.text ?? ''}}${bracketed(inner)}`, level: BINDING.power };
}
