import { DATA_SETS } from '../data/registry';
import { DEFAULT_TENSOR_SEED } from '../document/normals';
import { isDataRule } from '../document/tensor';
import type { Document } from '../document/types';
import type { OwnRows } from './contract';

/** Numbers for feeds, by name. */
export type Numbers = ReadonlyMap<string, ArrayLike<number>>;

/** The rows that an input draws from. */
export interface DataTable {
  readonly input: string;
  readonly width: number;
  readonly train: ArrayLike<number>;
  readonly heldOut: ArrayLike<number>;
  /** Of the held-out rows; all 0 where there are none. */
  readonly classes: Uint8Array;
}

/** The tables of a document's inputs: of built-in data sets, or what a visitor gave in their place. */
export function tablesOf(document: Document, own: ReadonlyMap<string, OwnRows> = new Map()): DataTable[] {
  return document.nodes.flatMap((node): DataTable[] => {
    if (node.kind !== 'input' || !isDataRule(node.value)) return [];
    const given = own.get(node.name);
    if (given) {
      const { width, train, heldOut } = given;
      return [{ input: node.name, width, train, heldOut, classes: new Uint8Array(heldOut.length / width) }];
    }
    const { data, seed = DEFAULT_TENSOR_SEED } = node.value;
    const { train, heldOut } = DATA_SETS[data].rows(seed);
    const { width } = DATA_SETS[data];
    return [{ input: node.name, width, train: train.rows, heldOut: heldOut.rows, classes: heldOut.classes }];
  });
}
