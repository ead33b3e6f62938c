import { topologicalOrder } from '../base/topologicalOrder';
import { fittingLayout, type WeightLayout } from '../base/weightLayout';
import { DATA_SETS } from '../data/registry';
import { type Finding, FindingError } from '../diagnostics/types';
import { drawShape } from '../distributions/args';
import type { Args } from '../distributions/contract';
import { DISTRIBUTIONS } from '../distributions/registry';
import { distributionFindings } from '../document/checkDistribution';
import { isDataRule, tensorShape } from '../document/tensor';
import { type DataRule, type Node, parentsOf, type StochasticNode } from '../document/types';
import { weightLayoutOf } from '../document/weights';
import type { Site } from '../estimators/contract';
import { lower } from '../expression/lower';
import type { Tree } from '../expression/tree';
import { type Builder, ShapeError, type Value } from '../ir/builder';
import { printShape } from '../ir/shape';
import type { Model } from '../model/model';
import { densities } from './densities';
import type { Drawn } from './drawn';
import { CountedNoise, type NoiseDraw, OWN_DRAW } from './noise';
import { SourceNumbers } from './sourceNumbers';

/** The values of all nodes of a document, in one program under construction. */
export interface World {
  readonly values: ReadonlyMap<string, Value>;
  /** By stochastic node, in topological order. */
  readonly sites: ReadonlyMap<string, Site>;
  /**
   * The draws of rows of data sets: of every input that has one, which row it is; and draws that circles are made from.
   */
  readonly rows: readonly Drawn[];
}

export interface ForwardOptions {
  /** The value that the rest of the graph sees of a stochastic node. */
  readonly valueOf: (site: Site) => Value;
  readonly draw?: NoiseDraw;
  /** For the exact modes: whether no path leads through a circle's draw, so that it may be made in another way. */
  readonly isApart?: (name: string) => boolean;
  /**
   * For the exact modes: whether draws from as few sources as they have dimensions are states instead, for others to
   * make.
   */
  readonly leavesOpen?: boolean;
  /** Whether an input that draws a row of a data set is the mean of all rows instead. */
  readonly meanRows?: boolean;
  /** Whether `log_prob` of a node at its own sample has no gradient in the node's arguments. */
  readonly sticks?: (name: string) => boolean;
  /** Values that take the place of nodes' own. What does not depend on them is shared with the plain graph. */
  readonly overrides?: ReadonlyMap<string, Value>;
}

/**
 * Writes every node of a document into the builder, parents first. Sources of noise are numbered in that order, so
 * that all plans of a document read the same ones. Throws a FindingError with all expressions that are at fault;
 * nodes below a faulty one are left out without a word of their own.
 */
export function forward(b: Builder, model: Model, options: ForwardOptions): World {
  if (model.unparsed.length > 0) throw new FindingError(model.unparsed);
  const writer = new Writer(b, model, options);
  const { nodes } = model.document;
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordering = topologicalOrder([...byName.keys()], (name) => parentsOf(byName.get(name) as Node));
  if (ordering.kind === 'cycle') throw new FindingError([{ code: 'cycle', facts: { path: ordering.cycle } }]);
  for (const name of ordering.order) if (!writer.isTooMuch) writer.write(byName.get(name) as Node);
  if (writer.findings.length > 0) throw new FindingError(writer.findings);
  return { values: writer.values, sites: writer.sites, rows: writer.rows };
}

class Writer {
  readonly values = new Map<string, Value>();
  readonly sites = new Map<string, Site>();
  readonly rows: Drawn[] = [];
  readonly findings: Finding[] = [];
  /** There is no room for more. */
  isTooMuch = false;
  readonly #layouts = new Map<string, WeightLayout>();
  readonly #names: ReadonlySet<string>;
  readonly #numbers = new SourceNumbers();

  constructor(
    readonly b: Builder,
    readonly model: Model,
    readonly options: ForwardOptions,
  ) {
    this.#names = new Set(model.document.nodes.map(({ name }) => name));
  }

  write(node: Node): void {
    if (parentsOf(node).some((parent) => !this.values.has(parent))) return;
    const value = this.#guarded(node, undefined, () => this.#valueOf(node));
    if (!value) return;
    this.values.set(node.name, this.options.overrides?.get(node.name) ?? value);
    const layout = this.#layoutOf(node, value);
    if (layout) this.#layouts.set(node.name, layout);
  }

  /**
   * What the numbers of a value are for: a function or a draw of as many numbers as its parent's weights holds weights.
   */
  #layoutOf(node: Node, { shape }: Value): WeightLayout | undefined {
    if (node.kind === 'parameter') return weightLayoutOf(node.value);
    const above = parentsOf(node).flatMap((parent) => this.#layouts.get(parent) ?? []);
    return fittingLayout(above, shape);
  }

  #valueOf(node: Node): Value | undefined {
    switch (node.kind) {
      case 'input':
        if (isDataRule(node.value)) return this.#row(node.name, node.value);
        return this.b.feed(node.name, tensorShape(node.value));
      case 'parameter':
        return this.b.feed(node.name, tensorShape(node.value));
      case 'deterministic':
        return this.#field(node, 'expression', () => this.#sumOfParents(node));
      case 'cost':
        return this.#field(node, 'expression', () => this.b.square(this.#sumOfParents(node)));
      case 'stochastic':
        return this.#draw(node);
    }
  }

  /** A row of the data set's table, each as likely. */
  #row(name: string, { data }: DataRule): Value {
    const { b } = this;
    const { train, width: builtIn } = DATA_SETS[data];
    const { rows: count, width } = this.model.tables.get(name) ?? { rows: train, width: builtIn };
    const table = b.feed(name, [count, width]);
    if (this.options.meanRows) return b.div(b.sum(table, [0]), count);
    const noise = new CountedNoise(b, this.#numbers, this.options.draw ?? OWN_DRAW);
    // A product that float32 rounds up must not point behind the last row.
    const draw = b.min(b.floor(b.mul(count, noise.uniform([]))), count - 1);
    const probs = b.fill(1 / count, [count]);
    this.rows.push({ name, distribution: DISTRIBUTIONS.Categorical, args: { probs }, draw });
    return b.row(table, draw);
  }

  #draw(node: StochasticNode): Value | undefined {
    const distribution = DISTRIBUTIONS[node.distribution ?? 'Normal'];
    const args = this.#args(node);
    if (!args) return undefined;
    const shapes = Object.fromEntries(Object.entries(args).map(([name, { shape }]) => [name, shape]));
    const fit = drawShape(distribution, shapes, node.shape);
    if (fit.finding) throw new FindingError([fit.finding]);
    const { b } = this;
    const { draw: of = OWN_DRAW } = this.options;
    const noise = new CountedNoise(b, this.#numbers, of);
    const fewest = this.options.isApart?.(node.name) ? distribution.sampleFromFewest : undefined;
    const draw = !fewest
      ? distribution.sample(b, args, fit.batch, noise)
      : this.options.leavesOpen
        ? b.insideSupport(b.state(`draw of ${node.name}`, fit.shape), 'simplex')
        : fewest(b, args, fit.batch, noise.beta);
    this.rows.push(...noise.parts);
    // Further draws of one sample are told apart by the node that they are for.
    const copy = 1 + this.sites.size;
    const site: Site = {
      b,
      name: node.name,
      distribution,
      args,
      batch: fit.batch,
      noise: noise.taken,
      draw,
      extraNoise: () => new CountedNoise(b, new SourceNumbers(), { ...of, copy }),
    };
    this.sites.set(node.name, site);
    return this.options.valueOf(site);
  }

  /** The arguments of the node's distribution; undefined where one is at fault (and has been found fault with). */
  #args(node: StochasticNode): Args | undefined {
    if (!node.distribution) return { loc: this.#sumOfParents(node), scale: this.b.constant(1) };
    const misnamed = distributionFindings(node);
    if (misnamed.length > 0) throw new FindingError(misnamed);
    const args = new Map<string, Value>();
    for (const name of Object.keys(node.args ?? {})) {
      const value = this.#guarded(node, `args.${name}`, () =>
        this.#field(node, `args.${name}`, () => {
          throw new Error(`${node.name}: ${name} was not parsed`);
        }),
      );
      if (value) args.set(name, value);
    }
    return args.size === Object.keys(node.args ?? {}).length ? Object.fromEntries(args) : undefined;
  }

  #field(node: Node, field: string, missing: () => Value): Value {
    const tree = this.model.trees.get(node.name)?.get(field);
    return tree ? this.#lower(node, field, tree) : missing();
  }

  #lower(node: Node, field: string, tree: Tree): Value {
    const visible = new Map(
      parentsOf(node).flatMap((parent) => {
        const value = this.values.get(parent);
        return value ? [[parent, value] as const] : [];
      }),
    );
    try {
      return lower(tree, {
        builder: this.b,
        values: visible,
        layouts: this.#layouts,
        isNode: (name) => this.#names.has(name),
        distributions: densities(this.b, this.sites, this.values, this.options.sticks),
      });
    } catch (error) {
      if (!(error instanceof FindingError)) throw error;
      throw new FindingError(error.findings.map((finding) => ({ ...finding, nodes: [node.name], field })));
    }
  }

  #sumOfParents(node: Node): Value {
    return parentsOf(node).reduce<Value>((sum, parent) => {
      const value = this.values.get(parent);
      return value ? this.b.add(sum, value) : sum;
    }, this.b.constant(0));
  }

  /** Runs one step; what it finds is kept, with its place. */
  #guarded(node: Node, field: string | undefined, work: () => Value | undefined): Value | undefined {
    try {
      return work();
    } catch (error) {
      if (error instanceof FindingError) {
        this.findings.push(...error.findings.map((finding) => ({ nodes: [node.name], field, ...finding })));
        this.isTooMuch ||= error.findings.some(({ code }) => code === 'too-much-work');
      } else if (error instanceof ShapeError)
        this.findings.push({
          code: 'shape-mismatch',
          facts: { what: error.what, shapes: error.shapes.map(printShape) },
          nodes: [node.name],
          ...(field && { field }),
        });
      else throw error;
      return undefined;
    }
  }
}
