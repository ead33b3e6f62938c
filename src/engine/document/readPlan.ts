import { nearest } from '../base/nearest';
import type { Finding, FindingPlace } from '../diagnostics/types';
import { ESTIMATOR_NAMES } from './estimators';
import { readShape, unknownFields } from './readShape';
import { baselineSchemas, isRecord, nodePlanSchemas, planSchema } from './schemas';
import { showValue } from './showValue';
import type { Baseline, EstimatorName, KindOfBaseline, NodePlan, Plan } from './types';

interface ReadPlan {
  /** Missing where a finding is an error. */
  readonly plan: Plan | undefined;
  readonly findings: readonly Finding[];
}

const BASELINE = '"none", a number or {"kind": "average", "decay": 0.9}';

/** Reads plan number `index` of a document from what JSON gave. */
export function readPlan(value: unknown, index: number): ReadPlan {
  if (!isRecord(value)) {
    const facts = { expected: 'an object', got: showValue(value) };
    return { plan: undefined, findings: [{ code: 'wrong-value', facts, field: `plans.${index}` }] };
  }
  const named = typeof value.name === 'string' && value.name !== '';
  const place: FindingPlace = named ? { plan: String(value.name) } : {};
  const { output, findings } = readShape(planSchema, value, place, named ? '' : `plans.${index}.`);
  const problems = [...findings];
  const entries: [string, NodePlan][] = [];
  let complete = output !== undefined;
  for (const [node, entry] of Object.entries(isRecord(value.nodes) ? value.nodes : {})) {
    const read = readEntry(entry, { ...place, nodes: [node] });
    problems.push(...read.findings);
    if (read.entry === 'wrong') complete = false;
    else if (read.entry !== 'default') entries.push([node, read.entry]);
  }
  const plan = output && complete ? { ...output, nodes: Object.fromEntries(entries) } : undefined;
  return { plan, findings: problems };
}

interface ReadEntry {
  readonly entry: NodePlan | 'default' | 'wrong';
  readonly findings: readonly Finding[];
}

function readEntry(value: unknown, place: FindingPlace): ReadEntry {
  if (!isRecord(value)) {
    const facts = { expected: 'an object such as {"estimator": "score"}', got: showValue(value) };
    return { entry: 'wrong', findings: [{ code: 'wrong-value', facts, ...place }] };
  }
  const { estimator = 'baseline' in value ? 'score' : undefined } = value;
  if (estimator === undefined)
    return { entry: 'default', findings: unknownFields(['estimator'], value, place) };
  if (estimator === 'score') return readScore({ ...value, estimator }, place);
  if (isEstimator(estimator)) {
    const { output, findings } = readShape(nodePlanSchemas[estimator], value, place);
    return { entry: (output as NodePlan | undefined) ?? 'wrong', findings };
  }
  const suggestion = typeof estimator === 'string' ? nearest(estimator, ESTIMATOR_NAMES) : undefined;
  const facts = { what: 'estimator', got: showValue(estimator), choices: ESTIMATOR_NAMES, suggestion };
  return { entry: 'wrong', findings: [{ code: 'unknown-choice', facts, ...place, field: 'estimator' }] };
}

function isEstimator(name: unknown): name is EstimatorName {
  return typeof name === 'string' && Object.hasOwn(nodePlanSchemas, name);
}

function readScore(value: Readonly<Record<string, unknown>>, place: FindingPlace): ReadEntry {
  const { output, findings } = readShape(nodePlanSchemas.score, value, place);
  if (output === undefined) return { entry: 'wrong', findings };
  const { baseline: given, ...rest } = output;
  if (given === undefined) return { entry: rest, findings };
  const { baseline, findings: problems } = readBaseline(given, place);
  const entry = baseline === undefined ? 'wrong' : { ...rest, baseline };
  return { entry, findings: [...findings, ...problems] };
}

function isBaselineKind(kind: unknown): kind is KindOfBaseline['kind'] {
  return typeof kind === 'string' && Object.hasOwn(baselineSchemas, kind);
}

interface ReadBaseline {
  readonly baseline: Baseline | undefined;
  readonly findings: readonly Finding[];
}

function readBaseline(value: unknown, place: FindingPlace): ReadBaseline {
  const at = { ...place, field: 'baseline' };
  if (value === 'none' || (typeof value === 'number' && Number.isFinite(value)))
    return { baseline: value, findings: [] };
  if (isRecord(value) && isBaselineKind(value.kind)) {
    const { output, findings } = readShape(baselineSchemas[value.kind], value, place, 'baseline.');
    return { baseline: output as KindOfBaseline | undefined, findings };
  }
  if (isRecord(value) && typeof value.kind === 'string') {
    const choices = Object.keys(baselineSchemas);
    const suggestion = nearest(value.kind, choices);
    const facts = { what: 'kind of baseline', got: showValue(value.kind), choices, suggestion };
    return {
      baseline: undefined,
      findings: [{ code: 'unknown-choice', facts, ...at, field: 'baseline.kind' }],
    };
  }
  const facts = { expected: BASELINE, got: showValue(value) };
  return { baseline: undefined, findings: [{ code: 'wrong-value', facts, ...at }] };
}
