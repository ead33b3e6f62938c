import { tensorShape, tensorValues } from '../document/tensor';
import type { Document } from '../document/types';
import { layoutOf } from '../document/weights';
import type { Feeds } from '../ir/program';

/** The numbers of a document's parameters and inputs, by node. */
export function feedsOf(document: Document): Feeds {
  return new Map(
    document.nodes.flatMap((node) =>
      node.kind === 'parameter' || node.kind === 'input'
        ? [[node.name, tensorValues(node.value)] as const]
        : [],
    ),
  );
}

/** What a compiled program depends on, as text: all but the numbers of parameters and inputs, places and words. */
export function structureOf({ nodes, plans }: Document): string {
  const bare = nodes.map(({ at: _, label: __, ...node }) =>
    node.kind === 'parameter' || node.kind === 'input'
      ? { ...node, value: layoutOf(node.value) ?? tensorShape(node.value) }
      : node,
  );
  return JSON.stringify([bare, plans]);
}
