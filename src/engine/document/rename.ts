import type { Finding } from '../diagnostics/types';
import { renameInModel } from './modelNames';
import { NUMBERS, nameProblem } from './names';
import { textsOf } from './texts';
import type { Document, Node, NodePlan } from './types';

/** Names to be replaced, with what replaces them. All at once: two names may change places. */
export type Renaming = ReadonlyMap<string, string>;

/**
 * Gives a node another name, in its own entry and wherever it is called: parents, expressions, arguments, `trains`,
 * plans, training and pictures. Refused where the new name is not one that expressions can use, is taken, or stands for
 * a number in a formula.
 */
export function renameNode(document: Document, from: string, to: string): Document | Finding {
  const place = { nodes: [from], field: 'name' };
  if (from === to) return document;
  const names = new Set(document.nodes.map(({ name }) => name));
  if (!names.has(from))
    return { code: 'unknown-node', facts: { name: from, role: 'edit', suggestion: undefined }, ...place };
  const problem = nameProblem(to);
  if (problem) return { ...problem, ...place };
  if (names.has(to)) return { code: 'taken-name', facts: { name: to, what: 'node' }, ...place };
  const number = NUMBERS.get(to);
  const user =
    number && document.nodes.find((node) => textsOf(node).some(([, text]) => namesIn(text).includes(to)));
  if (user) {
    const meaning = `${number} in the formula of ${user.name}`;
    return { code: 'reserved-name', facts: { name: to, meaning }, ...place };
  }
  const renaming = new Map([[from, to]]);
  return {
    ...document,
    nodes: document.nodes.map((node) => {
      const named = node.name === from ? { ...node, name: to } : node;
      return renameReferences(named, renaming);
    }),
    plans: document.plans.map((plan) => ({
      ...plan,
      nodes: Object.fromEntries(
        Object.entries(plan.nodes).map(([name, entry]) => [
          renaming.get(name) ?? name,
          renameInEntry(entry, renaming),
        ]),
      ),
    })),
    ...renameInModel(document, (name) => renaming.get(name) ?? name),
  };
}

/** The node with other names for the nodes that it refers to; its own name stays. */
export function renameReferences(node: Node, renaming: Renaming): Node {
  const renamed = (name: string) => renaming.get(name) ?? name;
  switch (node.kind) {
    case 'parameter':
    case 'input':
      return node;
    case 'deterministic':
      return { ...node, parents: node.parents.map(renamed), ...expressionOf(node, renaming) };
    case 'cost':
      return {
        ...node,
        parents: node.parents.map(renamed),
        ...expressionOf(node, renaming),
        ...(node.trains ? { trains: node.trains.map(renamed) } : {}),
      };
    case 'stochastic':
      return { ...node, parents: node.parents.map(renamed), ...argsOf(node.args, renaming) };
  }
}

/** A learned baseline names the nodes that it sees. */
function renameInEntry(entry: NodePlan, renaming: Renaming): NodePlan {
  if (entry.estimator !== 'score' || typeof entry.baseline !== 'object') return entry;
  const { baseline } = entry;
  if (baseline.kind !== 'value' || !baseline.of) return entry;
  const of = baseline.of.map((name) => renaming.get(name) ?? name);
  return { ...entry, baseline: { ...baseline, of } };
}

function expressionOf({ expression }: { readonly expression?: string }, renaming: Renaming) {
  return expression === undefined ? {} : { expression: renameInExpression(expression, renaming) };
}

function argsOf(args: Readonly<Record<string, string>> | undefined, renaming: Renaming) {
  if (args === undefined) return {};
  const renamed = Object.entries(args).map(([arg, text]) => [arg, renameInExpression(text, renaming)]);
  return { args: Object.fromEntries(renamed) };
}

/** Numbers come first, so that the e of 1e3 is not taken for a name; an underscore makes a name longer. */
const TOKEN = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[A-Za-z_][A-Za-z0-9_]*/g;

/** What follows a name that is none of a node: the bracket of a function, or the equals sign of an argument. */
const AFTER_OTHERS = /^\s*(?:\(|=(?!=))/;

/**
 * Replaces whole names in the text of an expression, whether or not it can be parsed. The names of functions and of
 * arguments, as in `Normal(loc=x, scale=1)`, stay.
 */
export function renameInExpression(text: string, renaming: Renaming): string {
  return text.replace(TOKEN, (token, at: number) => {
    const to = renaming.get(token);
    return to === undefined || AFTER_OTHERS.test(text.slice(at + token.length)) ? token : to;
  });
}

/** The names of values in the text of an expression. */
function namesIn(text: string): string[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: token, index }) =>
    AFTER_OTHERS.test(text.slice(index + token.length)) ? [] : [token],
  );
}
