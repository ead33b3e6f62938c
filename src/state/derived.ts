import {
  type Analysis,
  analyse,
  checkDocument,
  checkExpressions,
  type Diagnostic,
  type Document,
  describe,
  FindingError,
  type Node,
  type Plan,
} from '../engine';

/**
 * The document as far as its mathematics goes: the same object for as long as only places, title or text change, so
 * that dragging a node neither analyses nor samples anything anew.
 */
export function meaningOf(document: Document): Document {
  if (!means(last, document)) last = document;
  return last;
}

let last: Document = { scg: 1, title: '', about: '', seed: 1, nodes: [], plans: [] };

function means(a: Document, b: Document): boolean {
  return (
    a === b ||
    (a.seed === b.seed &&
      a.nodes.length === b.nodes.length &&
      samePlans(a.plans, b.plans) &&
      a.nodes.every((node, i) => sameButPlace(node, b.nodes[i])))
  );
}

function samePlans(a: readonly Plan[], b: readonly Plan[]): boolean {
  return a === b || (a.length === b.length && a.every((plan, i) => plan === b[i]));
}

function sameButPlace(a: Node, b: Node | undefined): boolean {
  if (a === b) return true;
  if (!b) return false;
  const fields = new Map<string, unknown>(Object.entries(b));
  const others = Object.entries(a).filter(([key]) => key !== 'at');
  fields.delete('at');
  return others.length === fields.size && others.every(([key, value]) => fields.get(key) === value);
}

/** The plan that formulas and arcs speak of: the chosen one, else the first; a document without plans has a bare one. */
export function activePlan(document: Document, chosen: string | undefined): Plan {
  return document.plans.find(({ name }) => name === chosen) ?? document.plans[0] ?? BARE;
}

const BARE: Plan = { name: 'Default', nodes: {} };

/** Place of the active plan in the document, which gives its colour. */
export function planIndex(document: Document, name: string): number {
  return Math.max(
    0,
    document.plans.findIndex((plan) => plan.name === name),
  );
}

const analyses = new WeakMap<Document, WeakMap<Plan, Analysis | FindingError>>();

/** What a plan makes of the document; undefined while the document has an error that forbids it. */
export function analysisOf(document: Document, plan: Plan): Analysis | undefined {
  const meaning = meaningOf(document);
  let ofDocument = analyses.get(meaning);
  if (!ofDocument) {
    ofDocument = new WeakMap();
    analyses.set(meaning, ofDocument);
  }
  let analysis = ofDocument.get(plan);
  if (!analysis) {
    analysis = analysed(meaning, plan);
    ofDocument.set(plan, analysis);
  }
  return analysis instanceof FindingError ? undefined : analysis;
}

function analysed(document: Document, plan: Plan): Analysis | FindingError {
  try {
    return analyse(document, plan);
  } catch (error) {
    if (error instanceof FindingError) return error;
    throw error;
  }
}

const diagnoses = new WeakMap<Document, readonly Diagnostic[]>();

/** What is wrong with the document, in words: its structure and its expressions. */
export function diagnosticsOf(document: Document): readonly Diagnostic[] {
  const meaning = meaningOf(document);
  let known = diagnoses.get(meaning);
  if (!known) {
    known = [...checkDocument(meaning), ...checkExpressions(meaning).findings].map(describe);
    diagnoses.set(meaning, known);
  }
  return known;
}

/** Whether the document can run: it holds something, and no error. */
export function canRun(document: Document): boolean {
  return (
    document.nodes.some((node) => node.kind === 'parameter') &&
    document.nodes.some((node) => node.kind === 'cost') &&
    !diagnosticsOf(document).some(({ severity }) => severity === 'error')
  );
}
