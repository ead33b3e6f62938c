import type { Analysis } from '../analysis/contract';
import { namesOf, nodeOf, trains } from '../analysis/graph';
import { joined, type Summand, sumOf, type Term } from './formula';
import { alongChain, type Chains, chainsFrom, total } from './latexChains';
import { type NodeLatex, nodeLatex } from './latexNames';
import { asFunction, logDensity, numberLatex } from './latexSymbols';

/** Summands written out within one pair of brackets. */
const MOST_IN_BRACKETS = 8;

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
    this.#chains = chainsFrom(rewritten, parameter);
    this.#costs = namesOf(rewritten, 'cost').filter((cost) => trains(nodeOf(rewritten, cost), parameter));
    this.#scored = scoredNodes(analysis)
      .map((name) => ({ name, costs: credited(analysis, name, this.#costs) }))
      .filter(({ name, costs }) => this.#chains.has(name) && costs.length > 0);
  }

  /** Every score times its downstream costs: the first sum of equation 1. */
  byScore(): Summand[] {
    return this.#scored.map(({ name, costs }) => ({
      node: name,
      write: () => ({
        sign: '+',
        latex: this.#score(name) + this.#weight(name, costs),
        nodes: [this.parameter, ...this.#between(name), name, ...costs],
      }),
    }));
  }

  /** Every cost times the scores above it: the first sum of equation 2; then the baselines times their scores. */
  byCost(): Summand[] {
    const above = new Map<string, string[]>(this.#costs.map((cost) => [cost, []]));
    for (const { name, costs } of this.#scored) for (const cost of costs) above.get(cost)?.push(name);
    const products = [...above].flatMap(([cost, names]): Summand[] =>
      names.length === 0 ? [] : [{ node: cost, write: () => this.#product(cost, names) }],
    );
    const baselines = this.#scored.flatMap(({ name }) =>
      baselineTerms(this.analysis, name, this.#latex).map((baseline) => ({
        node: name,
        write: (): Term => ({
          sign: baseline.sign,
          latex: baseline.latex + this.#score(name),
          nodes: [this.parameter, ...this.#between(name), name],
        }),
      })),
    );
    return [...products, ...baselines];
  }

  /** The derivatives of the costs that the parameter influences deterministically: the second sum of both equations. */
  throughCosts(): Summand[] {
    const { parameter } = this;
    return this.#costs.flatMap((cost): Summand[] => {
      const chains = this.#chains.get(cost) ?? [];
      const name = this.#latex(cost);
      if (chains === 'many') {
        const latex = total(name, this.#latex(parameter));
        return [{ node: cost, write: () => ({ sign: '+', latex, nodes: [parameter, cost] }) }];
      }
      return chains.map((chain) => ({
        node: cost,
        write: () => ({
          sign: '+',
          latex: alongChain(parameter, chain, name, this.#latex),
          nodes: [parameter, ...chain, cost],
        }),
      }));
    });
  }

  /** Q-hat, less the baseline; in brackets where it is a sum. */
  #weight(name: string, costs: readonly string[]): string {
    const terms = [
      ...sumOf(
        costs.map((cost) => ({ node: cost, write: () => this.#cost(cost) })),
        MOST_IN_BRACKETS,
      ),
      ...baselineTerms(this.analysis, name, this.#latex),
    ];
    return terms.length > 1 ? `(${joined(terms)})` : joined(terms);
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
    return { sign: '+', latex: this.#cost(cost).latex + sum, nodes: [...new Set(nodes)] };
  }

  #cost(name: string): Term {
    return { sign: '+', latex: asFunction(this.analysis.rewritten, name, this.#latex), nodes: [name] };
  }

  /** The derivative of a node's log density with respect to the parameter. */
  #score(name: string): string {
    const density = logDensity(this.analysis.rewritten, name, this.#latex);
    const chains = this.#chains.get(name) ?? [];
    if (chains === 'many') return total('', this.#latex(this.parameter)) + density;
    const operators = chains.map((chain) => alongChain(this.parameter, chain, '', this.#latex));
    return (operators.length > 1 ? `\\left(${operators.join('+')}\\right)` : operators.join('')) + density;
  }

  /** Nodes on the chains to a node, where they are written out. */
  #between(name: string): string[] {
    const chains = this.#chains.get(name) ?? [];
    return chains === 'many' ? [] : [...new Set(chains.flat())];
  }
}

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
    const write = (): Term => {
      const weight = [
        ...sumOf(bareCosts(below, latex), MOST_IN_BRACKETS),
        ...baselineTerms(analysis, name, latex),
      ];
      return {
        sign: '+',
        latex: `${logDensity(analysis.rewritten, name, latex)}\\lfloor ${joined(weight)}\\rfloor`,
        nodes: [name, ...below],
      };
    };
    return [{ node: name, write }];
  });
}

/** Costs by their names alone. */
export function bareCosts(costs: readonly string[], latex: NodeLatex): Summand[] {
  return costs.map((cost) => ({
    node: cost,
    write: () => ({ sign: '+', latex: latex(cost), nodes: [cost] }),
  }));
}

/** Stochastic nodes of the document that stayed stochastic: noise has no parents, and so no score. */
function scoredNodes({ rewritten }: Analysis): string[] {
  return rewritten.order.filter((name) => {
    const { kind, role } = nodeOf(rewritten, name);
    return kind === 'stochastic' && role === 'plain';
  });
}

/** The costs among `costs` that a node answers for. */
function credited({ downstreamCosts }: Analysis, name: string, costs: readonly string[]): string[] {
  const all = new Set(downstreamCosts.get(name));
  return costs.filter((cost) => all.has(cost));
}

/** What the plan subtracts from the costs credited to a node, as a term of that sum; none without a baseline. */
function baselineTerms({ plan }: Analysis, name: string, latex: NodeLatex): Term[] {
  const entry = Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined;
  const baseline = entry?.estimator === 'score' ? (entry.baseline ?? 'none') : 'none';
  if (baseline === 'none' || baseline === 0) return [];
  if (typeof baseline === 'number')
    return [{ sign: baseline > 0 ? '-' : '+', latex: numberLatex(Math.abs(baseline)), nodes: [name] }];
  const subscript = latex(name);
  return [{ sign: '-', latex: subscript.length > 1 ? `b_{${subscript}}` : `b_${subscript}`, nodes: [name] }];
}
