import { graphOf, nodeOf } from '../analysis/graph';
import type { Node } from '../document/types';
import type { Model } from '../model/model';
import { labelOf } from './latexNames';

/** Centimetres for one grid unit of the canvas. */
const ACROSS = 2;
const DOWN = 1.6;

const STYLES: { readonly [K in Node['kind']]: string } = {
  parameter: 'inner sep=2pt',
  input: 'inner sep=2pt',
  deterministic: 'draw, rectangle, minimum size=8mm',
  stochastic: 'draw, circle, minimum size=8mm',
  cost: 'draw, double, rectangle, minimum size=8mm',
};

/**
 * The graph as a tikzpicture: circles, squares, costs with a double border, parameters and inputs bare. Nodes without a
 * place stand below the others in columns by their depth. Throws a FindingError for a cycle.
 */
export function tikzOf(model: Model): string {
  const { document } = model;
  const places = placesOf(model);
  const nodes = document.nodes.map((node) => {
    const [x, y] = places.get(node.name) ?? [0, 0];
    return `  \\node[${node.kind}] (${node.name}) at (${round(x * ACROSS)}, ${round(-y * DOWN)}) {$${labelOf(node)}$};`;
  });
  const edges = [...graphOf(model).nodes.values()].flatMap(({ name, parents }) =>
    parents.map((parent) => `  \\draw[->] (${parent}) -- (${name});`),
  );
  const styles = Object.entries(STYLES).map(([kind, style]) => `  ${kind}/.style={${style}},`);
  return [
    '\\begin{tikzpicture}[',
    ...styles,
    '  >=latex]',
    ...nodes,
    ...edges,
    '\\end{tikzpicture}',
    '',
  ].join('\n');
}

/** Places in grid units, y downwards. Those missing: below all others, a column for each depth. */
function placesOf(model: Model): Map<string, readonly [number, number]> {
  const { document } = model;
  const graph = graphOf(model);
  const depth = new Map<string, number>();
  for (const name of graph.order) {
    const above = nodeOf(graph, name).parents.map((parent) => depth.get(parent) ?? 0);
    depth.set(
      name,
      above.reduce((deepest, other) => Math.max(deepest, other + 1), 0),
    );
  }
  const filled = new Map<number, number>();
  const free = document.nodes.reduce((lowest, { at }) => (at ? Math.max(lowest, at[1] + 1) : lowest), 0);
  return new Map(
    document.nodes.map((node) => {
      const column = depth.get(node.name) ?? 0;
      const row = filled.get(column) ?? free;
      if (!node.at) filled.set(column, row + 1);
      return [node.name, node.at ?? [column, row]];
    }),
  );
}

/** Two decimals, without a negative zero. */
function round(value: number): number {
  return Math.round(value * 100) / 100 + 0;
}
