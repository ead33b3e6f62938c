import {
  type Analysis,
  analyse,
  checkWritten,
  type Diagnostic,
  type Document,
  describe,
  FindingError,
  modelOf,
  type Node,
  type Plan,
  perObject,
  type Written,
} from '../../engine';

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
      samePlans(a.plans, b.plans) &&
      modelOf(a).structure === modelOf(b).structure &&
      a.nodes.every((node, i) => numbersOf(node) === numbersOf(b.nodes[i])))
  );
}

function samePlans(a: readonly Plan[], b: readonly Plan[]): boolean {
  return a === b || (a.length === b.length && a.every((plan, i) => plan === b[i]));
}

function numbersOf(node: Node | undefined): unknown {
  return node && 'value' in node ? node.value : undefined;
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

/** What a plan makes of the document; undefined while the document has an error that forbids it. */
export function analysisOf(document: Document, plan: Plan): Analysis | undefined {
  try {
    return analyse(modelOf(document), plan);
  } catch (error) {
    if (error instanceof FindingError) return undefined;
    throw error;
  }
}

/** What is wrong with the document as it is written, in words. The same list while only numbers change. */
export function diagnosticsOf(document: Document): readonly Diagnostic[] {
  return inWords(checkWritten(modelOf(document)));
}

const inWords = perObject(({ fields, expressions }: Written) => [...fields, ...expressions].map(describe));

/** Whether the document can run: it holds something, and no error. */
export function canRun(document: Document): boolean {
  return (
    document.nodes.some((node) => node.kind === 'parameter') &&
    document.nodes.some((node) => node.kind === 'cost') &&
    !diagnosticsOf(document).some(({ severity }) => severity === 'error')
  );
}
