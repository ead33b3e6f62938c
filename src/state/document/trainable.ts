import { type Document, tensorShape } from '../../engine';
import type { SessionState } from '../shell/session';

/** Beyond so many coordinates of all parameters, plans are not compared coordinate by coordinate. */
const MOST_COMPARED = 512;

/** Whether the document is one to train: it draws from data, holds a network, or says how it is trained. */
export function isTrainable(document: Document): boolean {
  return document.training !== undefined || learns(document);
}

/** Whether it draws from data or holds a network. */
function learns({ nodes }: Document): boolean {
  return nodes.some(
    (node) =>
      (node.kind === 'input' && typeof node.value === 'object' && 'data' in node.value) ||
      (node.kind === 'parameter' &&
        typeof node.value === 'object' &&
        ('network' in node.value || 'cell' in node.value)),
  );
}

/** How many numbers all parameters hold. */
export function coordinateCount({ nodes }: Document): number {
  return nodes.reduce(
    (sum, node) =>
      node.kind === 'parameter'
        ? sum + tensorShape(node.value).reduce((product, length) => product * length, 1)
        : sum,
    0,
  );
}

/** Whether plans are compared coordinate by coordinate, beside what training shows. */
export function isCompared(document: Document): boolean {
  return coordinateCount(document) <= MOST_COMPARED;
}

/** What the lab shows of the document: the chosen tab, else training where that is what it is made for. */
export function labTabOf(document: Document, chosen: SessionState['labTab']): 'variance' | 'training' {
  if (!isTrainable(document)) return 'variance';
  const isToLearn = document.training !== undefined && learns(document);
  return chosen ?? (isToLearn || !isCompared(document) ? 'training' : 'variance');
}
