import { feedsOf } from '../compile/feeds';
import { forward } from '../compile/forward';
import { FindingError } from '../diagnostics/types';
import { elementShape, eventShape } from '../distributions/args';
import { checkArgs } from '../distributions/checkArgs';
import type { Distribution, NumericArgs } from '../distributions/contract';
import { DISTRIBUTIONS } from '../distributions/registry';
import { type Document, parentsOf } from '../document/types';
import { evaluateRows } from '../executors/reference/evaluateRows';
import { Builder } from '../ir/builder';
import { type Shape, sizeOf } from '../ir/shape';
import { type Model, modelOf } from '../model/model';
import { once } from '../model/once';

/**
 * The distribution of a node's first element, of a vector its first coordinate, while everything above the node is at
 * its mean: for pictures.
 */
export interface NodeDensity {
  /** `mass`: of the points `x` (for one-hot draws and indices, the classes from 0); `density`: on an even grid. */
  readonly kind: 'density' | 'mass';
  readonly x: Float64Array;
  readonly height: Float64Array;
  readonly args: NumericArgs;
}

const GRID = 161;
const MOST_POINTS = 60;
/** Mass left out at each end of a density's picture. */
const TAIL = 2e-3;
/**
 * Interquartile ranges that a density's picture shows beyond the quartiles at most: a heavy tail would leave a spike
 * of the rest.
 */
const WIDEST = 8;

/**
 * The density or mass of stochastic node `name`, its arguments evaluated with every stochastic node above it at its
 * mean. Undefined where something above it, or in it, cannot be evaluated, or an argument is out of its range.
 */
export function nodeDensity({ document }: Model, name: string): NodeDensity | undefined {
  const node = document.nodes.find((candidate) => candidate.name === name);
  if (node?.kind !== 'stochastic') return undefined;
  const distribution = DISTRIBUTIONS[node.distribution ?? 'Normal'];
  try {
    const args = argsAtMeans(modelOf(above(document, name)), name);
    if (!args || checkArgs(distribution, args)) return undefined;
    if (distribution.discrete) return mass(distribution, args);
    const shown = distribution.marginal?.(args, 0) ?? { distribution, args };
    const picture = density(shown.distribution, shown.args);
    return picture && { ...picture, args };
  } catch (error) {
    if (error instanceof FindingError) return undefined;
    throw error;
  }
}

/** The document with the node and what lies above it alone, so that errors elsewhere do no harm. */
function above(document: Document, name: string): Document {
  const nodes = new Map(document.nodes.map((node) => [node.name, node]));
  const kept = new Set([name]);
  for (const reached of kept) {
    const node = nodes.get(reached);
    for (const parent of node ? parentsOf(node) : []) kept.add(parent);
  }
  return { ...document, nodes: document.nodes.filter((node) => kept.has(node.name)) };
}

/** The arguments of the node's first element: one number each, or one a class. */
function argsAtMeans(model: Model, name: string): NumericArgs | undefined {
  const means = meansAbove(model, name);
  let found: NumericArgs | undefined;
  if (!means) return found;
  const { instructions, args } = means;
  const roots = args.map(({ root }) => root);
  evaluateRows(instructions, roots, feedsOf(model.document), new Map(), 1, (columns) => {
    found = Object.fromEntries(
      args.map(({ arg, size }, i) => [arg, [...(columns[i]?.data.subarray(0, size) ?? [])]]),
    );
  });
  return found;
}

/** The program of the node's arguments, and how many numbers of each are its first element's. */
const meansAbove = once((model, name: string) => {
  const b = new Builder();
  const { sites } = forward(b, model, {
    meanRows: true,
    valueOf: (site) => b.broadcast(site.distribution.mean(b, site.args), site.draw.shape),
  });
  const site = sites.get(name);
  if (!site) return undefined;
  const args = Object.entries(site.args).map(([arg, { id, shape }]) => ({
    arg,
    root: id,
    size: sizeOf(eventShape(site.distribution.constraints[arg], shape)),
  }));
  return { instructions: b.instructions, args };
});

function mass(distribution: Distribution, args: NumericArgs): NodeDensity | undefined {
  if (distribution.exact.kind !== 'enumerate') return undefined;
  const points = distribution.exact.points(args);
  const [first = []] = points;
  const shape = distribution.vector ? [first.length] : [];
  const height = evaluated(distribution, args, shape, Float64Array.from(points.flat())).map(Math.exp);
  const x = Float64Array.from(points, (point, i) => (distribution.vector ? i : (point[0] ?? i)));
  // All classes are shown; counts, where their mass is, be it at Poisson(0.1) or at Poisson(10,000).
  if (distribution.support !== 'naturals' && distribution.support !== 'counts')
    return { kind: 'mass', x, height, args };
  const top = height.reduce((most, value) => Math.max(most, value), 0);
  const seen = [...height.keys()].filter((i) => (height[i] ?? 0) > TAIL * top);
  const at = (values: Float64Array) => Float64Array.from(seen, (i) => values[i] ?? 0);
  return { kind: seen.length <= MOST_POINTS ? 'mass' : 'density', x: at(x), height: at(height), args };
}

function density(distribution: Distribution, args: NumericArgs): NodeDensity | undefined {
  const { cdf } = distribution;
  if (!cdf) return undefined;
  const at = (level: number) => quantile((x) => cdf(args, x), level);
  const [first, third] = [at(0.25), at(0.75)];
  const most = WIDEST * (third - first);
  const low = Math.max(at(TAIL), first - most);
  const high = Math.min(at(1 - TAIL), third + most);
  if (!(high > low)) return undefined;
  const margin = 0.04 * (high - low);
  const step = (high - low + 2 * margin) / (GRID - 1);
  const x = Float64Array.from({ length: GRID }, (_, i) => low - margin + i * step);
  const height = evaluated(distribution, args, [], x).map((value) =>
    Number.isNaN(value) ? 0 : Math.exp(value),
  );
  return { kind: 'density', x, height, args };
}

/** Log density at rows of draws of `shape`. */
function evaluated(
  distribution: Distribution,
  args: NumericArgs,
  shape: Shape,
  draws: Float64Array,
): Float64Array {
  const b = new Builder();
  const constants = Object.fromEntries(
    Object.entries(args).map(([arg, values]) => [
      arg,
      b.constant(values, elementShape(distribution.constraints[arg], values.length)),
    ]),
  );
  const x = b.state('x', shape);
  const logProb = distribution.logProb(b, constants, x);
  const rows = draws.length / Math.max(1, shape[0] ?? 1);
  const out = new Float64Array(rows);
  evaluateRows(
    b.instructions,
    [logProb.id],
    new Map(),
    new Map([[x.id, draws]]),
    rows,
    ([column], from, count) => {
      for (let row = 0; row < count; row++) out[from + row] = column?.data[row * column.stride] ?? 0;
    },
  );
  return out;
}

/** Where a distribution function reaches `level`, by doubling and halving; it need not be more exact than a pixel. */
function quantile(cdf: (x: number) => number, level: number): number {
  let low = -1;
  let high = 1;
  while (cdf(low) > level && low > -1e12) low *= 2;
  while (cdf(high) < level && high < 1e12) high *= 2;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (cdf(middle) < level) low = middle;
    else high = middle;
  }
  return high;
}
