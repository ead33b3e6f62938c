import { type Document, type Node, type Plan, parentsOf } from '../../src/engine/document/types';
import { partsOf } from '../../src/engine/expression/names';
import { parse } from '../../src/engine/expression/parse';
import type { Tree } from '../../src/engine/expression/tree';
import { namesIn } from './documents';
import { isSound } from './trial';

/**
 * The smallest document found that still `fails`: plans, nodes and operations are taken away one at a time as long as
 * it does, until none can be or the time is over.
 */
export function shrink(
  document: Document,
  fails: (smaller: Document) => boolean,
  milliseconds: number,
): Document {
  const end = performance.now() + milliseconds;
  const works = (smaller: Document) => {
    try {
      return isSound(smaller) && fails(smaller);
    } catch {
      return false;
    }
  };
  let smallest = document;
  for (let again = true; again; ) {
    again = false;
    for (const smaller of smallerOnes(smallest)) {
      if (performance.now() > end) return smallest;
      if (JSON.stringify(smaller).length >= JSON.stringify(smallest).length || !works(smaller)) continue;
      smallest = smaller;
      again = true;
      break;
    }
  }
  return smallest;
}

function* smallerOnes(document: Document): Generator<Document> {
  const { plans, nodes } = document;
  for (const plan of plans) if (plans.length > 1) yield { ...document, plans: [plan] };
  for (const plan of plans) yield { ...document, plans: plans.filter((own) => own !== plan) };
  for (const node of nodes) {
    yield without(document, node.name);
    yield* replaced(document, node);
  }
  for (const plan of plans)
    for (const smaller of smallerPlans(plan))
      yield { ...document, plans: plans.map((own) => (own === plan ? smaller : own)) };
}

/** A node gone with all that plans say of it; what reads it reads 1 in its place. */
function without(document: Document, name: string): Document {
  const nodes = document.nodes.flatMap((node) =>
    node.name === name
      ? []
      : [withTexts(node, (text) => text.replace(new RegExp(`\\b${name}\\b`, 'g'), '1'))],
  );
  const plans = document.plans.map((plan) => ({
    ...plan,
    nodes: Object.fromEntries(Object.entries(plan.nodes).filter(([own]) => own !== name)),
  }));
  return tidy({ ...document, nodes, plans });
}

function* replaced(document: Document, node: Node): Generator<Document> {
  const swap = (other: Node) =>
    tidy({ ...document, nodes: document.nodes.map((own) => (own === node ? other : own)) });
  if (node.kind === 'stochastic') {
    const { shape, ...bare } = node;
    if (shape) yield swap(bare);
    for (const [name, text] of Object.entries(node.args ?? {}))
      for (const smaller of smallerTexts(text))
        yield swap({ ...node, args: { ...node.args, [name]: smaller } });
  }
  if ((node.kind === 'cost' || node.kind === 'deterministic') && node.expression !== undefined)
    for (const expression of smallerTexts(node.expression)) yield swap({ ...node, expression });
  if (node.kind === 'parameter' && Array.isArray(node.value) && typeof node.value[0] === 'number')
    yield swap({ ...node, value: node.value[0] });
}

function withTexts(node: Node, change: (text: string) => string): Node {
  if (node.kind === 'stochastic')
    return {
      ...node,
      args: Object.fromEntries(Object.entries(node.args ?? {}).map(([name, text]) => [name, change(text)])),
    };
  if ((node.kind === 'cost' || node.kind === 'deterministic') && node.expression !== undefined)
    return { ...node, expression: change(node.expression) };
  return node;
}

/** Parents that no expression names any longer are none. */
function tidy(document: Document): Document {
  const nodes = document.nodes.map((node): Node => {
    if (!('parents' in node)) return node;
    const texts =
      node.kind === 'stochastic' ? Object.values(node.args ?? {}).join(' ') : (node.expression ?? '');
    const there = document.nodes.filter(({ name }) => parentsOf(node).includes(name));
    return { ...node, parents: namesIn(texts, there) };
  });
  return { ...document, nodes };
}

/** The text with one operation replaced by one of its operands, or by 1. */
function* smallerTexts(text: string): Generator<string> {
  const { tree } = parse(text);
  if (!tree) return;
  for (const [whole, part] of parts(tree)) {
    const before = text.slice(0, whole.span[0]);
    const after = text.slice(whole.span[1]);
    const inner = text.slice(...part.span);
    const atom = part.kind === 'name' || part.kind === 'number' || part.kind === 'call';
    const alone = before === '' && after === '';
    yield before + (atom || alone ? inner : `(${inner})`) + after;
  }
  for (const [whole] of parts(tree)) yield `${text.slice(0, whole.span[0])}1${text.slice(whole.span[1])}`;
}

function* parts(tree: Tree): Generator<readonly [Tree, Tree]> {
  for (const child of partsOf(tree)) yield [tree, child];
  for (const child of partsOf(tree)) yield* parts(child);
}

function* smallerPlans(plan: Plan): Generator<Plan> {
  const { antithetic, samples, ...bare } = plan;
  if (antithetic || samples) yield bare;
  if (antithetic) yield { ...bare, samples };
  for (const name of Object.keys(plan.nodes))
    yield {
      ...plan,
      nodes: Object.fromEntries(Object.entries(plan.nodes).filter(([own]) => own !== name)),
    };
}
