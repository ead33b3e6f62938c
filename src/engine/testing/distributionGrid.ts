import { DISTRIBUTIONS } from '../distributions/registry';
import type { Setting } from './distributionSettings';
import { integral, type Rule, tanhSinh } from './quadrature';

/** All points of a discrete distribution, or quadrature points of a continuous one. */
export interface Grid extends Rule {
  readonly draws: readonly (readonly number[])[];
}

export function gridOf(setting: Setting): Grid {
  const { exact } = DISTRIBUTIONS[setting.name];
  if (exact.kind === 'enumerate') {
    const draws = exact.points(setting.args);
    return { draws, points: draws.map((_, i) => i), weights: draws.map(() => 1) };
  }
  const rule = tanhSinh(setting.cuts ?? []);
  return { ...rule, draws: rule.points.map((x) => [x]) };
}

/** Mean, variance and fourth central moment of every coordinate. */
export function momentsOf(grid: Grid, mass: readonly number[]) {
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
