import type { Analysis } from '../analysis/contract';
import { nodeOf } from '../analysis/graph';
import { type ScoreFactor, scoreFactor } from '../document/estimators';
import type { Baseline, KindOfBaseline, Ranks } from '../document/types';
import { joined, type Term } from './formula';
import type { NodeLatex } from './latexNames';
import { numberLatex } from './latexSymbols';
import { overDeviation, ranked } from './scoreFactors';

/** Which nodes have scores, which costs these answer for, and what multiplies them. */

/** Stochastic nodes of the document that stayed stochastic: noise has no parents, and so no score. */
export function scoredNodes({ rewritten }: Analysis): string[] {
  return rewritten.order.filter((name) => {
    const { kind, role } = nodeOf(rewritten, name);
    return kind === 'stochastic' && role === 'plain';
  });
}

/** The costs among `costs` that a node answers for. */
export function credited({ creditedCosts }: Analysis, name: string, costs: readonly string[]): string[] {
  const all = new Set(creditedCosts.get(name));
  return costs.filter((cost) => all.has(cost));
}

export function isScored({ rewritten }: Analysis, name: string): boolean {
  return nodeOf(rewritten, name).estimator === 'score';
}

function baselineOf({ plan }: Analysis, name: string): Baseline {
  const entry = Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined;
  return entry?.estimator === 'score' ? (entry.baseline ?? 'none') : 'none';
}

export function factorOf({ plan }: Analysis, name: string): ScoreFactor {
  return scoreFactor(Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined);
}

/**
 * What multiplies a score: the costs less the baseline, `plain` where that is all; over a running deviation, or ranked.
 */
export function factorLatex(
  analysis: Analysis,
  name: string,
  latex: NodeLatex,
  terms: readonly Term[],
  plain: string,
): string {
  switch (factorOf(analysis, name)) {
    case 'plain':
      return plain;
    case 'normalized':
      return overDeviation(latex(name), inBrackets(terms));
    case 'ranked':
      return ranked(analysis.plan, joined(terms));
  }
}

export function inBrackets(terms: readonly Term[]): string {
  return terms.length > 1 ? `(${joined(terms)})` : joined(terms);
}

/** What the plan subtracts from the costs credited to a node, as a term of that sum; none without a baseline. */
export function baselineTerms(analysis: Analysis, name: string, latex: NodeLatex): Term[] {
  const baseline = baselineOf(analysis, name);
  if (baseline === 'none' || baseline === 0) return [];
  if (typeof baseline === 'number')
    return [{ sign: baseline > 0 ? '-' : '+', latex: numberLatex(Math.abs(baseline)), nodes: [name] }];
  if (baseline.kind === 'ranks') return [];
  const subscript = latex(name);
  const b = subscript.length > 1 ? `b_{${subscript}}` : `b_${subscript}`;
  const seen = baseline.kind === 'value' ? (baseline.of ?? nodeOf(analysis.graph, name).parents) : [];
  const written: Record<Exclude<KindOfBaseline, Ranks>['kind'], string> = {
    average: b,
    // Of the samples but this one, the i-th.
    leaveOneOut: `${b}^{-i}`,
    optimal: `${b}^*`,
    value: `V_{${subscript}}(${seen.map(latex).join(',')})`,
  };
  return [{ sign: '-', latex: written[baseline.kind], nodes: [name] }];
}
