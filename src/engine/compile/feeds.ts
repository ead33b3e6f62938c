import { perObject } from '../base/perObject';
import { DATA_SETS } from '../data/registry';
import { DEFAULT_TENSOR_SEED } from '../document/normals';
import { isDataRule, tensorValues } from '../document/tensor';
import type { DataRule, Document } from '../document/types';
import type { Feeds } from '../ir/program';

/** The numbers of a document's parameters and inputs, by node; of data, all rows of the train split. */
export const feedsOf = perObject(
  (document: Document): Feeds =>
    new Map(
      document.nodes.flatMap((node) =>
        node.kind === 'parameter' || node.kind === 'input'
          ? [[node.name, isDataRule(node.value) ? tableOf(node.value) : tensorValues(node.value)] as const]
          : [],
      ),
    ),
);

function tableOf({ data, seed = DEFAULT_TENSOR_SEED }: DataRule): Float64Array {
  return DATA_SETS[data].rows(seed).train.rows;
}
