import type { Element, ScalarProgram } from './analysis';
import { MOST_CONTINUOUS } from './limits';
import type { OpenProgram, OpenSource } from './sources';

/**
 * The order in which the elements of random sources are summed and integrated over. Numbers are positions among the
 * elements.
 */
export interface Order {
  readonly elements: readonly Element[];
  /** Choices, and lines of which only some cells matter: row by row. */
  readonly first: readonly number[];
  /** Continuous variables that are integrated over together. */
  readonly inner: readonly number[];
  /** Choices whose values depend on these, and lines that matter by cells that depend on these. */
  readonly last: readonly number[];
  /** Missing where nothing is continuous. */
  readonly scalar: ScalarProgram | undefined;
}

export type NoOrder = { readonly kind: 'continuous'; readonly scalars: number } | { readonly kind: 'large' };

/** Continuous scalars among the sources. */
export function lineCount({ sources }: OpenProgram): number {
  return sources.reduce((sum, source) => sum + (isChoice(source) ? 0 : source.size), 0);
}

function isChoice(source: OpenSource): boolean {
  return source.kind === 'draw' && source.distribution.exact.kind === 'enumerate';
}

/** The elements of sources of which nothing is continuous, parents first. */
export function choicesOnly(open: OpenProgram): Order {
  const elements = open.sources.flatMap((source, s) =>
    Array.from({ length: source.size / source.width }, (_, element): Element => {
      return { source: s, element, ids: [], kind: 'choice' };
    }),
  );
  return { elements, first: elements.map((_, i) => i), inner: [], last: [], scalar: undefined };
}

/** The order for a program with continuous variables, or how many there are where they are too many. */
export function orderOf(open: OpenProgram, scalar: ScalarProgram): Order | NoOrder {
  const { elements, switches, stepwise, above } = scalar;
  const sourceOf = ({ source }: Element) => open.sources[source] as OpenSource;
  const lines = new Set(elements.flatMap(({ kind }, i) => (kind === 'line' ? [i] : [])));
  // For base noise, the measure between two places is known.
  const hasMeasure = (i: number) => stepwise.has(i) && sourceOf(elements[i] as Element).kind !== 'draw';
  const decidedWith = (i: number) =>
    switches.flatMap(({ deciders }) => (deciders.has(i) ? [...deciders].filter((other) => other !== i) : []));
  const cells = new Set(
    [...lines].filter(
      (i) => hasMeasure(i) && decidedWith(i).every((other) => !lines.has(other) && other < i),
    ),
  );
  let inner = [...lines].filter((i) => !cells.has(i));
  const nested = new Set<number>();
  for (const i of [...inner].reverse()) {
    if (inner.length <= MOST_CONTINUOUS) break;
    if (!hasMeasure(i) || decidedWith(i).some((other) => lines.has(other) && stepwise.has(other))) continue;
    nested.add(i);
    inner = inner.filter((other) => other !== i);
  }
  if (inner.length > MOST_CONTINUOUS) return { kind: 'continuous', scalars: inner.length };
  const late = new Set([...inner, ...nested]);
  const last: number[] = [];
  const first: number[] = [];
  elements.forEach((own, i) => {
    if (inner.includes(i)) return;
    const source = sourceOf(own);
    const fixed =
      source.kind === 'draw' &&
      source.distribution.exact.kind === 'enumerate' &&
      source.distribution.exact.fixed;
    const waits =
      nested.has(i) || (own.kind === 'choice' && !fixed && [...(above[i] ?? [])].some((j) => late.has(j)));
    if (waits) late.add(i);
    (waits ? last : first).push(i);
  });
  return { elements, first, inner, last, scalar };
}
