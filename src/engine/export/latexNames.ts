import type { Graph, GraphNode } from '../analysis/contract';
import type { Node } from '../document/types';
import { nameToLatex } from '../expression/nameSetting';

/** A node's name as LaTeX. */
export type NodeLatex = (name: string) => string;

/** How a document's node is written: by its label where that can stand in a formula, else by its name. */
export function labelOf(node: Node): string {
  return node.label !== undefined && isSafe(node.label) ? node.label.trim() : slim(nameToLatex(node.name));
}

/** How the nodes of a graph are written; the noise of x is \epsilon_x. */
export function nodeLatex(graph: Graph): NodeLatex {
  const known = new Map([...graph.nodes.values()].map((node) => [node.name, latexOf(node)]));
  return (name) => known.get(name) ?? slim(nameToLatex(name));
}

function latexOf(node: GraphNode): string {
  const label = labelOf(node.source);
  if (node.role !== 'noise') return node.estimator === 'concrete' ? `\\tilde{${label}}` : label;
  // A document may hold a node of that name itself.
  const epsilon = node.name === `epsilon_${node.source.name}` ? '\\epsilon' : "\\epsilon'";
  return slim(`${epsilon}_{${label}}`);
}

/** x_{1} as x_1. */
function slim(latex: string): string {
  return latex.replace(/_\{([A-Za-z0-9])\}/g, '_$1');
}

const LONGEST_LABEL = 200;
/** What would end the formula, start another column or row, define commands, or reach out of the page. */
const UNSAFE =
  /[%&$#]|\\\\|\\(?:begin|end|def|gdef|let|newcommand|html\w*|href|url|includegraphics|tag|label)\b/;

/** Whether a label's braces pair up and it holds nothing that reaches beyond it. */
function isSafe(label: string): boolean {
  if (label.trim() === '' || label.length > LONGEST_LABEL || UNSAFE.test(label)) return false;
  let depth = 0;
  for (const [token] of label.matchAll(/\\.|[{}]/g)) {
    if (token === '{') depth++;
    if (token === '}') depth--;
    if (depth < 0) return false;
  }
  return depth === 0 && !label.endsWith('\\');
}
