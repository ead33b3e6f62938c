import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import { checkDocument } from '../document/check';
import { type Document, type Node, type Plan, parentsOf } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { randomDocument } from '../testing/randomDocument';
import { normalForm } from './normalForm';

/**
 * Single estimates of every parameter's gradient; undefined where shapes do not fit, or a plan needs more than a
 * program.
 */
function estimatesOf(document: Document, plan: Plan) {
  try {
    const { program, parameters } = compilePlan(modelOf(document), plan);
    const { moments } = prepareReference(program).runNow({
      seed: 1,
      first: 0,
      count: 50,
      feeds: feedsOf(document),
      raw: 0,
    });
    return parameters.map(({ name }, i) => ({ name, moments: moments[i + 1] ?? [] }));
  } catch {
    return undefined;
  }
}

/** The document with the first parent of every formula under `stop`. */
function stopped(document: Document): Document {
  const nodes = document.nodes.map((node): Node => {
    const [first] = parentsOf(node);
    if (first === undefined || !('expression' in node) || node.expression === undefined) return node;
    return { ...node, expression: node.expression.replace(`(${first}`, `(stop(${first})`) };
  });
  return { ...document, nodes };
}

test.each<[string, (document: Document) => Document]>([
  ['as drawn', (document) => document],
  ['with stops', stopped],
])('a parameter that no cost trains in the normal form has no gradient: %s', (_, change) => {
  let [still, moving] = [0, 0];
  for (let seed = 0; seed < 400; seed++) {
    const document = change(randomDocument(seed));
    if (checkDocument(document).length > 0) continue;
    const plan = document.plans[0] ?? { name: 'Default', nodes: {} };
    const form = normalForm({ document, plan });
    if ('why' in form) continue;
    const trained = new Set(form.relations.flatMap(({ kind, to }) => (kind === 'trains' ? [to] : [])));
    for (const { name, moments } of estimatesOf(document, plan) ?? []) {
      const isStill = moments.every(({ mean, m2 }) => mean === 0 && m2 === 0);
      if (!trained.has(name)) expect(isStill, `seed ${seed}, ${name}`).toBe(true);
      if (isStill) still++;
      else moving++;
    }
  }
  expect(Math.min(still, moving)).toBeGreaterThan(10);
});
