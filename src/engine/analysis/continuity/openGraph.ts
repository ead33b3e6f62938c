import { fittingLayout, type WeightLayout } from '../../base/weightLayout';
import { drawShape } from '../../distributions/args';
import type { Args } from '../../distributions/contract';
import { DISTRIBUTIONS } from '../../distributions/registry';
import { distributionFindings } from '../../document/checkDistribution';
import { tensorShape } from '../../document/tensor';
import type { StochasticNode } from '../../document/types';
import { weightLayoutOf } from '../../document/weights';
import { lower } from '../../expression/lower';
import type { Distributions } from '../../expression/lowerDensity';
import type { Tree } from '../../expression/tree';
import { type Hull, type HullAt, hullsOf } from '../../intervals/hulls';
import { Builder, type Value } from '../../ir/builder';
import type { ValueId } from '../../ir/operations';
import type { Shape } from '../../ir/shape';
import { treesOf } from '../../model/trees';
import type { Graph, GraphNode } from '../contract';
import { ANY_NUMBER, type Domain, domainHull, domainOfDraws, UNIT_INTERVAL } from './domain';
import { type OpenCircle, openLaws } from './laws';
import { Looks } from './looks';

/** A node whose value is given from outside. */
export interface OpenNode {
  readonly value: Value;
  readonly domain: Domain;
}

/** Values by the names of nodes. */
export type Put = ReadonlyMap<string, Value>;

const NOTHING: Put = new Map();

/** A draw that has no shape. */
export class UnfitError extends Error {
  override readonly name = 'UnfitError';
}

/**
 * The formulas of nodes, each as a function of its parents alone, whose values are `state` instructions that can be
 * given any numbers. The formulas above a node are there for their shapes, and for where their values lie.
 */
export class OpenGraph {
  readonly b = new Builder();
  readonly nodes = new Map<string, OpenNode>();
  /** The log densities of circles at their own samples. */
  readonly own = new Set<ValueId>();
  readonly hullAt: HullAt;
  readonly looks = new Looks();
  readonly #circles = new Map<string, OpenCircle>();
  readonly #layouts = new Map<string, WeightLayout>();
  readonly #openAbove = new Set<GraphNode>();
  readonly #places: ReadonlyMap<string, number>;
  readonly #distributions: Distributions;

  constructor(readonly graph: Graph) {
    this.#places = new Map(graph.order.map((name, i) => [name, i]));
    this.#distributions = openLaws(this.b, this.#circles, this.own);
    this.hullAt = hullsOf(
      (id) => this.b.instruction(id),
      (state) => {
        const open = this.nodes.get(state);
        return domainHull(open?.domain ?? ANY_NUMBER);
      },
    );
  }

  /** Opens nodes and all that stands above them. Throws FindingError, ShapeError or UnfitError where that cannot be. */
  open(names: readonly string[]): void {
    const met = new Set(names.filter((name) => !this.nodes.has(name)));
    for (const one of met)
      for (const parent of this.graph.nodes.get(one)?.parents ?? [])
        if (!this.nodes.has(parent)) met.add(parent);
    const nodes = [...met].flatMap((one) => this.graph.nodes.get(one) ?? []);
    for (const node of this.inOrder(nodes)) if (node.role !== 'noise') this.#open(node);
  }

  /** Opens the parents of a node. Throws as `open`. */
  openAbove(node: GraphNode): void {
    if (this.#openAbove.has(node)) return;
    this.open(node.parents);
    this.#openAbove.add(node);
  }

  /** Parents before children. */
  inOrder(nodes: Iterable<GraphNode>): GraphNode[] {
    const place = ({ name }: GraphNode): number => this.#places.get(name) ?? 0;
    return [...nodes].sort((p, q) => place(p) - place(q));
  }

  /**
   * A formula of the node, or a part of it; `put`: what stands in the place of parents' own values. Throws FindingError
   * or ShapeError.
   */
  write(tree: Tree, node: GraphNode, put: Put = NOTHING): Value {
    const values = new Map(
      node.parents.flatMap((parent) => {
        const value = put.get(parent) ?? this.nodes.get(parent)?.value;
        return value ? [[parent, value] as const] : [];
      }),
    );
    return lower(tree, {
      builder: this.b,
      values,
      layouts: this.#layouts,
      isNode: (other) => this.graph.nodes.has(other),
      distributions: this.#distributions,
    });
  }

  /** The value of a square, or the arguments of a circle, from its parents. Throws FindingError or ShapeError. */
  outputsOf(node: GraphNode, put: Put = NOTHING): Value[] {
    const { source } = node;
    switch (source.kind) {
      case 'parameter':
      case 'input':
        return [];
      case 'deterministic':
      case 'cost': {
        const tree = treesOf(source).get('expression');
        return [tree ? this.write(tree, node, put) : this.#sum(node, source.kind === 'cost', put)];
      }
      case 'stochastic':
        return Object.values(this.#argsOf(node, source, put));
    }
  }

  #open(node: GraphNode): void {
    const { source, name, parents } = node;
    const above = parents.flatMap((parent) => this.#layouts.get(parent) ?? []);
    switch (source.kind) {
      case 'parameter':
      case 'input': {
        this.#give(name, tensorShape(source.value), ANY_NUMBER);
        const layout = weightLayoutOf(source.value);
        if (layout) this.#layouts.set(name, layout);
        return;
      }
      case 'deterministic':
      case 'cost': {
        const tree = treesOf(source).get('expression');
        const [root] = this.outputsOf(node);
        if (!root) return;
        const isShares = tree?.kind === 'call' && tree.name === 'softmax';
        const domain: Domain = isShares
          ? { kind: 'simplex' }
          : { kind: 'interval', hull: this.hullAt(root.id) };
        this.#give(name, root.shape, domain);
        break;
      }
      case 'stochastic':
        this.#draw(node, source);
    }
    const shape = this.nodes.get(name)?.value.shape ?? [];
    const layout = fittingLayout(above, shape);
    if (layout) this.#layouts.set(name, layout);
  }

  #draw(node: GraphNode, source: StochasticNode): void {
    const distribution = DISTRIBUTIONS[source.distribution ?? 'Normal'];
    const args = this.#argsOf(node, source);
    const shapes = Object.fromEntries(Object.entries(args).map(([arg, { shape }]) => [arg, shape]));
    const fit = drawShape(distribution, shapes, source.shape);
    if (fit.finding) throw new UnfitError(`${node.name} has no shape`);
    const width = Object.values(shapes).reduce((most, own) => Math.max(most, own.at(-1) ?? 1), 1);
    const of = (arg: string): Hull => {
      const value = args[arg];
      return value ? this.hullAt(value.id) : domainHull(ANY_NUMBER);
    };
    const isRelaxed = node.role === 'reparameterized' && node.estimator !== 'pathwise';
    const domain = domainOfDraws(distribution, of, width);
    const relaxed: Domain = domain.kind === 'oneHot' ? { kind: 'simplex' } : UNIT_INTERVAL;
    const sample = this.#give(node.name, fit.shape, isRelaxed ? relaxed : domain);
    // The law of a circle without all of its arguments cannot be asked for.
    if (distributionFindings(source).length === 0)
      this.#circles.set(node.name, { name: distribution.name, args, sample });
  }

  /** The arguments of a circle's law. */
  #argsOf(node: GraphNode, source: StochasticNode, put: Put = NOTHING): Args {
    if (!source.distribution) return { loc: this.#sum(node, false, put), scale: this.b.constant(1) };
    return Object.fromEntries([...treesOf(source)].map(([arg, tree]) => [arg, this.write(tree, node, put)]));
  }

  #sum({ parents }: GraphNode, isCost: boolean, put: Put): Value {
    const sum = parents.reduce<Value>((total, parent) => {
      const value = put.get(parent) ?? this.nodes.get(parent)?.value;
      return value ? this.b.add(total, value) : total;
    }, this.b.constant(0));
    return isCost ? this.b.square(sum) : sum;
  }

  #give(name: string, shape: Shape, domain: Domain): Value {
    const value = this.b.state(name, shape);
    this.nodes.set(name, { value, domain });
    return value;
  }
}
