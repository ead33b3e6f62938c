import type { Document, Node, Plan } from '../document/types';

function document(title: string, nodes: readonly Node[], plan: Plan): Document {
  return { scg: 1, title, about: '', seed: 1, nodes, plans: [plan] };
}

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.3 };

function times(steps: number): number[] {
  return Array.from({ length: steps }, (_, t) => t);
}

function circle(name: string, parents: readonly string[], loc?: string): Node {
  const law = loc === undefined ? {} : ({ distribution: 'Normal', args: { loc, scale: '1' } } as const);
  return { name, kind: 'stochastic', parents, ...law };
}

function cost(name: string, parents: readonly string[]): Node {
  return { name, kind: 'cost', parents };
}

/** Sutton et al. (1999): every action is scored; the path leads through the states' noise. */
export function policyGradient(steps: number): Document {
  const nodes = times(steps).flatMap((t) => [
    circle(`a${t}`, ['theta', `s${t}`]),
    cost(`c${t}`, [`s${t}`, `a${t}`]),
    circle(`s${t + 1}`, [`s${t}`, `a${t}`]),
  ]);
  return document('Policy gradient', [theta, circle('s0', []), ...nodes, cost(`c${steps}`, [`s${steps}`])], {
    name: 'State-dependent baseline',
    nodes: Object.fromEntries(times(steps).map((t) => [`a${t}`, { estimator: 'score' as const }])),
  });
}
