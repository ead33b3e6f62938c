import type { Document, Node, NodePlan } from '../document/types';

/** Graphs of reinforcement learning, without numbers that matter: a policy that acts for `steps` steps. */

function document(title: string, nodes: readonly Node[], plan: Readonly<Record<string, NodePlan>>): Document {
  return { scg: 1, title, about: '', seed: 1, nodes, plans: [{ name: 'Paper', nodes: plan }] };
}

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.3 };
const start: Node = { name: 's1', kind: 'input', value: 1 };

function times(steps: number): number[] {
  return Array.from({ length: steps }, (_, i) => i + 1);
}

function action(t: number): Node {
  return {
    name: `a${t}`,
    kind: 'stochastic',
    parents: [`s${t}`, 'theta'],
    distribution: 'Normal',
    args: { loc: `theta*s${t}`, scale: '1' },
  };
}

function reward(t: number): Node {
  return { name: `r${t}`, kind: 'cost', parents: [`s${t}`, `a${t}`], expression: `-s${t}*a${t}` };
}

/** Williams (1992): actions and states are drawn, actions are scored; costs are rewards with the sign turned. */
export function policyGradient(steps: number): Document {
  const nodes = times(steps).flatMap((t): Node[] => [
    ...(t === 1 ? [] : [{ name: `s${t}`, kind: 'stochastic' as const, parents: [`s${t - 1}`, `a${t - 1}`] }]),
    action(t),
    reward(t),
  ]);
  const scored = nodes
    .filter(({ kind }) => kind === 'stochastic')
    .map(({ name }) => [name, { estimator: 'score' }] as const);
  return document('Policy gradient', [theta, start, ...nodes], Object.fromEntries(scored));
}

/** Heess et al. (2015), SVG(inf): the path leads through actions and states; `noisy` states have a noise of their own. */
export function svgInf(steps: number, noisy = false): Document {
  const nodes = times(steps).flatMap((t): Node[] => [
    ...(t === 1 ? [] : [state(t, noisy)]),
    action(t),
    reward(t),
  ]);
  return document('SVG(inf)', [theta, start, ...nodes], {});
}

function state(t: number, noisy: boolean): Node {
  const parents = [`s${t - 1}`, `a${t - 1}`];
  return { name: `s${t}`, kind: noisy ? 'stochastic' : 'deterministic', parents };
}

/** Heess et al. (2015), SVG(0): the policy follows the critic's slope; the critic learns the reward and its own value of the next state. */
export const svg0: Document = document(
  'SVG(0)',
  [
    theta,
    { name: 's', kind: 'input', value: 1 },
    { name: 'a', kind: 'stochastic', parents: ['s', 'theta'] },
    { name: 'phi', kind: 'parameter', value: 0.5 },
    { name: 'q', kind: 'deterministic', parents: ['s', 'a', 'phi'], expression: 'phi*s*a' },
    { name: 's_next', kind: 'stochastic', parents: ['s', 'a'] },
    { name: 'target', kind: 'deterministic', parents: ['s_next', 'phi'], expression: '1+stop(phi)*s_next' },
    { name: 'J', kind: 'cost', parents: ['q'], expression: '-q', trains: ['theta'] },
    { name: 'C', kind: 'cost', parents: ['q', 'target'], expression: '(q-target)^2', trains: ['phi'] },
  ],
  {},
);
