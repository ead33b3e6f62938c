import type { NamedPair, NormalForm, Pair, Planned, Side } from '../../engine';
import { figureOf, type GraphFigure } from './figure';
import { type Morph, morphOf } from './morph';
import type { Question } from './question';
import {
  correspondenceRows,
  type Decided,
  type Marked,
  markedBy,
  pairsOf,
  type Row,
  readingOf,
} from './rows';
import type { Answer } from './useProof';

/** All that is shown of an answer: derived from it and from the two documents, and stored nowhere. */
export interface EquivalenceView extends Readonly<Record<Side, GraphFigure>> {
  readonly question: Question;
  readonly planned: Readonly<Record<Side, Planned>>;
  readonly verdict: 'equivalent' | 'different' | 'undecided';
  /** Undefined where nothing was decided: then the graphs are drawn as they are. */
  readonly comparison: Decided | undefined;
  readonly pairs: readonly Pair[];
  readonly reading: readonly NamedPair[];
  readonly rows: readonly Row[];
  readonly morph: Morph;
  /** Nodes that the first change is about, and all changes. */
  readonly marked: Readonly<Record<'first' | 'also', Marked>>;
}

/** Undefined where a side is missing. */
export function viewOf({ question, news }: Pick<Answer, 'question' | 'news'>): EquivalenceView | undefined {
  const { left, right, claim } = question;
  if (left.kind !== 'ready' || right.kind !== 'ready') return undefined;
  const comparison = news.kind === 'done' ? news.attempt.comparison : undefined;
  const decided: Decided | undefined = comparison?.kind === 'undecided' ? undefined : comparison;
  const form = (side: Side): NormalForm | undefined => decided?.[side];
  const planned = { left: left.planned, right: right.planned };
  const figures = {
    left: figureOf(planned.left, form('left')),
    right: figureOf(planned.right, form('right')),
  };
  const pairs = decided ? pairsOf(decided) : [];
  const difference = decided?.kind === 'different' ? decided.difference : undefined;
  return {
    ...figures,
    question,
    planned,
    verdict: comparison?.kind ?? 'undecided',
    comparison: decided,
    pairs,
    reading: decided ? readingOf(decided, claim) : [],
    rows: decided ? correspondenceRows(decided, claim) : [],
    morph: morphOf(figures.left, figures.right, pairs),
    marked: {
      first: markedBy(difference ? [difference.first] : []),
      also: markedBy(difference?.edits ?? []),
    },
  };
}
