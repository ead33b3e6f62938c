import { nearest } from '../base/nearest';
import type { Finding, FindingPlace } from '../diagnostics/types';
import { DISTRIBUTION_ARGS, type DistributionName } from './distributions';
import { LIMITS } from './limits';
import { readShape } from './readShape';
import { readInputValue, readParameterValue } from './readValue';
import { isRecord, nodeSchemas } from './schemas';
import { showValue } from './showValue';
import type { Node, NodeKind } from './types';

export interface ReadNode {
  /** Missing where a finding is an error. */
  readonly node: Node | undefined;
  readonly findings: readonly Finding[];
}

const KINDS: readonly string[] = Object.keys(nodeSchemas);

function isKind(value: string): value is NodeKind {
  return Object.hasOwn(nodeSchemas, value);
}

export function isDistribution(name: string): name is DistributionName {
  return Object.hasOwn(DISTRIBUTION_ARGS, name);
}

/** Reads node number `index` of a document from what JSON gave. */
export function readNode(value: unknown, index: number): ReadNode {
  if (!isRecord(value)) return unread(wrong('an object', value, { field: `nodes.${index}` }));
  const name = nameOf(value);
  const place: FindingPlace = name === undefined ? {} : { nodes: [name] };
  const prefix = name === undefined ? `nodes.${index}.` : '';
  const { kind } = value;
  const at = { ...place, field: `${prefix}kind` };
  if (kind === undefined)
    return unread({ code: 'missing-field', facts: { expected: KINDS.join(', ') }, ...at });
  if (typeof kind !== 'string') return unread(wrong(`one of ${KINDS.join(', ')}`, kind, at));
  if (!isKind(kind)) {
    const facts = {
      what: 'kind of node',
      got: showValue(kind),
      choices: KINDS,
      suggestion: nearest(kind, KINDS),
    };
    return unread({ code: 'unknown-choice', facts, ...at });
  }
  switch (kind) {
    case 'parameter':
    case 'input':
      return readGiven(kind, value, place, prefix);
    case 'deterministic':
    case 'cost':
      return readFunction(kind, value, place, prefix);
    case 'stochastic':
      return readStochastic(value, place, prefix);
  }
}

/** The name of a node as far as findings can call it by it. */
export function nameOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value.name === 'string' && value.name !== '' ? value.name : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function readGiven(
  kind: 'parameter' | 'input',
  value: Fields,
  place: FindingPlace,
  prefix: string,
): ReadNode {
  const { output, findings } = readShape(nodeSchemas[kind], value, place, prefix);
  const problems = [...findings];
  if (Array.isArray(value.parents) && value.parents.length > 0)
    problems.push({ code: 'source-parents', facts: { kind }, ...place, field: `${prefix}parents` });
  if (output === undefined) return { node: undefined, findings: problems };
  const { parents: _, ...fields } = output;
  const at = { ...place, field: `${prefix}value` };
  if (kind === 'parameter') {
    const { value: own, findings: of } = readParameterValue(output.value, at);
    problems.push(...of);
    return {
      node: own === undefined ? undefined : { ...withoutBlanks(fields), kind, value: own },
      findings: problems,
    };
  }
  const { value: own, findings: of } = readInputValue(output.value, at);
  problems.push(...of);
  return {
    node: own === undefined ? undefined : { ...withoutBlanks(fields), kind, value: own },
    findings: problems,
  };
}

function readFunction(
  kind: 'deterministic' | 'cost',
  value: Fields,
  place: FindingPlace,
  prefix: string,
): ReadNode {
  const { output, findings } = readShape(nodeSchemas[kind], value, place, prefix);
  const long = tooLong(value.expression, { ...place, field: `${prefix}expression` });
  return {
    node: output && long.length === 0 ? withoutBlanks(output) : undefined,
    findings: [...findings, ...long],
  };
}

function readStochastic(value: Fields, place: FindingPlace, prefix: string): ReadNode {
  const { output, findings } = readShape(nodeSchemas.stochastic, value, place, prefix);
  const problems = [...findings];
  const { distribution, args } = value;
  const known = typeof distribution === 'string' && isDistribution(distribution) ? distribution : undefined;
  if (typeof distribution === 'string' && known === undefined) {
    const choices = Object.keys(DISTRIBUTION_ARGS);
    const facts = { what: 'distribution', got: showValue(distribution), choices };
    const suggestion = nearest(distribution, choices);
    const field = `${prefix}distribution`;
    problems.push({ code: 'unknown-choice', facts: { ...facts, suggestion }, ...place, field });
  }
  const texts: [string, string][] = [];
  for (const [name, text] of Object.entries(isRecord(args) ? args : {})) {
    const at = { ...place, field: `${prefix}args.${name}` };
    if (typeof text !== 'string') problems.push(wrong(argumentWords(text), text, at));
    else if (text.trim() !== '') texts.push([name, text]);
    problems.push(...tooLong(text, at));
  }
  const shape = output?.shape ?? [];
  const at = { ...place, field: `${prefix}shape` };
  const numbers = shape.reduce((product, length) => product * length, 1);
  if (numbers > LIMITS.tensor)
    problems.push(tooLarge('the count of its numbers is', numbers, LIMITS.tensor, at));
  if (shape.length > LIMITS.rank)
    problems.push(tooLarge('the number of axes is', shape.length, LIMITS.rank, at));
  if (output === undefined || problems.some(({ code }) => code !== 'unknown-field'))
    return { node: undefined, findings: problems };
  const { distribution: __, args: ___, ...fields } = output;
  const node: Node = {
    ...withoutBlanks(fields),
    ...(known === undefined ? {} : { distribution: known }),
    ...(texts.length === 0 ? {} : { args: Object.fromEntries(texts) }),
  };
  return { node, findings: problems };
}

/** A field that was emptied means the same as one that is not there. */
function withoutBlanks<F extends { label?: string | undefined; expression?: string | undefined }>(
  fields: F,
): F {
  const { label, expression, ...rest } = fields;
  const kept = {
    ...rest,
    ...(label === undefined || label.trim() === '' ? {} : { label }),
    ...(expression === undefined || expression.trim() === '' ? {} : { expression }),
  };
  return kept as F;
}

function argumentWords(value: unknown): string {
  return typeof value === 'number'
    ? `an expression in quotes, such as "${value}"`
    : 'an expression in quotes';
}

function tooLong(text: unknown, place: FindingPlace): Finding[] {
  if (typeof text !== 'string' || text.length <= LIMITS.expression) return [];
  return [
    { code: 'expression-too-long', facts: { length: text.length, limit: LIMITS.expression }, ...place },
  ];
}

function tooLarge(what: string, size: number, limit: number, place: FindingPlace): Finding {
  return { code: 'too-large', facts: { what, size, limit }, ...place };
}

function wrong(expected: string, value: unknown, place: FindingPlace): Finding {
  return { code: 'wrong-value', facts: { expected, got: showValue(value) }, ...place };
}

function unread(finding: Finding): ReadNode {
  return { node: undefined, findings: [finding] };
}
