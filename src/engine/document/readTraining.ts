import { nearest } from '../base/nearest';
import type { Finding, FindingPlace } from '../diagnostics/types';
import { readShape } from './readShape';
import { groupSchema, isRecord, optimizerSchemas, trainingSchema } from './schemas';
import { showValue } from './showValue';
import type { Optimizer, Training } from './trainingTypes';

/** What was read; without `value` where a finding is an error. */
export interface Read<T> {
  readonly value?: T;
  readonly findings: readonly Finding[];
}

const OPTIMIZER = 'an optimizer, such as {"kind": "adam", "rate": 0.003}';

/** Reads how a document is trained from what JSON gave. */
export function readTraining(given: unknown): Read<Training> {
  if (!isRecord(given)) return wrong('an object, such as {"rows": 64}', given, 'training');
  const { output, findings } = readShape(trainingSchema, given, {}, 'training.');
  const { optimizer, groups, ...rest } = output ?? {};
  const common = optimizer === undefined ? { findings: [] } : readOptimizer(optimizer, 'training.optimizer');
  const own = (groups ?? []).map((group, i) => readGroup(group, `training.groups.${i}`));
  const all = [...findings, ...common.findings, ...own.flatMap((read) => read.findings)];
  const values = own.flatMap(({ value }) => value ?? []);
  const complete =
    output !== undefined && values.length === own.length && (optimizer === undefined || common.value);
  if (!complete) return { findings: all };
  const value: Training = {
    ...rest,
    ...(common.value ? { optimizer: common.value } : {}),
    ...(groups ? { groups: values } : {}),
  };
  return { value, findings: all };
}

function readGroup(given: unknown, field: string): Read<NonNullable<Training['groups']>[number]> {
  if (!isRecord(given)) return wrong('an object, {"parameters": ["theta"], "optimizer": ...}', given, field);
  const { output, findings } = readShape(groupSchema, given, {}, `${field}.`);
  const optimizer = readOptimizer(given.optimizer, `${field}.optimizer`);
  const all = [...findings, ...optimizer.findings];
  if (output === undefined || optimizer.value === undefined) return { findings: all };
  return { value: { ...output, optimizer: optimizer.value }, findings: all };
}

function readOptimizer(given: unknown, field: string): Read<Optimizer> {
  if (!isRecord(given)) return wrong(OPTIMIZER, given, field);
  return readKind(optimizerSchemas, given, 'optimizer', field) as Read<Optimizer>;
}

/** Reads an object by the one of several schemas that its `kind` names. `what`: what is of several kinds. */
export function readKind(
  schemas: Readonly<Record<string, Parameters<typeof readShape>[0]>>,
  given: Readonly<Record<string, unknown>>,
  what: string,
  field: string,
  place: FindingPlace = {},
): Read<unknown> {
  const { kind } = given;
  const schema = typeof kind === 'string' && Object.hasOwn(schemas, kind) ? schemas[kind] : undefined;
  if (schema) {
    const { output, findings } = readShape(schema, given, place, `${field}.`);
    return output === undefined ? { findings } : { value: output, findings };
  }
  const choices = Object.keys(schemas);
  const suggestion = typeof kind === 'string' ? nearest(kind, choices) : undefined;
  const facts = { what: `kind of ${what}`, got: showValue(kind), choices, suggestion };
  return { findings: [{ code: 'unknown-choice', facts, ...place, field: `${field}.kind` }] };
}

function wrong(expected: string, got: unknown, field: string): Read<never> {
  return { findings: [{ code: 'wrong-value', facts: { expected, got: showValue(got) }, field }] };
}
