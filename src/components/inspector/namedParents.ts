import { connect, type Document, isRefused, names, parsedNode, withDensityEdges } from '../../engine';

/**
 * Makes the nodes that an expression of `name` names its parents; with `log_prob(z)` also the parents of z, which its
 * law depends on. `except` is the word that is still being typed: x of what may become x1. Edges that would close a
 * cycle are left out, and the expression then says that the node is no parent.
 */
export function withNamedParents(document: Document, name: string, except?: string): Document {
  const node = document.nodes.find((candidate) => candidate.name === name);
  if (!node || !('parents' in node)) return document;
  const known = new Map(document.nodes.map((candidate) => [candidate.name, candidate]));
  const wanted = new Set<string>();
  for (const tree of parsedNode(node).trees.values()) for (const used of names(tree)) wanted.add(used);
  let result = document;
  for (const parent of wanted) {
    if (parent === except || parent === name || !known.has(parent) || node.parents.includes(parent)) continue;
    const connected = connect(result, parent, name);
    if (!isRefused(connected)) result = connected;
  }
  return withDensityEdges(result);
}

/** The word that ends at the caret, as one that is still being typed does. */
export function wordAt(text: string, caret: number): string | undefined {
  return /[A-Za-z][A-Za-z0-9_]*$/.exec(text.slice(0, caret))?.[0];
}
