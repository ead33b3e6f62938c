import type { Finding } from '../diagnostics/types';
import { isError } from '../diagnostics/words';
import { checkDocument } from './check';
import { syntaxPlace } from './jsonSyntax';
import { LIMITS } from './limits';
import { nameOf, readNode } from './readNode';
import { readPicture } from './readPicture';
import { readPlan } from './readPlan';
import { readShape } from './readShape';
import { readTraining } from './readTraining';
import { documentSchema, isRecord } from './schemas';
import { showValue } from './showValue';
import type { Document } from './types';

/** The version of the format that is written, and the newest that is read. */
export const VERSION = 1;

export interface ParsedDocument {
  /** Missing where a finding is an error. */
  readonly document?: Document;
  /** Errors and warnings, all of them: see `describe` for their words. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a document from what `JSON.parse` gave, with its defaults filled in; never throws. Expressions stay text and
 * are not looked into. Fields that nothing reads are kept, with a warning.
 */
export function parseDocument(json: unknown): ParsedDocument {
  const { document, findings } = parseDraft(json);
  return document && !findings.some(isError) ? { document, findings } : { findings };
}

/**
 * As `parseDocument`, but gives the document wherever its types are right, though it may break rules (unknown parents,
 * cycles, missing arguments ...): what was saved in the middle of work must come back.
 */
export function parseDraft(json: unknown): ParsedDocument {
  if (!isRecord(json)) return { findings: [wrong('an object, {"scg": 1, ...}', json)] };
  const version = versionFinding(json.scg);
  if (version?.code === 'newer-version') return { findings: [version] };
  if (isDeeperThan(json, LIMITS.nesting)) {
    const facts = {
      what: 'the depth of its brackets is at least',
      size: LIMITS.nesting + 1,
      limit: LIMITS.nesting,
    };
    return { findings: [{ code: 'too-large', facts }] };
  }
  const { scg: _, ...fields } = json;
  const { output, findings } = readShape(documentSchema, fields, {});
  const top = version ? [version, ...findings] : findings;
  const rawNodes = Array.isArray(json.nodes) ? json.nodes : [];
  const rawPlans = Array.isArray(json.plans) ? json.plans : [];
  if (rawNodes.length > LIMITS.nodes) {
    const facts = { what: 'the number of nodes is', size: rawNodes.length, limit: LIMITS.nodes };
    return { findings: [...top, { code: 'too-large', facts, field: 'nodes' }] };
  }
  const nodes = rawNodes.map(readNode);
  const plans = rawPlans.map(readPlan);
  const {
    training: rawTraining,
    pictures: rawPictures,
    ...rest
  } = output ?? { title: '', about: '', seed: 1 };
  const training = rawTraining === undefined ? undefined : readTraining(rawTraining);
  const pictures = rawPictures?.map(readPicture);
  const document: Document = {
    ...rest,
    scg: VERSION,
    nodes: nodes.flatMap(({ node }) => node ?? []),
    plans: plans.flatMap(({ plan }) => plan ?? []),
    ...(training?.value ? { training: training.value } : {}),
    ...(pictures ? { pictures: pictures.flatMap(({ value }) => value ?? []) } : {}),
  };
  const unread = rawNodes.flatMap((node, i) => (nodes[i]?.node ? [] : [nameOf(node) ?? '']));
  const all = [
    ...top,
    ...[...nodes, ...plans, ...(training ? [training] : []), ...(pictures ?? [])].flatMap(
      (part) => part.findings,
    ),
    ...checkDocument(document, new Set(unread)),
  ];
  const unknown = all.filter(({ code }) => code === 'unknown-field');
  if (unknown.length > LIMITS.unread) {
    const facts = {
      what: 'the number of fields that nothing here reads is',
      size: unknown.length,
      limit: LIMITS.unread,
      mend: 'remove them',
    };
    const known = all.filter(({ code }) => code !== 'unknown-field');
    return { findings: [...known, { code: 'too-large', facts, field: 'document' }] };
  }
  const complete =
    !all.some(({ code }) => code === 'too-large') &&
    version === undefined &&
    output !== undefined &&
    unread.length === 0 &&
    document.plans.length === rawPlans.length &&
    (training === undefined || training.value !== undefined) &&
    document.pictures?.length === pictures?.length;
  return complete ? { document, findings: all } : { findings: all };
}

/** Reads a document from JSON text of at most 1 MiB. */
export function parseDocumentText(text: string): ParsedDocument {
  const read = readJson(text);
  return 'finding' in read ? { findings: [read.finding] } : parseDocument(read.json);
}

/** As `parseDraft`, from JSON text. */
export function parseDraftText(text: string): ParsedDocument {
  const read = readJson(text);
  return 'finding' in read ? { findings: [read.finding] } : parseDraft(read.json);
}

function readJson(text: string): { readonly json: unknown } | { readonly finding: Finding } {
  const size = text.length > LIMITS.bytes ? text.length : new TextEncoder().encode(text).length;
  if (size > LIMITS.bytes)
    return {
      finding: {
        code: 'too-large',
        facts: { what: 'the number of its bytes is', size, limit: LIMITS.bytes },
      },
    };
  const json = text.replace(/^\ufeff/, '');
  try {
    return { json: JSON.parse(json) };
  } catch {
    return { finding: { code: 'not-json', facts: syntaxPlace(json) } };
  }
}

function versionFinding(version: unknown): Finding | undefined {
  if (version === VERSION) return undefined;
  const place = { field: 'scg' };
  if (typeof version === 'number' && version > VERSION)
    return { code: 'newer-version', facts: { version, known: VERSION }, ...place };
  return { code: 'missing-version', facts: { got: showValue(version) }, ...place };
}

/** Without recursion, as this is what keeps later recursions short. */
function isDeeperThan(json: unknown, limit: number): boolean {
  const open: { value: unknown; depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= limit) return true;
    for (const part of Object.values(value))
      if (typeof part === 'object') open.push({ value: part, depth: depth + 1 });
  }
  return false;
}

function wrong(expected: string, value: unknown): Finding {
  return { code: 'wrong-value', facts: { expected, got: showValue(value) }, field: 'document' };
}
