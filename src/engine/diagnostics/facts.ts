/** The facts of every kind of finding, by code. A new code needs a row here and its words in `words.ts`. */
export interface Facts {
  cycle: { readonly path: readonly string[] };
  'shape-mismatch': { readonly what: string; readonly shapes: readonly string[] };
}
