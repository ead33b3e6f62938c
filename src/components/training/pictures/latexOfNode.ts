import { type Document, labelOf } from '../../../engine';

/** How a node is set; a name without a node as it is written. */
export function latexOfNode(document: Document, name: string): string {
  const node = document.nodes.find((each) => each.name === name);
  return node ? labelOf(node) : `\\text{${name.replace(/[^A-Za-z0-9]/g, ' ')}}`;
}
