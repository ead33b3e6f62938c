import type { Analysis } from '../analysis/contract';
import { nodeOf } from '../analysis/graph';
import { influencers } from '../analysis/influence';
import type { NodeLatex } from './latexNames';
import { density } from './latexSymbols';
import { marksOf } from './planMarks';

/** Sums over enumerated circles: those to write before a circle's own factor, and those after it. */
export interface Averages {
  readonly before: string;
  readonly after: string;
}

const NONE: Averages = { before: '', after: '' };

/**
 * What a plan averages out of a term with these costs: \sum_a p(a), parents first, for every enumerated circle that
 * the costs or the circle `own` depend on, but `own` itself. `stopped`: as \lfloor p(a)\rfloor, in a surrogate loss.
 */
export function averagesOf(
  { plan, rewritten }: Analysis,
  costs: readonly string[],
  own: string | undefined,
  latex: NodeLatex,
  stopped: boolean,
): Averages {
  const isEnumerated = (name: string) => nodeOf(rewritten, name).estimator === 'enumerate';
  if (!marksOf(plan).enumerates) return NONE;
  const above = new Set(costs.flatMap((cost) => [...influencers(rewritten, cost)]));
  for (const name of own === undefined ? [] : influencers(rewritten, own)) above.add(name);
  const sums = rewritten.order
    .filter((name) => name !== own && above.has(name) && isEnumerated(name))
    .map((name) => {
      const p = density(rewritten, name, latex);
      return { name, sum: `\\sum_{${latex(name)}}${stopped ? `\\lfloor ${p}\\rfloor ` : p}` };
    });
  const place = (name: string) => rewritten.order.indexOf(name);
  const isBefore = (name: string) => own === undefined || place(name) < place(own);
  const joined = (list: typeof sums) => list.map(({ sum }) => sum).join('');
  return {
    before: joined(sums.filter(({ name }) => isBefore(name))),
    after: joined(sums.filter(({ name }) => !isBefore(name))),
  };
}
