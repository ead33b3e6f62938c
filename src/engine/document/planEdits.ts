import type { Finding } from '../diagnostics/types';
import { planFindings } from './checkPlans';
import type { Edited } from './edited';
import { estimatorRefusal } from './estimators';
import { LIMITS } from './limits';
import { showValue } from './showValue';
import type { Document, NodePlan, Plan, StochasticNode } from './types';

/** The plan's entry for a node, if it has one; safe for nodes called like members of objects. */
export function nodePlanOf(plan: Plan, node: string): NodePlan | undefined {
  return Object.hasOwn(plan.nodes, node) ? plan.nodes[node] : undefined;
}

/** Adds a plan without entries, so that every node takes its default estimator. It is called `wish`, or counts on. */
export function addPlan(document: Document, wish = 'Plan'): Document {
  const plan = { name: freePlanName(wish, document), nodes: {} };
  return { ...document, plans: [...document.plans, plan] };
}

/** Adds a copy below the plan, under the next free name. */
export function duplicatePlan(document: Document, name: string): Edited {
  const index = document.plans.findIndex((plan) => plan.name === name);
  const plan = document.plans[index];
  if (plan === undefined) return unknownPlan(name);
  const copy = { ...plan, name: freePlanName(name, document) };
  return { ...document, plans: document.plans.toSpliced(index + 1, 0, copy) };
}

export function removePlan(document: Document, name: string): Document {
  const plans = document.plans.filter((plan) => plan.name !== name);
  return plans.length === document.plans.length ? document : { ...document, plans };
}

/** Refused for an empty name and for one that another plan has. */
export function renamePlan(document: Document, from: string, to: string): Edited {
  if (from === to) return document;
  const place = { plan: from, field: 'name' };
  if (to.trim() === '') return { code: 'bad-name', facts: { name: to, problem: 'empty' }, ...place };
  if (document.plans.some(({ name }) => name === to))
    return { code: 'taken-name', facts: { name: to, what: 'plan' }, ...place };
  return replacePlan(document, from, (plan) => ({ ...plan, name: to }));
}

/**
 * Chooses a plan's estimator for a node; undefined goes back to the default. Refused where the distribution lacks it.
 */
export function setNodePlan(
  document: Document,
  plan: string,
  name: string,
  nodePlan: NodePlan | undefined,
): Edited {
  const node = document.nodes.find((candidate) => candidate.name === name);
  if (node === undefined)
    return { code: 'unknown-node', facts: { name, role: 'plan', suggestion: undefined }, plan };
  if (node.kind !== 'stochastic')
    return { code: 'not-stochastic', facts: { name, kind: node.kind }, plan, nodes: [name] };
  return replaceSound(document, plan, (before) => {
    const others = Object.entries(before.nodes).filter(([other]) => other !== name);
    // An entry that is there already keeps its place, so that a share URL does not change with the order of clicks.
    const nodes = nodePlan === undefined ? Object.fromEntries(others) : { ...before.nodes, [name]: nodePlan };
    return { ...before, nodes };
  });
}

export interface PlanOptions {
  readonly samples?: number | undefined;
  readonly credit?: Plan['credit'] | undefined;
  readonly antithetic?: boolean | undefined;
}

/** Sets options of a plan; undefined goes back to the default. Refused for a number of samples out of range. */
export function setPlanOptions(document: Document, name: string, options: PlanOptions): Edited {
  const { samples } = options;
  if (samples !== undefined && !(Number.isInteger(samples) && samples >= 1 && samples <= LIMITS.samples)) {
    const facts = { expected: `a whole number from 1 to ${LIMITS.samples}`, got: showValue(samples) };
    return { code: 'wrong-value', facts, plan: name, field: 'samples' };
  }
  return replaceSound(document, name, (plan) => {
    const { samples: m, credit, antithetic, ...rest } = { ...plan, ...options };
    return {
      ...rest,
      ...(m === undefined || m === 1 ? {} : { samples: m }),
      ...(credit === undefined || credit === 'downstream' ? {} : { credit }),
      ...(antithetic ? { antithetic } : {}),
    };
  });
}

/** What the only plan of a graph without circles is called. */
export const NO_CHOICE = 'Backpropagation';

/**
 * Gives a document without plans the two to compare first: `Score` takes every stochastic node by score, `Pathwise`
 * each by pathwise where its distribution has it. Only the first where both would be the same; without circles there is
 * one plan.
 */
export function withDefaultPlans(document: Document): Document {
  if (document.plans.length > 0) return document;
  if (!document.nodes.some(({ kind }) => kind === 'stochastic'))
    return { ...document, plans: [{ name: NO_CHOICE, nodes: {} }] };
  const nodes = document.nodes.filter((node): node is StochasticNode => node.kind === 'stochastic');
  const planOf = (name: string, estimatorOf: (node: StochasticNode) => NodePlan['estimator']): Plan => ({
    name,
    nodes: Object.fromEntries(nodes.map((node) => [node.name, { estimator: estimatorOf(node) }])),
  });
  const score = planOf('Score', () => 'score');
  const pathwise = planOf('Pathwise', (node) => (hasPathwise(node) ? 'pathwise' : 'score'));
  return { ...document, plans: nodes.some(hasPathwise) ? [score, pathwise] : [score] };
}

function hasPathwise(node: StochasticNode): boolean {
  return estimatorRefusal(node, 'pathwise') === undefined;
}

function freePlanName(wish: string, { plans }: Document): string {
  const taken = new Set(plans.map(({ name }) => name));
  if (!taken.has(wish)) return wish;
  const stem = wish.replace(/ \d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}

function replacePlan(document: Document, name: string, change: (plan: Plan) => Plan): Edited {
  if (!document.plans.some((plan) => plan.name === name)) return unknownPlan(name);
  return {
    ...document,
    plans: document.plans.map((plan) => (plan.name === name ? change(plan) : plan)),
  };
}

/** The same, refused where the plan would break a rule that it keeps now. */
function replaceSound(document: Document, name: string, change: (plan: Plan) => Plan): Edited {
  const before = document.plans.find((plan) => plan.name === name);
  if (before === undefined) return unknownPlan(name);
  const names = {
    names: new Map(document.nodes.map((node) => [node.name, node])),
    unread: new Set<string>(),
    suggest: () => undefined,
  };
  const known = new Set(planFindings(before, names).map((finding) => JSON.stringify(finding)));
  const broken = planFindings(change(before), names).find((finding) => !known.has(JSON.stringify(finding)));
  return broken ?? replacePlan(document, name, change);
}

function unknownPlan(name: string): Finding {
  return { code: 'unknown-plan', facts: { name } };
}
