import type { Graph } from '../analysis/contract';
import { isDeterministic, nodeOf } from '../analysis/graph';
import { glue } from './formula';
import type { NodeLatex } from './latexNames';

/** More or longer chains than these are not written out. */
const MOST_CHAINS = 4;
const LONGEST_CHAIN = 6;

/**
 * The deterministic paths from a parameter to a node, each as the deterministic nodes between; [] is an edge from the
 * parameter itself. `many`: too many or too long to be written out.
 */
export type Chains = readonly (readonly string[])[] | 'many';

/** The chains from a parameter to every node that it influences deterministically, along edges that are not cut. */
export function chainsFrom(
  graph: Graph,
  parameter: string,
  isCut: (parent: string, name: string) => boolean = () => false,
): ReadonlyMap<string, Chains> {
  const chains = new Map<string, Chains>();
  for (const name of graph.order) {
    const found: (readonly string[])[] = [];
    let many = false;
    for (const parent of nodeOf(graph, name).parents) {
      if (isCut(parent, name)) continue;
      const above = chains.get(parent);
      if (parent === parameter) found.push([]);
      else if (above === undefined || !isDeterministic(nodeOf(graph, parent))) continue;
      else if (above === 'many') many = true;
      else found.push(...above.map((chain) => [...chain, parent]));
    }
    if (many || found.length > MOST_CHAINS || found.some((chain) => chain.length > LONGEST_CHAIN))
      chains.set(name, 'many');
    else if (found.length > 0) chains.set(name, found);
  }
  return chains;
}

/**
 * The chain rule along one chain: \frac{\partial v_1}{\partial\theta} ... \frac{\partial what}{\partial v_k}. An empty
 * `what` leaves the last factor an operator. `put`: what is differentiated in place of a node's value; `held`: what is
 * written behind the derivative along an edge, the last of which leads to `what`.
 */
export function alongChain(
  parameter: string,
  chain: readonly string[],
  what: string,
  latex: NodeLatex,
  put: (name: string) => string | undefined = () => undefined,
  held: (from: string, to: string | undefined) => string = () => '',
): string {
  const differentiated = chain.map((name) => put(name) ?? latex(name));
  return [parameter, ...chain]
    .map((from, i) => partial(differentiated[i] ?? what, latex(from)) + held(from, chain[i]))
    .join('');
}

function partial(of: string, by: string): string {
  return `\\frac{${glue('\\partial', of)}}{${glue('\\partial', by)}}`;
}

/** \frac{\mathrm{d} what}{\mathrm{d} by}: through all chains at once. */
export function totalDerivative(of: string, by: string): string {
  return `\\frac{\\mathrm{d}${of}}{\\mathrm{d}${by}}`;
}
