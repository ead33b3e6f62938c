import { type Finding, FindingError } from '../diagnostics/types';
import { textsOf } from '../document/texts';
import type { Document } from '../document/types';
import { usesStop } from '../expression/names';
import { parse } from '../expression/parse';
import type { Tree } from '../expression/tree';

/** A document with its expressions parsed, by node and field (`expression`, `args.loc` ...). */
export interface Model {
  readonly document: Document;
  readonly trees: ReadonlyMap<string, ReadonlyMap<string, Tree>>;
  /** Rows of tables that take the place of data sets', by input. */
  readonly tables?: ReadonlyMap<string, { readonly rows: number; readonly width: number }>;
}

/** Parses every expression. Throws a FindingError with all that do not parse. */
export function modelOf(document: Document): Model {
  const { model, findings } = parseModel(document);
  if (findings.length > 0) throw new FindingError(findings);
  return model;
}

/** Parses every expression; those that do not parse are left out of the model and found fault with. */
export function parseModel(document: Document): { model: Model; findings: Finding[] } {
  const findings: Finding[] = [];
  const trees = new Map<string, Map<string, Tree>>();
  for (const node of document.nodes) {
    const fields = new Map<string, Tree>();
    for (const [field, text] of textsOf(node)) {
      const parsed = parse(text);
      if (parsed.tree) fields.set(field, parsed.tree);
      else findings.push({ ...parsed.finding, nodes: [node.name], field });
    }
    trees.set(node.name, fields);
  }
  return { model: { document, trees }, findings };
}

/** Whether any expression holds `stop`: the gradient of the objective is then not what the document asks for. */
export function modelUsesStop({ trees }: Model): boolean {
  return [...trees.values()].some((fields) => [...fields.values()].some(usesStop));
}
