import type { Analysis } from '../analysis/contract';
import { namesOfKind, nodeOf } from '../analysis/graph';
import type { TrainingGroup } from '../compile/groups';
import { averagesOf } from './averages';
import { Derivation } from './derivation';
import { type Formula, type Summand, sumOf, type Term } from './formula';
import { chainsFrom } from './latexChains';
import { type NodeLatex, nodeLatex } from './latexNames';
import { asFunction, expectation, holding, randomnessOf } from './latexSymbols';
import { hasNoSlope, stuckAbove } from './stuck';
import { summedCost } from './summedCosts';
import { surrogateScores } from './surrogateScores';

/** Summands written out in one formula. */
const MOST_TERMS = 40;
/** Costs that share the line of the last score in a surrogate. */
const COSTS_BESIDE = 2;

/** The two forms of Theorem 1: every score times its downstream costs, or every cost times the scores above it. */
export type Form = 'score-times-downstream' | 'cost-times-scores';

/**
 * The expected sum of the costs, \mathbb{E}_x[f(x)], on the graph that the plan makes: after a pathwise rewrite it
 * runs over the noise. `costs`: those to sum, by default all; of an array all elements, \sum_{\ell}f_{\ell}(x).
 */
export function objectiveLatex(
  analysis: Analysis,
  costs: readonly string[] = namesOfKind(analysis.rewritten, 'cost'),
): Formula {
  const { rewritten } = analysis;
  const latex = nodeLatex(rewritten);
  const sum = sumOf(
    costs.map((cost) => ({
      node: cost,
      write: () => {
        const summed = summedCost(analysis, cost, latex);
        const own = summed.before + asFunction(rewritten, cost, summed.latex);
        return { sign: '+', latex: own, nodes: [cost] };
      },
    })),
    MOST_TERMS,
  );
  const random = randomnessOf(rewritten, costs);
  if (random.length === 0) return { lines: [sum] };
  const nodes = [...new Set(random.map((name) => nodeOf(rewritten, name).source.name))];
  const open: Term = { sign: '', latex: `${expectation(random, latex)}[`, nodes };
  return { lines: [[open, ...sum, { sign: '', latex: ']', nodes: [] }]] };
}

/**
 * The gradient estimator of Theorem 1 for one parameter and one sample (Schulman et al. 2015, equations 1 and 2), one
 * summand a line. Scores and costs are differentiated along the deterministic paths from the parameter, by the chain
 * rule; where there are more than a few, a total derivative stands for them. Costs that do not train the parameter
 * are left out. The baseline b of a node is subtracted from the costs that multiply its score;
 * ranks stand in their place.
 */
export function theorem1Latex(analysis: Analysis, parameter: string, form: Form): Formula {
  const derivation = new Derivation(analysis, parameter);
  const scores = form === 'score-times-downstream' ? derivation.byScore() : derivation.byCost();
  const terms = sumOf([...scores, ...derivation.throughCosts()], MOST_TERMS);
  return { lines: terms.map((term) => [term]) };
}

/**
 * The surrogate loss of parameters that share their costs, whose gradient is the estimator:
 * L = \log p(x\mid\theta)\lfloor f-b\rfloor+f, where \lfloor\cdot\rfloor has no gradient (Schulman et al. 2015,
 * corollary 1). Scores that no parameter of the group reaches have no gradient and are left out.
 */
export function surrogateLatex(analysis: Analysis, { parameters, costs }: TrainingGroup): Formula {
  const { rewritten } = analysis;
  const latex = nodeLatex(rewritten);
  const reached = new Set(parameters.flatMap((name) => [...chainsFrom(rewritten, name).keys()]));
  const scores = surrogateScores(analysis, reached, costs);
  const terms = sumOf([...scores, ...lossCosts(analysis, costs, latex)], MOST_TERMS);
  const isWhole = parameters.length === namesOfKind(rewritten, 'parameter').length;
  // A cost of the name L is not its own surrogate.
  const loss = namesOfKind(rewritten, 'cost').some((cost) => /^L(_|$)/.test(latex(cost)))
    ? '\\mathcal{L}'
    : 'L';
  const name = isWhole ? loss : `${loss}_{${parameters.map(latex).join(',')}}`;
  const [first = [], ...others] = surrogateLines(terms, scores.length);
  return { lines: [[{ sign: '', latex: `${name}=`, nodes: [] }, ...first], ...others] };
}

/**
 * Costs as they stand in a surrogate loss: averaged over enumerated circles, without the gradient of stuck densities.
 */
function lossCosts(analysis: Analysis, costs: readonly string[], latex: NodeLatex): Summand[] {
  return costs.map((cost) => ({
    node: cost,
    write: () => {
      const stuck = stuckAbove(analysis, cost);
      const held = [...new Set(stuck.flatMap((circle) => nodeOf(analysis.graph, circle).parents))];
      // Where a parent counts elsewhere too, or in a square above, it is the density that is held.
      const isAll = held.every(
        (parent) =>
          nodeOf(analysis.rewritten, cost).parents.includes(parent) && hasNoSlope(analysis, parent, cost),
      );
      const mark = isAll
        ? `\\big|_{\\lfloor ${held.map(latex).join(',')}\\rfloor}`
        : holding(analysis.graph, stuck, latex);
      const { before } = averagesOf(analysis, [cost], undefined, latex, true);
      const summed = summedCost(analysis, cost, latex);
      const name = summed.latex(cost);
      const own = held.length > 0 ? name + mark : name;
      return { sign: '+', latex: before + summed.before + own, nodes: [cost] };
    },
  }));
}

/** One score a line; a few costs follow the last one, more have a line of their own. */
function surrogateLines(terms: readonly Term[], scores: number): Term[][] {
  const lines = terms.slice(0, scores).map((term) => [term]);
  const costs = terms.slice(scores);
  const last = lines.at(-1);
  if (last && costs.length <= COSTS_BESIDE) last.push(...costs);
  else if (costs.length > 0) lines.push(costs);
  return lines;
}
