import type { Analysis } from '../analysis/contract';
import { namesOfKind, nodeOf, trains } from '../analysis/graph';
import { averagesOf } from './averages';
import { joined, MOST_IN_BRACKETS, type Summand, sumOf, type Term } from './formula';
import { alongChain, type Chains, chainsFrom, totalDerivative } from './latexChains';
import { type NodeLatex, nodeLatex } from './latexNames';
import { asFunction, holding, logDensity } from './latexSymbols';
import { lawTerms } from './lawTerms';
import {
  baselineTerms,
  credited,
  factorLatex,
  factorOf,
  inBrackets,
  isScored,
  scoredNodes,
} from './scoreWeights';
import { hasNoSlope, stuckAbove, stuckAlong } from './stuck';
import { summedCost } from './summedCosts';

/** The summands of Theorem 1 for one parameter. */
export class Derivation {
  readonly #latex: NodeLatex;
  readonly #chains: ReadonlyMap<string, Chains>;
  /** Costs that train the parameter. */
  readonly #costs: readonly string[];
  /** Scored nodes that the parameter influences deterministically and that have a cost to answer for. */
  readonly #scored: readonly { readonly name: string; readonly costs: readonly string[] }[];

  constructor(
    readonly analysis: Analysis,
    readonly parameter: string,
  ) {
    const { rewritten } = analysis;
    this.#latex = nodeLatex(rewritten);
    this.#chains = chainsFrom(rewritten, parameter, (from, to) => hasNoSlope(analysis, from, to));
    this.#costs = namesOfKind(rewritten, 'cost').filter((cost) => trains(nodeOf(rewritten, cost), parameter));
    this.#scored = scoredNodes(analysis)
      .map((name) => ({ name, costs: credited(analysis, name, this.#costs) }))
      .filter(({ name, costs }) => this.#chains.has(name) && costs.length > 0);
  }

  /** Every score times its downstream costs: the first sum of equation 1. */
  byScore(): Summand[] {
    return this.#scored.flatMap((circle) => this.#ofCircle(circle));
  }

  /** What a circle adds, whatever its estimator. */
  #ofCircle({ name, costs }: { readonly name: string; readonly costs: readonly string[] }): Summand[] {
    const { parents } = nodeOf(this.analysis.rewritten, name);
    const reached = new Set(
      parents.filter((parent) => parent === this.parameter || this.#chains.has(parent)),
    );
    return lawTerms(this.analysis, name, this.#latex, (parent) => reached.has(parent)).map((term) => ({
      node: name,
      write: () => ({
        sign: '+',
        latex: this.#averaged(costs, name, (after) =>
          [term.sum, this.#ofLaw(name, term.of), after, term.times(this.#weight(name, costs))].join(''),
        ),
        nodes: [this.parameter, ...this.#between(name), name, ...costs],
      }),
    }));
  }

  /** Every cost times the scores above it: the first sum of equation 2; then the baselines times their scores. */
  byCost(): Summand[] {
    const above = new Map<string, string[]>(this.#costs.map((cost) => [cost, []]));
    const isPlain = (name: string) =>
      isScored(this.analysis, name) && factorOf(this.analysis, name) === 'plain';
    const byScore = this.#scored.filter(({ name }) => isPlain(name));
    const others = this.#scored.filter(({ name }) => !isPlain(name));
    for (const { name, costs } of byScore) for (const cost of costs) above.get(cost)?.push(name);
    const products = [...above].flatMap(([cost, names]): Summand[] =>
      names.length === 0 ? [] : [{ node: cost, write: () => this.#product(cost, names) }],
    );
    const baselines = byScore.flatMap(({ name }) =>
      baselineTerms(this.analysis, name, this.#latex).map((baseline) => ({
        node: name,
        write: (): Term => ({
          sign: baseline.sign,
          latex: this.#mean([name]) + baseline.latex + this.#score(name),
          nodes: [this.parameter, ...this.#between(name), name],
        }),
      })),
    );
    return [...products, ...baselines, ...others.flatMap((circle) => this.#ofCircle(circle))];
  }

  /** A term under the sums over all enumerated circles but its own. */
  #averaged(costs: readonly string[], own: string | undefined, term: (after: string) => string): string {
    const { before, after } = averagesOf(this.analysis, costs, own, this.#latex, false);
    return before + term(after);
  }

  /** The sums over all enumerated circles that these nodes depend on, of all that follows. */
  #mean(names: readonly string[]): string {
    return averagesOf(this.analysis, names, undefined, this.#latex, false).before;
  }

  /** What stands for a circle's value where its estimator puts the derivative through something else. */
  readonly #put = (name: string): string | undefined => {
    const { estimator } = nodeOf(this.analysis.rewritten, name);
    const x = this.#latex(name);
    if (estimator === 'straightThrough') return `p_{${x}}`;
    return estimator === 'straightThroughGumbel' ? `\\tilde{${x}}` : undefined;
  };

  /** The derivatives of the costs that the parameter influences deterministically: the second sum of both equations. */
  throughCosts(): Summand[] {
    const { parameter } = this;
    return this.#costs.flatMap((cost): Summand[] => {
      const chains = this.#chains.get(cost) ?? [];
      const summed = summedCost(this.analysis, cost, this.#latex);
      const name = summed.before + summed.latex(cost);
      if (chains === 'many') {
        const latex = this.#averaged([cost], undefined, () => this.#total(name, cost));
        return [{ node: cost, write: () => ({ sign: '+', latex, nodes: [parameter, cost] }) }];
      }
      return chains.map((chain) => ({
        node: cost,
        write: () => ({
          sign: '+',
          latex: this.#averaged([cost], undefined, () =>
            alongChain(parameter, chain, name, this.#latex, this.#put, this.#held(cost)),
          ),
          nodes: [parameter, ...chain, cost],
        }),
      }));
    });
  }

  /** What the derivatives along the edges to `end` leave out: stuck densities. */
  #held(end: string): (from: string, to: string | undefined) => string {
    const { graph } = this.analysis;
    return (from, to = end) => holding(graph, stuckAlong(this.analysis, from, to), this.#latex);
  }

  /** The derivative of a node through all chains, without what any of them leaves out. */
  #total(of: string, name: string): string {
    const isReached = (parent: string) => parent === this.parameter || this.#chains.has(parent);
    const stuck = stuckAbove(this.analysis, name, isReached);
    return (
      totalDerivative(of, this.#latex(this.parameter)) + holding(this.analysis.graph, stuck, this.#latex)
    );
  }

  /** Q-hat, less the baseline; in brackets where it is a sum. Or its rank. */
  #weight(name: string, costs: readonly string[]): string {
    const terms = [
      ...sumOf(
        costs.map((cost) => ({ node: cost, write: () => this.#cost(cost) })),
        MOST_IN_BRACKETS,
      ),
      ...baselineTerms(this.analysis, name, this.#latex),
    ];
    return factorLatex(this.analysis, name, this.#latex, terms, inBrackets(terms));
  }

  #product(cost: string, names: readonly string[]): Term {
    const scores = sumOf(
      names.map((name) => ({
        node: name,
        write: () => ({ sign: '+', latex: this.#score(name), nodes: [name] }),
      })),
      MOST_IN_BRACKETS,
    );
    const sum = scores.length > 1 ? `\\left(${joined(scores)}\\right)` : joined(scores);
    const nodes = [this.parameter, ...names.flatMap((name) => [...this.#between(name), name]), cost];
    const latex = this.#mean([cost, ...names]) + this.#cost(cost).latex + sum;
    return { sign: '+', latex, nodes: [...new Set(nodes)] };
  }

  #cost(name: string): Term {
    const { before, latex } = summedCost(this.analysis, name, this.#latex);
    return { sign: '+', latex: before + asFunction(this.analysis.rewritten, name, latex), nodes: [name] };
  }

  /** The derivative of a node's log density with respect to the parameter. */
  #score(name: string): string {
    return this.#derivative(name, logDensity(this.analysis.rewritten, name, this.#latex));
  }

  /** The derivative of what an estimator takes of a node's law; the score's stands behind its operator, as is usual. */
  #ofLaw(name: string, of: string): string {
    if (isScored(this.analysis, name)) return this.#derivative(name, of);
    const chains = this.#chains.get(name) ?? [];
    if (chains === 'many') return this.#total(of, name);
    const factors = chains.map((chain) =>
      alongChain(this.parameter, chain, of, this.#latex, this.#put, this.#held(name)),
    );
    return factors.length > 1 ? `\\left(${factors.join('+')}\\right)` : factors.join('');
  }

  /** A derivative as an operator along the chains that lead to the node. */
  #derivative(name: string, of: string): string {
    const chains = this.#chains.get(name) ?? [];
    if (chains === 'many') return this.#total('', name) + of;
    const operators = chains.map((chain) =>
      alongChain(this.parameter, chain, '', this.#latex, this.#put, this.#held(name)),
    );
    return (operators.length > 1 ? `\\left(${operators.join('+')}\\right)` : operators.join('')) + of;
  }

  /** Nodes on the chains to a node, where they are written out. */
  #between(name: string): string[] {
    const chains = this.#chains.get(name) ?? [];
    return chains === 'many' ? [] : [...new Set(chains.flat())];
  }
}
