import { DEFAULT_ACTIVATION } from '../base/weightLayout';
import { OPTIMIZER_DEFAULTS, TRAINING_DEFAULTS } from './training';
import type { Optimizer, Training } from './trainingTypes';
import type { Baseline, Document, InputValue, Node, NodePlan, ParameterValue, Plan } from './types';

/**
 * The document as JSON without what parsing fills in again: defaults and empty lists are left out, places are rounded
 * to tenths of a grid unit. Fields that nothing reads stay. Parsing gives the document back, save for the rounding.
 */
export function compactDocument(document: Document): Readonly<Record<string, unknown>> {
  const { scg, title, about, seed, nodes, plans, training, pictures = [], ...rest } = document;
  const settings = compactTraining(training ?? {});
  return {
    scg,
    ...(title === 'Untitled' ? {} : { title }),
    ...(about === '' ? {} : { about }),
    ...(seed === 1 ? {} : { seed }),
    nodes: nodes.map((node) => inOrder(compactNode(node))),
    ...(plans.length === 0 ? {} : { plans: plans.map(compactPlan) }),
    ...(Object.keys(settings).length === 0 ? {} : { training: settings }),
    ...(pictures.length === 0 ? {} : { pictures }),
    ...rest,
  };
}

/** The document as the text of a file, two spaces a level, short lists on one line each. */
export function serializeDocument(document: Document): string {
  return `${print(compactDocument(document), '')}\n`;
}

const NODE_FIELDS = [
  'name',
  'kind',
  'label',
  'value',
  'distribution',
  'args',
  'shape',
  'expression',
  'trains',
  'parents',
  'at',
];

/** Fields in a fixed order, those that nothing reads last: a document has one text, however it came about. */
function inOrder(node: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const known = NODE_FIELDS.filter((field) => Object.hasOwn(node, field));
  return { ...Object.fromEntries(known.map((field) => [field, node[field]])), ...node };
}

function compactNode(node: Node): Readonly<Record<string, unknown>> {
  const { at, ...rest } = node;
  const place = at ? { at: at.map((x) => Math.round(x * 10) / 10 + 0) } : {};
  if (rest.kind === 'parameter' || rest.kind === 'input')
    return { ...rest, value: compactValue(rest.value), ...place };
  const { parents, ...fields } = rest;
  const compact = { ...fields, ...(parents.length === 0 ? {} : { parents }), ...place };
  if (!('args' in compact)) return compact;
  const { args, ...others } = compact;
  return args && Object.keys(args).length > 0 ? compact : others;
}

function compactValue(value: ParameterValue | InputValue): unknown {
  if (typeof value === 'number' || Array.isArray(value)) return value;
  const defaults: Readonly<Record<string, unknown>> = { scale: 1, seed: 1, activation: DEFAULT_ACTIVATION };
  return Object.fromEntries(
    Object.entries(value).filter(
      ([field, set]) => set !== undefined && !(Object.hasOwn(defaults, field) && defaults[field] === set),
    ),
  );
}

function compactPlan(plan: Plan): Readonly<Record<string, unknown>> {
  const { name, nodes, samples, credit, antithetic, ...rest } = plan;
  const entries = Object.entries(nodes).map(([node, entry]) => [node, compactNodePlan(entry)] as const);
  return {
    name,
    ...(entries.length === 0 ? {} : { nodes: Object.fromEntries(entries) }),
    ...(samples === undefined || samples === 1 ? {} : { samples }),
    ...(credit === undefined || credit === 'downstream' ? {} : { credit }),
    ...(antithetic ? { antithetic } : {}),
    ...rest,
  };
}

function compactNodePlan(plan: NodePlan): Readonly<Record<string, unknown>> {
  if (plan.estimator !== 'score') return { ...plan };
  const { baseline, ...rest } = plan;
  return { ...rest, ...(isDefault(baseline) ? {} : { baseline }) };
}

function compactTraining(training: Training): Readonly<Record<string, unknown>> {
  const { rows, samples, optimizer, groups = [], ...rest } = training;
  const common = optimizer && compactOptimizer(optimizer);
  const isCommon = JSON.stringify(common) === JSON.stringify(TRAINING_DEFAULTS.optimizer);
  return {
    ...(rows === undefined || rows === TRAINING_DEFAULTS.rows ? {} : { rows }),
    ...(samples === undefined || samples === TRAINING_DEFAULTS.samples ? {} : { samples }),
    ...(common === undefined || isCommon ? {} : { optimizer: common }),
    ...(groups.length === 0
      ? {}
      : { groups: groups.map((group) => ({ ...group, optimizer: compactOptimizer(group.optimizer) })) }),
    ...rest,
  };
}

function compactOptimizer(optimizer: Optimizer): Readonly<Record<string, unknown>> {
  const defaults: Readonly<Record<string, unknown>> = OPTIMIZER_DEFAULTS[optimizer.kind];
  const { kind, rate, ...rest } = optimizer;
  const own = Object.entries(rest).filter(
    ([field, set]) => set !== undefined && !(Object.hasOwn(defaults, field) && defaults[field] === set),
  );
  return { kind, rate, ...Object.fromEntries(own) };
}

function isDefault(baseline: Baseline | undefined): boolean {
  return baseline === undefined || baseline === 'none';
}

/** Lines are broken only where a value does not fit on one. */
const WIDTH = 100;

function print(value: unknown, indent: string): string {
  const line = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((item) => inner + print(item, inner)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return '{}';
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`).join(', ')}}`;
}
