import { DATA_SETS } from '../data/registry';
import { DEFAULT_TENSOR_SEED } from '../document/normals';
import { isData, tensorShape, tensorValues } from '../document/tensor';
import type { DataRule, Document, InputValue, ParameterValue } from '../document/types';
import { layoutOf } from '../document/weights';
import type { Feeds } from '../ir/program';

/** The numbers of a document's parameters and inputs, by node; of data, all rows of the train split. */
export function feedsOf(document: Document): Feeds {
  return new Map(
    document.nodes.flatMap((node) =>
      node.kind === 'parameter' || node.kind === 'input'
        ? [[node.name, isData(node.value) ? tableOf(node.value) : tensorValues(node.value)] as const]
        : [],
    ),
  );
}

/** What a compiled program depends on, as text: all but the numbers of parameters and inputs, places and words. */
export function structureOf({ nodes, plans }: Document): string {
  const bare = nodes.map(({ at: _, label: __, ...node }) =>
    node.kind === 'parameter' || node.kind === 'input'
      ? { ...node, value: structureOfValue(node.value) }
      : node,
  );
  return JSON.stringify([bare, plans]);
}

function structureOfValue(value: ParameterValue | InputValue): unknown {
  return isData(value) ? value.data : (layoutOf(value) ?? tensorShape(value));
}

function tableOf({ data, seed = DEFAULT_TENSOR_SEED }: DataRule): Float64Array {
  return DATA_SETS[data].rows(seed).train.rows;
}
