import type { InputValue, NestedNumbers, ParameterValue } from '../../engine';
import { formatInput } from '../ui/numbers';

type Value = ParameterValue | InputValue;

/** A value as one edits it: `0.3`, `[1, 2]`, `[[1, 2], [3, 4]]`; one made by a rule as JSON. */
export function tensorToText(tensor: Value): string {
  if (typeof tensor === 'number') return formatInput(tensor);
  if (isNested(tensor)) return nestedToText(tensor);
  return JSON.stringify(tensor);
}

function isNested(tensor: unknown): tensor is NestedNumbers {
  return Array.isArray(tensor) && tensor.every((entry) => typeof entry === 'number' || isNested(entry));
}

function nestedToText(nested: NestedNumbers): string {
  return `[${nested.map((entry) => (typeof entry === 'number' ? formatInput(entry) : nestedToText(entry))).join(', ')}]`;
}

export type TensorReading = { readonly tensor: Value } | { readonly problem: string };

const SHAPE_HINT = 'write a number, a vector as [1, 2, 3] or a matrix as [[1, 2], [3, 4]]';

/** Reads what `tensorToText` writes; brackets of a vector may be left out, a true minus sign is a minus. */
export function textToTensor(text: string): TensorReading {
  const plain = text.trim().replaceAll('\u2212', '-');
  if (plain === '') return { problem: `a value is missing: ${SHAPE_HINT}` };
  if (/^[^[{]*[\s,][^[{]*$/.test(plain)) return textToTensor(`[${plain.split(/[\s,]+/).join(', ')}]`);
  let json: unknown;
  try {
    json = JSON.parse(plain.replace(/(^|[[,\s])\+?\./g, '$10.').replace(/-\./g, '-0.'));
  } catch {
    return { problem: `«${shorten(plain)}» is not a value: ${SHAPE_HINT}` };
  }
  if (typeof json === 'number') return { tensor: json };
  if (isRule(json) || isWeightsOrData(json)) return { tensor: json };
  if (!isNested(json) || json.length === 0) {
    return { problem: `«${shorten(plain)}» is not a value: ${SHAPE_HINT}` };
  }
  if (nestedShapeOf(json) === undefined) return { problem: 'all rows must have the same length' };
  return { tensor: json };
}

type Rule<K extends string> = K extends string ? Extract<Value, { readonly [key in K]: unknown }> : never;

/** The engine checks what is in it. */
function isWeightsOrData(json: unknown): json is Rule<'network' | 'cell' | 'data'> {
  return typeof json === 'object' && json !== null && ['network', 'cell', 'data'].some((key) => key in json);
}

function isRule(json: unknown): json is Rule<'shape'> {
  if (typeof json !== 'object' || json === null || !('shape' in json) || !('init' in json)) return false;
  const { shape, init } = json;
  return (
    Array.isArray(shape) &&
    shape.every((length) => Number.isInteger(length) && length >= 0) &&
    (init === 'zeros' || init === 'normal')
  );
}

/** The shape of a nested array; undefined where its rows differ or one is empty. */
export function nestedShapeOf(nested: NestedNumbers): readonly number[] | undefined {
  const shapes = nested.map((entry) => (typeof entry === 'number' ? [] : nestedShapeOf(entry)));
  const first = shapes[0];
  if (first === undefined) return undefined;
  const same = shapes.every((shape) => shape !== undefined && String(shape) === String(first));
  return same ? [nested.length, ...first] : undefined;
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

/** A shape as one edits it: `3, 4`; empty where there is none. */
export function shapeToText(shape: readonly number[] | undefined): string {
  return shape?.join(', ') ?? '';
}

export type ShapeReading = { readonly shape: readonly number[] | undefined } | { readonly problem: string };

/** Reads `8`, `3, 4`, `[3, 4]` or `3 x 4`; nothing is no shape. */
export function textToShape(text: string): ShapeReading {
  const plain = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim();
  if (plain === '') return { shape: undefined };
  const shape = plain.split(/\s*[,x×\s]\s*/).map(Number);
  return shape.every((length) => Number.isInteger(length) && length >= 1)
    ? { shape }
    : { problem: `«${shorten(plain)}» is not a shape: write whole numbers from 1 on, as in 8 or 3, 4` };
}
