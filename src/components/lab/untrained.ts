import { type CostsOf, type Document, nameToUnicode, trainingCosts } from '../../engine';

const known = new WeakMap<Document['nodes'], ReadonlyMap<string, CostsOf>>();

function costsOf(document: Document): ReadonlyMap<string, CostsOf> {
  let costs = known.get(document.nodes);
  if (!costs) {
    costs = trainingCosts(document);
    known.set(document.nodes, costs);
  }
  return costs;
}

/** Why there is nothing to estimate for a parameter; undefined where there is, and while there is no cost at all. */
export function untrainedWords(document: Document, parameter: string): string | undefined {
  const costs = costsOf(document).get(parameter);
  if (!costs || costs.training.length > 0) return undefined;
  if (!document.nodes.some(({ kind }) => kind === 'cost')) return undefined;
  const name = nameToUnicode(parameter);
  return costs.influenced.length === 0 ? `no cost depends on ${name}` : `no cost trains ${name}`;
}
