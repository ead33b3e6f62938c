import type { Finding } from '../diagnostics/types';
import type { Document, Node } from './types';

/** What an edit gives: another document (the same one where nothing changes), or why it is refused. */
export type Edited = Document | Finding;

/** No finding has a version, and every document does. */
export function isRefused(edited: Edited): edited is Finding {
  return !('scg' in edited);
}

/** The document with one node changed: the same one where it stays as it is. */
export function replaceNode(document: Document, name: string, change: (node: Node) => Node): Document {
  const nodes = document.nodes.map((node) => (node.name === name ? change(node) : node));
  return nodes.some((node, i) => node !== document.nodes[i]) ? { ...document, nodes } : document;
}

export function unknownNode(name: string): Finding {
  return { code: 'unknown-node', facts: { name, role: 'edit', suggestion: undefined } };
}
