import { analyse } from '../analysis/analyse';
import { feedsOf } from '../compile/feeds';
import { type Model, parseModel, textsOf } from '../compile/model';
import { compileNodes } from '../compile/nodes';
import { compilePlan } from '../compile/plan';
import { type Diagnostic, type Finding, FindingError } from '../diagnostics/types';
import { describe, isError } from '../diagnostics/words';
import { type Document, type Plan, parentsOf } from '../document/types';
import { names, usesLogProb } from '../expression/names';
import { checkNumbers } from './checkNumbers';
import { planFeeds } from './planFeeds';

/**
 * Everything that can be said of a document whose own fields are sound (see document/parse): expressions that do not
 * parse or fit, numbers that no distribution takes, parents that no expression names, and plans that break Condition 1.
 * Later checks wait until the earlier ones find no error.
 */
export function checkGraph(document: Document): Diagnostic[] {
  const { model, findings } = parseModel(document);
  const found = [...findings, ...unusedParents(model)];
  if (!found.some(isError)) found.push(...caught(() => compileNodes(model)));
  if (!found.some(isError)) found.push(...checkNumbers(document, model), ...condition1(document));
  if (!found.some(isError)) found.push(...plansThatFail(model));
  return found.map(describe);
}

function caught(work: () => unknown): readonly Finding[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof FindingError) return error.findings;
    throw error;
  }
}

/** What only shows when plans are compiled: too many values to enumerate, a best constant that cannot be had. */
function plansThatFail(model: Model): Finding[] {
  const feeds = feedsOf(model.document);
  return model.document.plans.filter(mayFail).flatMap((plan) =>
    caught(() => planFeeds(model, plan, compilePlan(model, plan), feeds)).map((finding) => ({
      plan: plan.name,
      ...finding,
    })),
  );
}

function mayFail({ nodes }: Plan): boolean {
  return Object.values(nodes).some(
    (entry) =>
      entry.estimator === 'enumerate' ||
      entry.estimator === 'measureValued' ||
      (entry.estimator === 'score' && typeof entry.baseline === 'object'),
  );
}

function unusedParents({ document, trees }: Model): Finding[] {
  return document.nodes.flatMap((node) => {
    const own = trees.get(node.name);
    // A node without expressions is a function of all its parents; one with faulty ones is told of these first.
    if (!own || own.size === 0 || own.size < textsOf(node).length) return [];
    const used = new Set([...own.values()].flatMap((tree) => [...names(tree)]));
    const distributions = [...own.values()].flatMap((tree) => [...usesLogProb(tree)]);
    // log_prob(z) speaks of the parents of z too.
    for (const other of document.nodes)
      if (distributions.includes(other.name)) for (const parent of parentsOf(other)) used.add(parent);
    return parentsOf(node).flatMap((name): Finding[] =>
      used.has(name)
        ? []
        : [{ code: 'unused-parent', facts: { name }, nodes: [node.name], edge: [name, node.name] }],
    );
  });
}

function condition1(document: Document): Finding[] {
  return document.plans.flatMap((plan) =>
    analyse(document, plan).violations.map(
      ({ parameter, edge, culprit, kind, mend }): Finding => ({
        code: 'condition-1',
        facts: { parameter, from: edge[0], to: edge[1], culprit, kind, mend },
        nodes: [edge[1]],
        edge,
        plan: plan.name,
      }),
    ),
  );
}
