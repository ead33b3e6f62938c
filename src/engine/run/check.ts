import { analyse } from '../analysis/analyse';
import { feedsOf } from '../compile/feeds';
import { type Model, parseModel } from '../compile/model';
import { compileNodes } from '../compile/nodes';
import { compilePlan } from '../compile/plan';
import { type Diagnostic, type Finding, FindingError } from '../diagnostics/types';
import { describe, isError } from '../diagnostics/words';
import { checkDocument } from '../document/check';
import { DISTRIBUTION_ARGS } from '../document/distributions';
import { estimatorRefusal } from '../document/estimators';
import { nameProblem } from '../document/names';
import { textsOf } from '../document/texts';
import { type Document, type Plan, parentsOf } from '../document/types';
import { checkNames, type KnownNames } from '../expression/nameFindings';
import { names, usesLogProb } from '../expression/names';
import { checkNumbers } from './checkNumbers';
import { planFeeds } from './planFeeds';

/**
 * Everything that can be said of a document whose own fields are sound (see document/parse), all of it together:
 * expressions that do not parse or name what is not there, shapes that do not fit, numbers that no distribution takes,
 * parents that no expression names; and, where none of these is an error, plans that break Condition 1,
 * and those that cannot be compiled. `seconds`: for the best constants of a plan.
 */
export function checkGraph(document: Document, seconds?: number): Diagnostic[] {
  const { findings, sound, isWhole } = checkExpressions(document);
  const found = [...findings, ...checkNumbers(sound)];
  if (isWhole && !found.some(isError)) found.push(...condition1(document));
  if (isWhole && !found.some(isError)) found.push(...plansThatFail(parseModel(sound).model, seconds));
  return found.map(describe);
}

/**
 * What is wrong with the expressions of a document, whether or not its structure is right; and `sound`, what is left
 * without the nodes at fault and all below them, which compiles. `isWhole`: that is everything, and the plans fit it.
 */
export function checkExpressions(document: Document): {
  readonly findings: Finding[];
  readonly sound: Document;
  readonly isWhole: boolean;
} {
  const { model, findings } = parseModel(document);
  const isRefusedName = spellsRefusedName(document);
  const unparsed = findings.filter((finding) => !isRefusedName(finding));
  const misnamed = namesNotThere(model).filter((finding) => !isRefusedName(finding));
  const structure = checkDocument(document);
  const faulty = [...structure, ...unparsed, ...misnamed]
    .filter((finding) => isError(finding) && finding.plan === undefined)
    .flatMap(({ nodes = [] }) => nodes);
  const fitting = without(document, faulty);
  const misfits = caught(() => compileNodes(parseModel(fitting).model));
  const sound = without(
    fitting,
    misfits.flatMap(({ nodes = [] }) => nodes),
  );
  return {
    findings: [...unparsed, ...misnamed, ...misfits, ...unusedParents(model)],
    sound,
    isWhole: sound === document && !structure.some(isError),
  };
}

/** The document without these nodes and all that they influence, and without what plans say of them. */
function without(document: Document, faulty: readonly string[]): Document {
  if (faulty.length === 0) return document;
  const gone = new Set(faulty);
  const there = new Set(document.nodes.map(({ name }) => name));
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const node of document.nodes)
      if (parentsOf(node).some((parent) => gone.has(parent) || !there.has(parent))) gone.add(node.name);
  }
  return { ...document, nodes: document.nodes.filter(({ name }) => !gone.has(name)), plans: [] };
}

/**
 * Whether a finding is about a formula that spells a parent's name which formulas cannot use: what it finds fault with is then
 * that name, which is told of at its own node.
 */
function spellsRefusedName({ nodes }: Document): (finding: Finding) => boolean {
  const refused = new Set(nodes.flatMap(({ name }) => (nameProblem(name) ? [name] : [])));
  return (finding) =>
    nodes.some(
      (node) =>
        finding.nodes?.includes(node.name) &&
        textsOf(node).some(
          ([field, text]) =>
            field === finding.field && parentsOf(node).some((own) => refused.has(own) && text.includes(own)),
        ),
    );
}

function namesNotThere({ document, trees }: Model): Finding[] {
  const nodes = new Set(document.nodes.map(({ name }) => name));
  return document.nodes.flatMap((node) => {
    const known: KnownNames = {
      parents: parentsOf(node),
      isNode: (name) => nodes.has(name),
      isDistribution: (name) => Object.hasOwn(DISTRIBUTION_ARGS, name),
    };
    return [...(trees.get(node.name) ?? [])].flatMap(([field, tree]) =>
      checkNames(tree, known).map((finding) => ({ ...finding, nodes: [node.name], field })),
    );
  });
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
function plansThatFail(model: Model, seconds: number | undefined): Finding[] {
  const feeds = feedsOf(model.document);
  return model.document.plans.filter(mayFail).flatMap((plan) =>
    caught(() => planFeeds(model, plan, compilePlan(model, plan), feeds, seconds)).map((finding) => ({
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
    // A name that no expression could use is told of at its node.
    return parentsOf(node).flatMap((name): Finding[] =>
      used.has(name) || nameProblem(name)
        ? []
        : [{ code: 'unused-parent', facts: { name }, nodes: [node.name], edge: [name, node.name] }],
    );
  });
}

function condition1(document: Document): Finding[] {
  const hasPath = (name: string): boolean => {
    const node = document.nodes.find((own) => own.name === name);
    return node?.kind === 'stochastic' && estimatorRefusal(node, 'pathwise') === undefined;
  };
  return document.plans.flatMap((plan) =>
    analyse(document, plan).violations.map(
      ({ parameter, edge, culprit, kind, sure, mend }): Finding => ({
        code: 'condition-1',
        facts: {
          parameter,
          from: edge[0],
          to: edge[1],
          culprit,
          kind,
          sure,
          mend,
          hasPath: hasPath(edge[1]),
        },
        nodes: [edge[1]],
        edge,
        plan: plan.name,
      }),
    ),
  );
}
