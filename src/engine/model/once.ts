import { Kept } from '../base/kept';
import { perObject } from '../base/perObject';
import { FindingError } from '../diagnostics/types';
import type { Model } from './model';

/** Results of one function for one structure: more than a document has plans. */
const MOST = 128;

/**
 * A function of a model that depends on nothing but its structure and on `args`, which are plain data: worked out once
 * for all models that share these, and so are the findings that it throws. `make` is given the structure, so that no
 * number from outside can get into its result.
 */
export function once<A extends readonly unknown[], T>(
  make: (structure: Model, ...args: A) => T,
): (model: Model, ...args: A) => T {
  const resultsOf = perObject((_: Model) => new Kept<() => T>(MOST));
  return ({ structure }, ...args) => {
    const text = args.map(textOf).join('\n');
    return resultsOf(structure).get(text, () => attempted(() => make(structure, ...args)))();
  };
}

function attempted<T>(work: () => T): () => T {
  try {
    const result = work();
    return () => result;
  } catch (error) {
    if (!(error instanceof FindingError)) throw error;
    return () => {
      throw error;
    };
  }
}

function textOf(arg: unknown): string {
  return typeof arg === 'object' && arg !== null ? objectText(arg) : (JSON.stringify(arg) ?? '');
}

const objectText = perObject((arg: object) =>
  JSON.stringify(arg, (_, value) => (value instanceof Map ? [...value] : value)),
);
