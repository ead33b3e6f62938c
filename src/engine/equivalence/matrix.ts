import type { NormalForm, NormalNode, RelationKind } from './contract';

/** Relations between two nodes as bits of one number. A derivative is a link as well. */
export const LINK = 1;
export const DERIVATIVE = 2;
export const CREDIT = 4;
export const TRAINS = 8;

const BITS: { readonly [K in RelationKind]: number } = {
  value: LINK,
  derivative: LINK | DERIVATIVE,
  credit: CREDIT,
  trains: TRAINS,
};

/** A normal form as numbers, for searches. */
export interface Matrix {
  readonly nodes: readonly NormalNode[];
  /** Row-major: what leads from node i to node j. */
  readonly bits: Uint8Array;
  /** Row-major: the bits from i to j, and times 16 those from j to i. */
  readonly both: Uint8Array;
  /** By node: the nodes that it is related to, with the bits of both directions. */
  readonly neighbours: readonly (readonly (readonly [other: number, bits: number])[])[];
  /** By node: its role, its estimator, and its baseline where these count. */
  readonly colours: readonly string[];
}

export function matrixOf({ nodes, relations }: NormalForm, baselines: boolean): Matrix {
  const size = nodes.length;
  const index = new Map(nodes.map(({ name }, i) => [name, i]));
  const bits = new Uint8Array(size * size);
  for (const { kind, from, to } of relations) {
    const place = (index.get(from) ?? 0) * size + (index.get(to) ?? 0);
    bits[place] = (bits[place] ?? 0) | BITS[kind];
  }
  const both = bits.map(
    (forth, place) => forth | (bitsBetween(bits, size, place % size, Math.floor(place / size)) << 4),
  );
  const neighbours = nodes.map((_, i) =>
    nodes.flatMap((_, j) => {
      const own = bitsBetween(both, size, i, j);
      return own === 0 ? [] : [[j, own] as const];
    }),
  );
  return { nodes, bits, both, neighbours, colours: nodes.map((node) => colourOf(node, baselines)) };
}

export function bitsBetween(bits: Uint8Array, size: number, from: number, to: number): number {
  return bits[from * size + to] ?? 0;
}

function colourOf({ role, estimator, law }: NormalNode, baselines: boolean): string {
  const baseline = baselines && role === 'circle' ? JSON.stringify(law?.baseline ?? 'none') : '';
  return `${role} ${estimator ?? ''} ${baseline}`;
}
