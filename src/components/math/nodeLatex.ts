import type { Node } from '../../engine/document/types';
import { nameToLatex } from '../../engine/expression/nameSetting';

/** A node's name as mathematics: its label where it has one. */
export function nodeLatex(node: Pick<Node, 'name' | 'label'>): string {
  return node.label?.trim() ? node.label : nameToLatex(node.name);
}
