import { analyse } from '../analysis/analyse';
import { parentsInFull } from '../analysis/densityEdges';
import { compileNodes } from '../compile/nodes';
import { compilePlan } from '../compile/plan';
import { type Diagnostic, type Finding, FindingError } from '../diagnostics/types';
import { describe, isError } from '../diagnostics/words';
import { checkDocument } from '../document/check';
import { DISTRIBUTION_ARGS } from '../document/distributions';
import { estimatorRefusal } from '../document/estimators';
import { nameProblem } from '../document/names';
import type { Picture } from '../document/pictureTypes';
import { textsOf } from '../document/texts';
import type { Training } from '../document/trainingTypes';
import { type Document, type Node, type Plan, parentsOf } from '../document/types';
import { type Allowance, planFeeds } from '../exact/planFeeds';
import { workFindings } from '../executors/reference/work';
import { checkNames, type KnownNames } from '../expression/nameFindings';
import { names, usesLogProb } from '../expression/names';
import { refuseTooMuch, WORK_LIMITS } from '../ir/workLimits';
import { type Model, modelOf } from '../model/model';
import { once } from '../model/once';
import { checkNumbers } from './checkNumbers';

/**
 * Everything that can be said of a document whose own fields are sound (see document/parse), all of it together:
 * expressions that do not parse or name what is not there, shapes that do not fit, numbers that no distribution takes,
 * parents that no expression names; and, where none of these is an error, plans that break Condition 1,
 * and those that cannot be compiled. `allowance`: for the best constants of a plan.
 */
export function checkGraph(model: Model, allowance?: Allowance): Diagnostic[] {
  const { fields, expressions, faulty } = checkWritten(model);
  const { document } = model;
  const sound =
    faulty.length === 0 ? model : modelOf({ ...document, nodes: without(document.nodes, faulty) });
  const found = [...expressions, ...checkNumbers(sound)];
  const isWhole = faulty.length === 0 && !fields.some(isError);
  if (isWhole && !found.some(isError)) found.push(...condition1(model));
  if (isWhole && !found.some(isError)) found.push(...plansThatFail(model, allowance));
  return found.map(describe);
}

/** What is wrong with a document as it is written, whatever its numbers are. */
export interface Written {
  /** What `checkDocument` finds. */
  readonly fields: readonly Finding[];
  readonly expressions: readonly Finding[];
  /** The nodes at fault and all below them: what is left without these compiles. */
  readonly faulty: readonly string[];
}

/** Checks all but numbers. The same object for documents that differ in these alone. */
export function checkWritten(model: Model): Written {
  const { plans, training, pictures } = model.document;
  return written(model, plans, training, pictures);
}

const written = once(
  (model, plans: readonly Plan[], training?: Training, pictures?: readonly Picture[]): Written => {
    const { nodes } = model.document;
    const isRefusedName = spellsRefusedName(model.document);
    const unparsed = model.unparsed.filter((finding) => !isRefusedName(finding));
    const misnamed = namesNotThere(model).filter((finding) => !isRefusedName(finding));
    const fields = checkDocument({
      ...model.document,
      plans,
      ...(training && { training }),
      ...(pictures && { pictures }),
    });
    const atFault = [...fields, ...unparsed, ...misnamed]
      .filter((finding) => isError(finding) && finding.plan === undefined)
      .flatMap((finding) => finding.nodes ?? []);
    const fitting = without(nodes, atFault);
    const misfits = caught(() => compileNodes(modelOf({ ...model.document, nodes: fitting })));
    const sound = new Set(
      without(
        fitting,
        misfits.flatMap((finding) => finding.nodes ?? []),
      ),
    );
    return {
      fields,
      expressions: [
        ...caught(() => parentsInFull(model.document)),
        ...unparsed,
        ...misnamed,
        ...misfits,
        ...unusedParents(model),
      ],
      faulty: nodes.flatMap((node) => (sound.has(node) ? [] : [node.name])),
    };
  },
);

/** The nodes without these and all that they influence. */
function without(nodes: readonly Node[], faulty: readonly string[]): readonly Node[] {
  if (faulty.length === 0) return nodes;
  const gone = new Set(faulty);
  const there = new Set(nodes.map(({ name }) => name));
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const node of nodes)
      if (parentsOf(node).some((parent) => gone.has(parent) || !there.has(parent))) gone.add(node.name);
  }
  return nodes.filter(({ name }) => !gone.has(name));
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

/** What only shows when plans are compiled: too much work, too many values to enumerate, a best constant that cannot be had. */
function plansThatFail(model: Model, allowance: Allowance | undefined): Finding[] {
  let asked = 0;
  return model.document.plans.flatMap((plan) => {
    if (asked > WORK_LIMITS.allInstructions) return [];
    const found = caught(() => {
      const compiled = compilePlan(model, plan);
      asked += compiled.asked;
      refuseTooMuch('allInstructions', asked);
      const [finding] = workFindings(plan.name, compiled.program);
      if (finding) throw new FindingError([finding]);
      planFeeds(model, plan, undefined, allowance);
    });
    // What was given up had cost as much as it may.
    if (found.some(({ code }) => code === 'too-much-work')) asked += WORK_LIMITS.instructions;
    return found.map((finding) => ({ plan: plan.name, ...finding }));
  });
}

function unusedParents({ document, trees }: Model): Finding[] {
  const byName = new Map(document.nodes.map((node) => [node.name, node]));
  return document.nodes.flatMap((node) => {
    const own = trees.get(node.name);
    // A node without expressions is a function of all its parents; one with faulty ones is told of these first.
    if (!own || own.size === 0 || own.size < textsOf(node).length) return [];
    const used = new Set([...own.values()].flatMap((tree) => [...names(tree)]));
    // log_prob(z) speaks of the parents of z too.
    for (const tree of own.values())
      for (const z of usesLogProb(tree)) {
        const law = byName.get(z);
        if (law) for (const parent of parentsOf(law)) used.add(parent);
      }
    // A name that no expression could use is told of at its node.
    return parentsOf(node).flatMap((name): Finding[] =>
      used.has(name) || nameProblem(name)
        ? []
        : [{ code: 'unused-parent', facts: { name }, nodes: [node.name], edge: [name, node.name] }],
    );
  });
}

function condition1(model: Model): Finding[] {
  const { document } = model;
  const hasPath = (name: string): boolean => {
    const node = document.nodes.find((own) => own.name === name);
    return node?.kind === 'stochastic' && estimatorRefusal(node, 'pathwise') === undefined;
  };
  return document.plans.flatMap((plan) =>
    analyse(model, plan).violations.map(
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
