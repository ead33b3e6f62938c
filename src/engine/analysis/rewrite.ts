import { ESTIMATOR_ROLES } from '../document/estimators';
import type { EstimatorKinds, Graph, GraphNode } from './contract';
import { assemble } from './graph';

/**
 * The reparameterized graph: every circle x that the plan takes pathwise, or relaxes, becomes a noise circle without
 * parents and a square x = g(parents, noise). After this no analysis knows of pathwise: Theorem 1 holds of the new
 * graph as of any other (Schulman et al. 2015, section 2.2 and appendix on reparameterization).
 */
export function reparameterize(graph: Graph, kinds: EstimatorKinds): Graph {
  const taken = new Set(graph.nodes.keys());
  const list = [...graph.nodes.values()].flatMap((node): Omit<GraphNode, 'children'>[] => {
    const estimator = kinds.get(node.name);
    if (!estimator) return [node];
    if (ESTIMATOR_ROLES[estimator] === 'circle') return [{ ...node, estimator }];
    const noise = freshName(`epsilon_${node.name}`, taken);
    taken.add(noise);
    return [
      { name: noise, kind: 'stochastic', parents: [], source: node.source, role: 'noise' },
      {
        ...node,
        kind: 'deterministic',
        parents: [...node.parents, noise],
        role: 'reparameterized',
        estimator,
      },
    ];
  });
  return assemble(list);
}

function freshName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}_${number}`)) number++;
  return `${wanted}_${number}`;
}
