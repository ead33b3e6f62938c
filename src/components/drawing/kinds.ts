import type { NodeKind } from '../../engine';

export interface KindRow {
  readonly kind: NodeKind;
  /** Under its symbol in the palette. */
  readonly short: string;
  readonly label: string;
  readonly key: string;
  readonly hasParents: boolean;
}

/** The kinds of nodes, in the palette's order. */
export const KINDS: readonly KindRow[] = [
  { kind: 'stochastic', short: 'stochastic', label: 'Stochastic node', key: 'S', hasParents: true },
  { kind: 'deterministic', short: 'function', label: 'Deterministic node', key: 'D', hasParents: true },
  { kind: 'cost', short: 'cost', label: 'Cost', key: 'C', hasParents: true },
  { kind: 'parameter', short: 'parameter', label: 'Parameter', key: 'P', hasParents: false },
  { kind: 'input', short: 'input', label: 'Input', key: 'I', hasParents: false },
];

/** What a kind of node is called within a sentence. */
export const KIND_WORDS: Readonly<Record<NodeKind, string>> = {
  parameter: 'parameter',
  input: 'input',
  deterministic: 'deterministic node',
  stochastic: 'stochastic node',
  cost: 'cost',
};
