import type { Graph } from '../analysis/contract';
import { isDeterministic, namesOfKind, nodeOf } from '../analysis/graph';
import { isDataRule } from '../document/tensor';
import { glue } from './formula';
import type { NodeLatex } from './latexNames';

/** Squares inside squares that are written out, and nodes written in one function. */
const DEEPEST = 3;
const MOST_NODES = 16;
/** Arguments in one pair of brackets. */
const MOST_ARGUMENTS = 6;
const MOST_SUBSCRIPTS = 6;

/** A square as a function of its parents, squares among them as functions of theirs: f(x,y(\theta)). */
export function asFunction(graph: Graph, name: string, latex: NodeLatex): string {
  let left = MOST_NODES;
  const write = (of: string, depth: number): string => {
    left--;
    const node = nodeOf(graph, of);
    const { parents } = node;
    if (!isDeterministic(node) || parents.length === 0 || depth > DEEPEST || left <= 0) return latex(of);
    const shown = parents.slice(0, MOST_ARGUMENTS).map((parent) => write(parent, depth + 1));
    return `${latex(of)}(${[...shown, ...(parents.length > MOST_ARGUMENTS ? ['\\ldots'] : [])].join(',')})`;
  };
  return write(name, 0);
}

/** \log p(x\mid\theta,x_0). */
export function logDensity(
  graph: Graph,
  name: string,
  latex: NodeLatex,
  about?: (given: string) => string,
): string {
  return `\\log ${density(graph, name, latex, about)}`;
}

/**
 * \big|_{\log p(x\mid\lfloor\theta\rfloor)}: these densities are held as their parents move; '' where there are none.
 */
export function holding(graph: Graph, names: readonly string[], latex: NodeLatex): string {
  if (names.length === 0) return '';
  const held = names.map((name) => logDensity(graph, name, latex, (given) => `\\lfloor ${given}\\rfloor`));
  return `\\big|_{${held.join(',')}}`;
}

/** p(x\mid\theta,x_0): parents as they are, the parameters first; `about` them stands what is given. */
export function density(
  graph: Graph,
  name: string,
  latex: NodeLatex,
  about: (given: string) => string = (given) => given,
): string {
  const { parents } = nodeOf(graph, name);
  const isParameter = (parent: string): boolean => nodeOf(graph, parent).kind === 'parameter';
  const ordered = [...parents.filter(isParameter), ...parents.filter((parent) => !isParameter(parent))];
  if (ordered.length === 0) return `p(${latex(name)})`;
  const shown = ordered.slice(0, MOST_ARGUMENTS).map(latex);
  const given = [...shown, ...(ordered.length > MOST_ARGUMENTS ? ['\\ldots'] : [])].join(',');
  return `p(${latex(name)}${glue('\\mid', about(given))})`;
}

/** Stochastic nodes, and inputs that draw rows, that influence one of the costs, in topological order. */
export function randomnessOf(graph: Graph, costs: readonly string[]): string[] {
  const matter = new Set(costs);
  for (const name of [...graph.order].reverse()) {
    if (nodeOf(graph, name).children.some((child) => matter.has(child))) matter.add(name);
  }
  const random = new Set(namesOfKind(graph, 'stochastic'));
  for (const name of graph.order) {
    const { source } = nodeOf(graph, name);
    if (source.kind === 'input' && isDataRule(source.value)) random.add(name);
  }
  return graph.order.filter((name) => matter.has(name) && random.has(name));
}

/** \mathbb{E}_{x,y}; nothing where there is nothing random. */
export function expectation(names: readonly string[], latex: NodeLatex): string {
  if (names.length === 0) return '';
  const all = names.map(latex);
  const shown =
    all.length > MOST_SUBSCRIPTS ? [...all.slice(0, 3), '\\ldots', all[all.length - 1] ?? ''] : all;
  const subscript = shown.join(',');
  return /^[A-Za-z]$/.test(subscript) ? `\\mathbb{E}_${subscript}` : `\\mathbb{E}_{${subscript}}`;
}

/** A number as it is written by hand: 1e-7 as a power of ten. */
export function numberLatex(value: number): string {
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  const ten = `10^{${exponent.replace('+', '')}}`;
  return digits === '1' ? ten : `${digits}\\cdot ${ten}`;
}
