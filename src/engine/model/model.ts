import { Kept } from '../base/kept';
import { perObject } from '../base/perObject';
import type { Finding } from '../diagnostics/types';
import { structureText, withoutNumbers } from '../document/structure';
import type { Document } from '../document/types';
import { usesStop } from '../expression/names';
import type { Tree } from '../expression/tree';
import { parsedNode } from './trees';

/**
 * A document on its way through the engine: what checks, analysis, programs, formulas, runs and training take. All that
 * follows from its structure is worked out once (see `once`), and shared by every document of that structure.
 */
export interface Model {
  readonly document: Document;
  /** Parsed expressions, by node and field (`expression`, `args.loc` ...). */
  readonly trees: ReadonlyMap<string, ReadonlyMap<string, Tree>>;
  /** About expressions that do not parse, which have no tree. */
  readonly unparsed: readonly Finding[];
  readonly tables: Tables;
  /**
   * This model without what changes nothing that is compiled: the same object for all documents that differ in the
   * numbers of parameters and inputs, in plans, seed, text and places alone. Its numbers are blank; it has no plans,
   * and is its own structure.
   */
  readonly structure: Model;
}

/** Rows of tables that take the place of data sets', by input. */
export type Tables = ReadonlyMap<string, { readonly rows: number; readonly width: number }>;

/** The model of a document, whose expressions need not parse. The same one for the same document. */
export const modelOf = perObject((document: Document): Model => modelWith(document, new Map()));

/** The model of a document whose data sets are replaced. */
export function modelWith(document: Document, tables: Tables): Model {
  const structure = structureOf(document, tables);
  return { ...structure, document, structure };
}

/**
 * The last structures are kept though nobody holds them, as long as their texts together are no longer, in characters.
 */
const KEPT = 2 ** 16;
const last = new Kept<Model>(KEPT);
/** Those that somebody holds, or that are kept. */
const held = new Map<string, WeakRef<Model>>();
const gone = new FinalizationRegistry((text: string) => {
  if (!held.get(text)?.deref()) held.delete(text);
});

function structureOf({ nodes }: Document, tables: Tables): Model {
  const labels = nodes.map(({ label }) => label);
  const text = [...nodes.map(structureText), JSON.stringify([labels, ...tables])].join('\n');
  const find = (): Model => {
    const known = held.get(text)?.deref();
    if (known) return known;
    const structure = read(nodes, tables);
    held.set(text, new WeakRef(structure));
    gone.register(structure, text);
    return structure;
  };
  return last.get(text, find, text.length);
}

function read(nodes: Document['nodes'], tables: Tables): Model {
  const blank = nodes.map(withoutNumbers);
  return {
    document: { scg: 1, title: '', about: '', seed: 0, nodes: blank, plans: [] },
    trees: new Map(blank.map((node) => [node.name, parsedNode(node).trees])),
    unparsed: blank.flatMap((node) => parsedNode(node).findings),
    tables,
    get structure() {
      return this;
    },
  };
}

/** Whether any expression holds `stop`: the gradient of the objective is then not what the document asks for. */
export function modelUsesStop({ trees }: Model): boolean {
  return [...trees.values()].some((fields) => [...fields.values()].some(usesStop));
}
