import type { Document, Node, Plan } from '../document/types';

/** Graphs of reinforcement learning, as the papers have them: a policy theta acts for `steps` steps, and there is a cost at the end. */

function document(title: string, nodes: readonly Node[], plan: Plan): Document {
  return { scg: 1, title, about: '', seed: 1, nodes, plans: [plan] };
}

const theta: Node = { name: 'theta', kind: 'parameter', value: 0.3 };
const kappa: Node = { name: 'kappa', kind: 'input', value: 1 };

function times(steps: number): number[] {
  return Array.from({ length: steps }, (_, t) => t);
}

function circle(name: string, parents: readonly string[], loc?: string): Node {
  const law = loc === undefined ? {} : ({ distribution: 'Normal', args: { loc, scale: '1' } } as const);
  return { name, kind: 'stochastic', parents, ...law };
}

function square(name: string, parents: readonly string[], expression: string): Node {
  return { name, kind: 'deterministic', parents, expression };
}

function cost(
  name: string,
  parents: readonly string[],
  trains?: readonly string[],
  expression?: string,
): Node {
  return { name, kind: 'cost', parents, ...(trains && { trains }), ...(expression && { expression }) };
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

/** Heess et al. (2015): the path leads through a learned model, whose noise is inferred of what the world answered. */
export function svgInfinity(steps: number): Document {
  const nodes = times(steps).flatMap((t) => {
    const [s, a, z] = [`s${t}`, `a${t}`, `z${t + 1}`];
    return [
      circle(a, ['theta', s]),
      cost(`c${t}`, [s, a], ['theta']),
      circle(z, [s, a], `stop(${s}+${a})`),
      square(`s${t + 1}`, ['m', s, a, z], `m*(${s}+${a})+stop(${z}-m*(${s}+${a}))`),
      cost(`r${t}`, [t === 0 ? s : `z${t}`, a], []),
      cost(`M${t}`, ['m', s, a, z], ['psi'], `(${z}-m*stop(${s}+${a}))^2`),
    ];
  });
  const model: readonly Node[] = [
    { name: 'psi', kind: 'parameter', value: 1 },
    kappa,
    square('m', ['psi', 'kappa'], 'psi*kappa'),
  ];
  return document(
    'SVG(∞)',
    [theta, ...model, circle('s0', []), ...nodes, cost(`c${steps}`, [`s${steps}`], ['theta'])],
    { name: 'SVG(∞)', nodes: {} },
  );
}

/** Heess et al. (2015), one step: the policy follows the critic's slope at a0; the critic learns from b0, drawn from the same policy. */
export const svg0: Document = document(
  'SVG(0)',
  [
    theta,
    { name: 'phi', kind: 'parameter', value: 0.5 },
    kappa,
    square('w', ['phi', 'kappa'], 'phi*kappa'),
    circle('s0', []),
    circle('a0', ['theta', 's0'], '-theta*s0'),
    circle('b0', ['theta', 's0'], '-stop(theta)*s0'),
    cost('Q0', ['w', 's0', 'a0'], ['theta'], 'w*s0*a0'),
    circle('s1', ['s0', 'b0'], 's0+b0'),
    cost('L0', ['w', 's0', 'b0', 's1'], ['phi'], '(stop(s0^2+b0^2+s1^2)-w*s0*b0)^2'),
  ],
  { name: 'SVG(0)', nodes: {} },
);
