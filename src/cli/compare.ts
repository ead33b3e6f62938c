import { type Comparison, compare, comparisonWords, type Document, type Plan, pairedTerms } from '../engine';
import type { Steps } from './steps';
import { UsageError } from './usage';

/** A document and the name of its plan; missing: the first one. */
export interface Compared {
  readonly document: Document;
  readonly plan: string | undefined;
}

/** The answer of `scg compare`: as data, in lines, and whether the two are equivalent. */
export function compareDocuments(a: Compared, b: Compared, steps: Steps) {
  const [left, right] = [planned(a), planned(b)];
  const comparison = compare(left, right, { steps });
  const lines = comparisonWords(comparison);
  return {
    equivalent: comparison.kind === 'equivalent',
    lines,
    answer: { ...answerOf(comparison, { left, right }), message: lines[0] },
  };
}

function planned({ document, plan }: Compared): { document: Document; plan: Plan } {
  const found = document.plans.find(({ name }) => plan === undefined || name === plan);
  if (!found)
    throw new UsageError(
      `there is no plan ${plan ?? ''}; there are ${document.plans.map(({ name }) => name).join(', ')}`,
    );
  return { document, plan: found };
}

function answerOf(comparison: Comparison, sides: Parameters<typeof pairedTerms>[1]) {
  if (comparison.kind === 'different') return { kind: comparison.kind, difference: comparison.difference };
  if (comparison.kind !== 'equivalent') return comparison;
  const { kind, map, estimators, used } = comparison;
  return {
    kind,
    map: map.map(({ left, right }) => ({
      left: left.name,
      right: right.name,
      role: left.role,
      standsFor: { left: left.standsFor, right: right.standsFor },
    })),
    estimators,
    used,
    terms: pairedTerms(comparison, sides).map(({ left, right, ...term }) => ({
      ...term,
      left: left.latex,
      right: right.latex,
    })),
  };
}
