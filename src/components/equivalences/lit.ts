import type { NamedPair, Pair, Side } from '../../engine';
import type { GraphFigure } from './figure';

/** What is pointed at: drawn nodes of one side. */
export interface Pointed {
  readonly side: Side;
  readonly names: readonly string[];
}

/** The drawn nodes that are lit, by side. */
export type Lit = Readonly<Record<Side, ReadonlySet<string>>>;

interface Related {
  readonly left: GraphFigure;
  readonly right: GraphFigure;
  readonly pairs: readonly Pair[];
  readonly reading: readonly NamedPair[];
}

const OTHER = { left: 'right', right: 'left' } as const;

/** What is pointed at and its partners; of a node that is put in, what holds it too. Undefined where nothing is pointed at. */
export function litBy(pointed: Pointed | undefined, related: Related): Lit | undefined {
  if (!pointed) return undefined;
  const { side, names } = pointed;
  const lit = { left: new Set<string>(), right: new Set<string>() };
  for (const name of names) {
    lit[side].add(name);
    for (const pair of related.reading) if (pair[side] === name) lit[OTHER[side]].add(pair[OTHER[side]]);
    const node = related[side].nodes.find((own) => own.name === name);
    for (const holder of node?.holders ?? []) {
      const pair = related.pairs.find((own) => own[side] === holder);
      for (const drawn of drawnFor(related[side], holder)) lit[side].add(drawn);
      const partner = pair?.[OTHER[side]];
      if (partner !== undefined)
        for (const drawn of drawnFor(related[OTHER[side]], partner)) lit[OTHER[side]].add(drawn);
    }
  }
  return lit;
}

/** The drawn nodes that a node of the normal form is, several where they were merged. */
export function drawnFor({ shows, nodes, form }: GraphFigure, name: string): string[] {
  const parts = form?.nodes.find((own) => own.name === name)?.parts ?? [];
  const shown = shows.get(name);
  return [
    ...(shown ? [shown.name] : []),
    ...nodes.map((own) => own.name).filter((own) => own !== shown?.name && parts.includes(own)),
  ];
}
