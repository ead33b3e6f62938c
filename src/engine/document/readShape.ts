import * as v from 'valibot';
import { nearest } from '../base/nearest';
import type { Finding, FindingPlace } from '../diagnostics/types';
import { showValue } from './showValue';

/** In one object: enough to mend it by. */
const MOST_SUGGESTIONS = 20;

type ObjectSchema = v.LooseObjectSchema<v.ObjectEntries, v.ErrorMessage<v.LooseObjectIssue> | undefined>;

/**
 * Holds an object against its schema. The findings name the first fault of every field, by `place` and by the field's
 * path after `prefix`, and warn of fields that the schema does not know; these are kept in the output, save names
 * such as `__proto__` that would reach the prototype. No output where there is a fault.
 */
export function readShape<S extends ObjectSchema>(
  schema: S,
  value: Readonly<Record<string, unknown>>,
  place: FindingPlace,
  prefix = '',
): { readonly output: v.InferOutput<S> | undefined; readonly findings: readonly Finding[] } {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  const findings = new Map<string, Finding>();
  for (const issue of result.issues ?? []) {
    const path = (issue.path ?? []).map(({ key }) => String(key));
    const key = path[0] ?? '';
    if (findings.has(key)) continue;
    const there = { ...place, field: prefix + path.join('.') };
    const missing = issue.kind === 'schema' && issue.type === 'loose_object' && issue.input === undefined;
    findings.set(
      key,
      missing
        ? { code: 'missing-field', facts: { expected: expectedOf(schema.entries, key) }, ...there }
        : { code: 'wrong-value', facts: { expected: issue.message, got: showValue(issue.input) }, ...there },
    );
  }
  const unknown = unknownFields(Object.keys(schema.entries), value, place, prefix);
  return {
    output: result.success ? result.output : undefined,
    findings: [...findings.values(), ...unknown],
  };
}

/** Warnings for the fields of `value` that are not among `known`. */
export function unknownFields(
  known: readonly string[],
  value: Readonly<Record<string, unknown>>,
  place: FindingPlace,
  prefix = '',
): Finding[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key, i) => ({
      code: 'unknown-field',
      facts: { suggestion: i < MOST_SUGGESTIONS ? nearest(key, known) : undefined },
      ...place,
      field: prefix + key,
    }));
}

/** The words for what a field should hold: its schema's message. */
function expectedOf(entries: v.ObjectEntries, key: string): string {
  const entry = Object.hasOwn(entries, key) ? entries[key] : undefined;
  return entry && 'message' in entry && typeof entry.message === 'string' ? entry.message : 'a value';
}
