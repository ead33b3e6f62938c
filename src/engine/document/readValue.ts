import { nearest } from '../base/nearest';
import { weightCount } from '../base/weightLayout';
import { DATA_NAMES, isDataName } from '../data/registry';
import type { Finding, FindingPlace } from '../diagnostics/types';
import { LIMITS } from './limits';
import { readShape } from './readShape';
import { EXPECTED, readTensor } from './readTensor';
import { cellSchema, dataSchema, isRecord, networkSchema } from './schemas';
import { showValue } from './showValue';
import type { InputValue, ParameterValue, Tensor } from './types';
import { weightLayoutOf } from './weights';

export type ReadValue<V> =
  | { readonly value: V; readonly findings: readonly Finding[] }
  | { readonly value?: undefined; readonly findings: readonly Finding[] };

/** Reads the value of a parameter; `place` says whose, for the findings. */
export function readParameterValue(value: unknown, place: FindingPlace): ReadValue<ParameterValue> {
  if (isRecord(value) && 'network' in value) return readWeights(networkSchema, value, place);
  if (isRecord(value) && 'cell' in value) return readWeights(cellSchema, value, place);
  if (isRecord(value) && 'data' in value) return misplaced('an input can draw from a data set', value, place);
  return plain(value, place);
}

/** Reads the value of an input; `place` says whose, for the findings. */
export function readInputValue(value: unknown, place: FindingPlace): ReadValue<InputValue> {
  if (isRecord(value) && 'data' in value) return readData(value, place);
  const weights = isRecord(value) && ['network', 'cell'].find((key) => key in value);
  return weights ? misplaced(`a parameter can hold a ${weights}`, value, place) : plain(value, place);
}

function readData(given: Readonly<Record<string, unknown>>, place: FindingPlace): ReadValue<InputValue> {
  const { output, findings } = readShape(
    dataSchema,
    given,
    { ...place, field: undefined },
    `${place.field}.`,
  );
  if (output === undefined) return { findings };
  const { data } = output;
  if (isDataName(data)) return { value: { ...output, data }, findings };
  const facts = { what: 'data set', got: showValue(data), choices: DATA_NAMES };
  const suggestion = nearest(data, DATA_NAMES);
  const finding: Finding = {
    code: 'unknown-choice',
    facts: { ...facts, suggestion },
    ...place,
    field: `${place.field}.data`,
  };
  return { findings: [...findings, finding] };
}

function misplaced(only: string, value: unknown, place: FindingPlace): ReadValue<never> {
  const facts = { expected: `${EXPECTED} (only ${only})`, got: showValue(value) };
  return { findings: [{ code: 'wrong-value', facts, ...place }] };
}

function plain(value: unknown, place: FindingPlace): ReadValue<Tensor> {
  const read = readTensor(value, place);
  return 'findings' in read ? read : { value: read.tensor, findings: [] };
}

function readWeights(
  schema: typeof networkSchema | typeof cellSchema,
  given: Readonly<Record<string, unknown>>,
  place: FindingPlace,
): ReadValue<ParameterValue> {
  const { output, findings } = readShape(schema, given, { ...place, field: undefined }, `${place.field}.`);
  if (output === undefined) return { findings };
  const layout = weightLayoutOf(output);
  const layers = layout?.kind === 'network' ? layout.widths.length : 0;
  if (layers > LIMITS.layers)
    return { findings: [tooLarge('the number of its layers is', layers, LIMITS.layers, place)] };
  const count = layout ? weightCount(layout) : 0;
  if (count > LIMITS.tensor)
    return { findings: [tooLarge('the count of its weights is', count, LIMITS.tensor, place)] };
  return { value: output, findings };
}

function tooLarge(what: string, size: number, limit: number, place: FindingPlace): Finding {
  return { code: 'too-large', facts: { what, size, limit }, ...place };
}
