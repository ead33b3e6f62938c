import type { Finding, FindingPlace } from '../diagnostics/types';
import { LIMITS } from './limits';
import { readShape } from './readShape';
import { isRecord, tensorRuleSchema } from './schemas';
import { showValue } from './showValue';
import type { NestedNumbers, Tensor } from './types';

export const EXPECTED = 'a number, a list of numbers, or {"shape": [2], "init": "zeros"}';

type Read = { readonly tensor: Tensor } | { readonly findings: readonly Finding[] };

/** Reads the value of a parameter or input; `place` says whose, for the findings. */
export function readTensor(value: unknown, place: FindingPlace): Read {
  if (isRecord(value)) return readRule(value, place);
  const counted = { numbers: 0 };
  const read = readNested(value, 0, counted);
  if ('problem' in read) return { findings: [{ ...read.problem, ...place }] };
  if (counted.numbers > LIMITS.tensor) return { findings: [tooLarge(counted.numbers, place)] };
  return { tensor: read.tensor };
}

function readRule(value: Readonly<Record<string, unknown>>, place: FindingPlace): Read {
  const { output, findings } = readShape(
    tensorRuleSchema,
    value,
    { ...place, field: undefined },
    `${place.field}.`,
  );
  if (output === undefined) return { findings };
  const numbers = output.shape.reduce((product, length) => product * length, 1);
  if (numbers > LIMITS.tensor) return { findings: [tooLarge(numbers, place)] };
  if (output.shape.length > LIMITS.rank) return { findings: [{ ...axes(output.shape.length), ...place }] };
  return { tensor: output };
}

type Problem =
  | Pick<Extract<Finding, { code: 'wrong-value' }>, 'code' | 'facts'>
  | Pick<Extract<Finding, { code: 'ragged-tensor' }>, 'code' | 'facts'>
  | Pick<Extract<Finding, { code: 'too-large' }>, 'code' | 'facts'>;

type Nested =
  | { readonly tensor: number | NestedNumbers; readonly shape: string }
  | { readonly problem: Problem };

function readNested(value: unknown, depth: number, counted: { numbers: number }): Nested {
  if (typeof value === 'number' && Number.isFinite(value)) {
    counted.numbers++;
    return { tensor: value, shape: '[]' };
  }
  if (!Array.isArray(value) || value.length === 0) return { problem: wrong(value) };
  if (depth >= LIMITS.rank) return { problem: axes(depth + 1) };
  const rows: (number | NestedNumbers)[] = [];
  let first: string | undefined;
  for (const item of value) {
    const row = readNested(item, depth + 1, counted);
    if ('problem' in row) return row;
    first ??= row.shape;
    if (row.shape !== first)
      return { problem: { code: 'ragged-tensor', facts: { lengths: [first, row.shape] } } };
    rows.push(row.tensor);
  }
  const inner = first === undefined || first === '[]' ? '' : `, ${first.slice(1, -1)}`;
  return { tensor: rows, shape: `[${rows.length}${inner}]` };
}

function wrong(value: unknown): Problem {
  return { code: 'wrong-value', facts: { expected: EXPECTED, got: showValue(value) } };
}

function axes(size: number): Problem {
  return { code: 'too-large', facts: { what: 'the number of its axes is', size, limit: LIMITS.rank } };
}

function tooLarge(size: number, place: FindingPlace): Finding {
  return {
    code: 'too-large',
    facts: { what: 'the count of its numbers is', size, limit: LIMITS.tensor },
    ...place,
  };
}
