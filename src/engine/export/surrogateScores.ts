import type { Analysis } from '../analysis/contract';
import { nodeOf } from '../analysis/graph';
import { averagesOf } from './averages';
import { joined, MOST_IN_BRACKETS, type Summand, sumOf, type Term } from './formula';
import { type NodeLatex, nodeLatex } from './latexNames';
import { lawTerms } from './lawTerms';
import { baselineTerms, credited, factorLatex, scoredNodes } from './scoreWeights';
import { summedCost } from './summedCosts';

/**
 * \log p(x\mid\theta)\lfloor f_1+f_2-b\rfloor for every stochastic node that is among `reached` and has one of `costs`
 * to answer for.
 */
export function surrogateScores(
  analysis: Analysis,
  reached: ReadonlySet<string>,
  costs: readonly string[],
): Summand[] {
  const latex = nodeLatex(analysis.rewritten);
  return scoredNodes(analysis).flatMap((name): Summand[] => {
    const below = reached.has(name) ? credited(analysis, name, costs) : [];
    if (below.length === 0) return [];
    const inWorld = (term: (after: string) => string): string => {
      const { before, after } = averagesOf(analysis, below, name, latex, true);
      return before + term(after.replaceAll('\\lfloor ', '').replaceAll('\\rfloor ', ''));
    };
    const weight = (): string => {
      const terms = [
        ...sumOf(bareCosts(analysis, below, latex), MOST_IN_BRACKETS),
        ...baselineTerms(analysis, name, latex),
      ];
      return factorLatex(analysis, name, latex, terms, joined(terms));
    };
    return lawTerms(
      analysis,
      name,
      latex,
      (parent) => reached.has(parent) || isParameter(analysis, parent),
    ).map(({ sum, of, times }) => ({
      node: name,
      write: (): Term => ({
        sign: '+',
        latex: inWorld((after) => `${sum}${of}\\lfloor ${after}${times(weight())}\\rfloor`),
        nodes: [name, ...below],
      }),
    }));
  });
}

/** Costs by their names alone. */
function bareCosts(analysis: Analysis, costs: readonly string[], latex: NodeLatex): Summand[] {
  return costs.map((cost) => ({
    node: cost,
    write: () => {
      const summed = summedCost(analysis, cost, latex);
      return { sign: '+', latex: summed.before + summed.latex(cost), nodes: [cost] };
    },
  }));
}

function isParameter({ rewritten }: Analysis, name: string): boolean {
  return nodeOf(rewritten, name).kind === 'parameter';
}
