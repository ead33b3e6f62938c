import { assertNever } from '../base/assertNever';
import { DISTRIBUTIONS } from '../distributions/registry';
import { DISTRIBUTION_ARGS } from '../document/distributions';
import { isDataRule, tensorShape } from '../document/tensor';
import type { Node, StochasticNode } from '../document/types';
import { toLatex, varianceOf } from '../expression/latex';
import { nameToLatex } from '../expression/nameSetting';
import type { Model } from '../model/model';
import { treesOf, writtenArgs } from '../model/trees';
import { labelOf, type NodeLatex } from './latexNames';
import { numberLatex } from './latexSymbols';

/** What a node is, in LaTeX. */
export interface Definition {
  readonly node: string;
  readonly latex: string;
  /** Whether the document gives no formula and the default stands in. */
  readonly missing: boolean;
}

/** The definition of every node, in the document's order: x \sim \mathcal{N}(\theta x_0, 1), f = (y-1)^2. */
export function definitionsLatex({ document }: Model): Definition[] {
  const labels = new Map(document.nodes.map((node) => [node.name, labelOf(node)]));
  const latex: NodeLatex = (name) => labels.get(name) ?? nameToLatex(name);
  return document.nodes.map((node) => {
    const { relation, missing } = definition(node, latex);
    return { node: node.name, latex: `${labelOf(node)} ${relation}`, missing };
  });
}

function definition(node: Node, latex: NodeLatex): { relation: string; missing: boolean } {
  switch (node.kind) {
    case 'parameter':
    case 'input':
      if (isDataRule(node.value)) return { relation: `\\sim \\mathrm{${node.value.data}}`, missing: false };
      return {
        relation:
          typeof node.value === 'number'
            ? `= ${numberLatex(node.value)}`
            : `\\in \\mathbb{R}^{${tensorShape(node.value).join('\\times ')}}`,
        missing: false,
      };
    case 'deterministic':
      return node.expression === undefined
        ? { relation: `= ${sum(node.parents, latex)}`, missing: true }
        : { relation: `= ${expression(node, 'expression', latex)}`, missing: false };
    case 'cost':
      return node.expression === undefined
        ? { relation: `= ${squared(node.parents, latex)}`, missing: true }
        : { relation: `= ${expression(node, 'expression', latex)}`, missing: false };
    case 'stochastic':
      return { relation: `\\sim ${law(node, latex)}`, missing: node.distribution === undefined };
    default:
      return assertNever(node);
  }
}

function law(node: StochasticNode, latex: NodeLatex): string {
  if (node.distribution === undefined) return `\\mathcal{N}(${sum(node.parents, latex)}, 1)`;
  const { symbol } = DISTRIBUTIONS[node.distribution].latex;
  const [usual] = DISTRIBUTION_ARGS[node.distribution];
  const isVariance = (arg: string): boolean => node.distribution === 'Normal' && arg === 'scale';
  const given = writtenArgs(node).map(([arg]) => {
    const written = isVariance(arg) ? variance(node, latex) : expression(node, arg, latex);
    return usual.some((other) => other === arg) ? written : `\\mathrm{${arg}} = ${written}`;
  });
  const shape = node.shape && node.shape.length > 0 ? `^{${node.shape.join('\\times ')}}` : '';
  return `${symbol}(${given.join(', ')})${shape}`;
}

/** The scale squared: \mathcal{N} is written with its variance. */
function variance(node: StochasticNode, latex: NodeLatex): string {
  const scale = treesOf(node).get('scale');
  return scale ? toLatex(varianceOf(scale), latex) : expression(node, 'scale', latex);
}

function expression(node: Node, field: string, latex: NodeLatex): string {
  const tree = treesOf(node).get(field);
  return tree ? toLatex(tree, latex) : '\\text{(cannot be read)}';
}

function sum(parents: readonly string[], latex: NodeLatex): string {
  return parents.length === 0 ? '0' : parents.map(latex).join(' + ');
}

function squared(parents: readonly string[], latex: NodeLatex): string {
  const [only] = parents;
  if (parents.length === 0 || only === undefined) return '0';
  const plain = parents.length === 1 && /^(?:[A-Za-z]|\\[A-Za-z]+)$/.test(latex(only));
  return plain ? `${latex(only)}^2` : `(${sum(parents, latex)})^2`;
}
