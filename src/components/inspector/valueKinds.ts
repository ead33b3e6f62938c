import type {
  CellRule,
  DataRule,
  InputNode,
  InputValue,
  NetworkRule,
  ParameterNode,
  ParameterValue,
} from '../../engine';

type Value = ParameterValue | InputValue;

/** What a value is, as one chooses it. */
export type ValueKind = 'numbers' | 'network' | 'cell' | 'data';

export function isNetwork(value: Value): value is NetworkRule {
  return typeof value === 'object' && 'network' in value;
}

export function isCell(value: Value): value is CellRule {
  return typeof value === 'object' && 'cell' in value;
}

export function isDataRule(value: Value): value is DataRule {
  return typeof value === 'object' && 'data' in value;
}

export function kindOfValue(value: Value): ValueKind {
  if (isNetwork(value)) return 'network';
  if (isCell(value)) return 'cell';
  return isDataRule(value) ? 'data' : 'numbers';
}

/** What a node may hold, and what it first holds when another kind is chosen. */
export const VALUE_KINDS: Readonly<
  Record<
    (ParameterNode | InputNode)['kind'],
    readonly { readonly value: ValueKind; readonly label: string; readonly first: Value }[]
  >
> = {
  parameter: [
    { value: 'numbers', label: 'Numbers', first: 0.5 },
    { value: 'network', label: 'Network', first: { network: [2, 16, 1] } },
    { value: 'cell', label: 'Cell', first: { cell: [2, 8] } },
  ],
  input: [
    { value: 'numbers', label: 'Numbers', first: 1 },
    { value: 'data', label: 'Data set', first: { data: 'digits' } },
  ],
};
