import { DISTRIBUTIONS } from '../distributions/registry';
import type { DistributionSetting } from './distributionSettings';
import { integral, type QuadratureRule, tanhSinh } from './quadrature';

/** All points of a discrete distribution, or quadrature points of a continuous one. */
export interface Grid extends QuadratureRule {
  readonly draws: readonly (readonly number[])[];
}

export function gridOfLaw(setting: DistributionSetting): Grid {
  const { exact } = DISTRIBUTIONS[setting.name];
  if (exact.kind === 'enumerate') {
    const draws = exact.points(setting.args);
    return { draws, points: draws.map((_, i) => i), weights: draws.map(() => 1) };
  }
  if (setting.name === 'Dirichlet') return simplexGrid(setting.args.concentration?.length ?? 0);
  if (setting.name === 'MultivariateNormal') return productGrid(setting.boxes ?? []);
  const rule = tanhSinh(setting.cuts ?? []);
  return { ...rule, draws: rule.points.map((x) => [x]) };
}

/** For each of several coordinates a rule on a line. */
const COARSE = 1 / 8;

/** All combinations of the points of rules on the coordinates. */
function productGrid(cuts: readonly (readonly number[])[]): Grid {
  let grid: Grid = { draws: [[]], points: [], weights: [1] };
  for (const own of cuts) {
    const rule = tanhSinh(own, COARSE);
    const weights = grid.weights.flatMap((weight) => rule.weights.map((w) => weight * w));
    const draws = grid.draws.flatMap((draw) => rule.points.map((x) => [...draw, x]));
    grid = { draws, points: [], weights };
  }
  return grid;
}

/**
 * Points of the simplex by breaking a stick: every coordinate but the last is a share of what is left. The last is what
 * is left then; the measure is that of the others.
 */
function simplexGrid(width: number): Grid {
  const rule = tanhSinh([0, 0.5, 1], COARSE);
  let pieces = [{ draw: [] as readonly number[], left: 1, weight: 1 }];
  for (let i = 1; i < width; i++)
    pieces = pieces.flatMap(({ draw, left, weight }) =>
      rule.points.map((share, k) => ({
        draw: [...draw, left * share],
        left: left * (1 - share),
        weight: weight * left * (rule.weights[k] as number),
      })),
    );
  // Where rounding has left nothing, no density is to be had, nor any mass.
  const inside = pieces.filter(({ draw, left }) => left > 0 && draw.every((x) => x > 0));
  return {
    draws: inside.map(({ draw, left }) => [...draw, left]),
    points: [],
    weights: inside.map(({ weight }) => weight),
  };
}

/** Mean, variance and fourth central moment of every coordinate. */
export function gridMoments(grid: Grid, mass: readonly number[]) {
  const width = grid.draws[0]?.length ?? 0;
  const central = (j: number, power: number, centre: number) =>
    integral(
      grid,
      grid.draws.map((draw, i) => ((draw[j] as number) - centre) ** power * (mass[i] as number)),
    );
  const columns = Array.from({ length: width }, (_, j) => j);
  const mean = columns.map((j) => central(j, 1, 0));
  return {
    mean,
    variance: columns.map((j) => central(j, 2, mean[j] as number)),
    fourth: columns.map((j) => central(j, 4, mean[j] as number)),
  };
}

/** About forty draws that are not too improbable, away from the cuts, where a density may have a kink or an end. */
export function likelyDraws(grid: Grid, mass: readonly number[], cuts: readonly number[]) {
  const most = Math.max(...mass.filter(Number.isFinite));
  const margin =
    cuts.length > 0 ? 1e-4 * Math.min(...cuts.slice(1).map((cut, i) => cut - (cuts[i] ?? 0))) : 0;
  const smooth = (draw: readonly number[]) => cuts.every((cut) => Math.abs((draw[0] ?? 0) - cut) > margin);
  const likely = grid.draws.filter((draw, i) => (mass[i] as number) > 1e-4 * most && smooth(draw));
  const stride = Math.max(1, Math.floor(likely.length / 40));
  return likely.filter((_, i) => i % stride === 0);
}
