import type { Document, Node, NodePlan } from '../document/types';
import { Chance } from './fuzz/chance';

/** What a small document is called in all its places. */
export interface Names {
  /** Of nodes: at least nine. */
  readonly nodes: readonly string[];
  /** Of plans: at least three. */
  readonly plans: readonly string[];
}

/**
 * A small sound document drawn from a seed, whose names are given: a scalar, a vector and a game's second player as
 * parameters, an input, circles of two laws, squares, two costs, plans of all manners, training and pictures.
 */
export function namedDocument(seed: number, { nodes: names, plans: planNames }: Names): Document {
  const chance = new Chance(seed);
  const [theta = '', weights = '', other = '', u = '', x = '', b = '', y = '', f = '', g = ''] = names;
  const isGame = chance.once(3);
  const square = chance.pick([`${x}*${u} + ${b}`, `where(${x} < ${theta}, ${x}, ${b})`, `tanh(${x}) - ${b}`]);
  const density = chance.once(3) ? ` + log_prob(${x})` : '';
  const nodes: Node[] = [
    { name: theta, kind: 'parameter', value: 0.3 },
    { name: weights, kind: 'parameter', value: [0.4, -0.2] },
    { name: other, kind: 'parameter', value: 0.1, label: '\\phi' },
    { name: u, kind: 'input', value: 0.7 },
    {
      name: x,
      kind: 'stochastic',
      parents: [theta, weights],
      distribution: 'Normal',
      args: { loc: `${theta} + sum(${weights})`, scale: `exp(${weights}[1])` },
    },
    {
      name: b,
      kind: 'stochastic',
      parents: [x, other],
      distribution: 'Bernoulli',
      args: { logits: `${x} + ${other}` },
    },
    { name: y, kind: 'deterministic', parents: [x, u, b, theta], expression: square },
    { name: f, kind: 'cost', parents: [y, x], expression: `(${y} - 1)^2${density}` },
    {
      name: g,
      kind: 'cost',
      parents: [b, other],
      expression: `${b}*${other}`,
      ...(isGame ? { trains: [other] } : {}),
    },
  ];
  const ofX: readonly [NodePlan, ...NodePlan[]] = [
    { estimator: 'score' },
    { estimator: 'pathwise' },
    { estimator: 'measureValued' },
    { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } },
    { estimator: 'score', baseline: { kind: 'value', of: [theta, u] } },
  ];
  const ofB: readonly [NodePlan, ...NodePlan[]] = [
    { estimator: 'score' },
    { estimator: 'enumerate' },
    { estimator: 'concrete', temperature: 0.5 },
    { estimator: 'score', baseline: { kind: 'leaveOneOut' } },
    { estimator: 'straightThrough' },
  ];
  const choices: readonly (readonly [string, NodePlan])[] = [
    [x, chance.pick(ofX)],
    [b, chance.pick(ofB)],
  ];
  // The last plan leaves both to the default.
  const plans = planNames.slice(0, 3).map((name, i) => ({
    name,
    nodes: Object.fromEntries(choices.slice(i)),
    samples: 2 + 2 * i,
  }));
  return {
    scg: 1,
    title: 'Named',
    about: '',
    seed,
    nodes,
    plans,
    training: {
      rows: 2,
      groups: [{ parameters: [theta, other], optimizer: { kind: 'momentum', rate: 0.01 } }],
    },
    pictures: [{ kind: 'steps', title: planNames[0] ?? '', show: [x] }],
  };
}
