import { type Document, modelOf, nameToUnicode, trainingCosts } from '../../engine';

/** Why there is nothing to estimate for a parameter; undefined where there is, and while there is no cost at all. */
export function untrainedWords(document: Document, parameter: string): string | undefined {
  const costs = trainingCosts(modelOf(document)).get(parameter);
  if (!costs || costs.training.length > 0) return undefined;
  if (!document.nodes.some(({ kind }) => kind === 'cost')) return undefined;
  const name = nameToUnicode(parameter);
  return costs.influenced.length === 0 ? `no cost depends on ${name}` : `no cost trains ${name}`;
}
