import type { Analysis } from '../analysis/contract';
import { compileNodes } from '../compile/nodes';
import { FindingError } from '../diagnostics/types';
import { textsOf } from '../document/texts';
import type { Node } from '../document/types';
import { once } from '../model/once';
import type { NodeLatex } from './latexNames';

/** How a cost enters a sum: as it is, or of one whose value is an array the sum over its elements. */
export interface Summed {
  /** Written before the cost: \sum_{\ell}, as small as the brackets around it, or nothing. */
  readonly before: string;
  /** The names of nodes, the cost's with the index of an element. */
  readonly latex: NodeLatex;
}

/** `latex`: how the names of nodes are written. */
export function summedCost({ structure }: Analysis, cost: string, latex: NodeLatex): Summed {
  if (!arraysOf(structure).has(cost)) return { before: '', latex };
  const taken = new Set(structure.document.nodes.map(({ name }) => latex(name)));
  // The letters i, j and k count samples and classes.
  const index = ['\\ell', 'm', 'n', 'q'].find((letter) => !taken.has(letter)) ?? "\\ell'";
  const own = latex(cost);
  const element = /[_^']/.test(own) ? `(${own})_{${index}}` : `${own}_{${index}}`;
  return {
    before: `{\\textstyle\\sum_{${index}}}\\,`,
    latex: (name) => (name === cost ? element : latex(name)),
  };
}

/** The nodes whose values are arrays; none of a document that is still at fault. */
const arraysOf = once((model): ReadonlySet<string> => {
  const { nodes } = model.document;
  if (!nodes.some(makesArrays)) return new Set();
  try {
    const arrays = compileNodes(model).nodes.filter(({ shape }) => shape.length > 0);
    return new Set(arrays.map(({ name }) => name));
  } catch (error) {
    if (error instanceof FindingError) return new Set();
    throw error;
  }
});

/** Functions that make an array of numbers. */
const MAKERS = /\b(?:stack|concat|range|reshape)\b/;

/** Whether a node may hold an array though its parents hold none: else there is no need to work out shapes. */
function makesArrays(node: Node): boolean {
  const isGiven = (node.kind === 'parameter' || node.kind === 'input') && typeof node.value !== 'number';
  const isRepeated = node.kind === 'stochastic' && (node.shape ?? []).length > 0;
  return isGiven || isRepeated || textsOf(node).some(([, text]) => MAKERS.test(text));
}
