import type { Builder, Value } from '../ir/builder';
import { argument, argumentNumbers, logPower, onSupport } from './argument';
import { beta } from './beta';
import type { Args, Distribution } from './contract';
import { alongLast, keptLast } from './lastAxis';

/**
 * How far from one the coordinates of a point of the simplex may sum: float32 draws of many are off by more than
 * rounding.
 */
const SUM_TOLERANCE = 1e-5;

/** Dirichlet(concentration): k shares that sum to one, each of a Gamma draw in the sum of all. */
export const dirichlet: Distribution = {
  name: 'Dirichlet',
  discrete: false,
  support: 'simplex',
  constraints: { concentration: 'positiveVector' },
  vector: true,
  sample: (b, args, batch, noise) => {
    const concentration = argument(args, 'concentration');
    const parts = noise.logGamma(b.broadcast(concentration, [...batch, ...concentration.shape.slice(-1)]));
    const top = b.stop(keptLast(b, b.amax(parts, [-1])));
    const sum = b.sum(b.exp(b.sub(parts, top)), [-1]);
    return b.insideSupport(b.exp(b.sub(parts, b.add(top, keptLast(b, b.log(sum))))), 'simplex');
  },
  // By breaking a stick: x_i = v_i times what is left, v_i ~ Beta(a_i, a_(i + 1) + ... + a_k) (Sethuraman, Statistica
  // Sinica 4, 1994).
  sampleFromFewest: (b, args, batch, beta, wanted) => {
    const concentrations = alongLast(b, argument(args, 'concentration')).map((a) => b.broadcast(a, batch));
    const first = wanted ?? concentrations.map((_, i) => i);
    const others = concentrations.filter((_, i) => !first.includes(i));
    // What is not asked for is one share: concentrations add up.
    const broken = [
      ...first.map((i) => concentrations[i] as Value),
      ...(others.length > 0 ? [added(b, others)] : []),
    ];
    let left: Value = b.fill(1, batch);
    const shares = broken.map((own, i) => {
      const rest = broken.slice(i + 1);
      if (rest.length === 0) return left;
      const part = beta(own, added(b, rest));
      const share = b.mul(left, part);
      left = b.mul(left, b.sub(1, part));
      return share;
    });
    const stacked = b.concat(
      concentrations.map((_, i) => keptLast(b, shares[first.indexOf(i)] ?? left)),
      batch.length,
    );
    return b.insideSupport(stacked, 'simplex');
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const concentration = argument(args, 'concentration');
    const off = b.abs(b.sub(b.sum(x, [-1]), 1));
    const width = concentration.shape.at(-1) ?? 0;
    const apart = b.mul(b.eq(b.sum(b.le(0, x), [-1]), width), b.le(off, SUM_TOLERANCE));
    const inside = b.isOnSimplex(x) ? b.constant(1) : apart;
    const powers = b.sum(logPower(b, b.sub(concentration, 1), x, b.log(x)), [-1]);
    return onSupport(b, inside, b.sub(powers, logNormalizer(b, concentration)));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: shares,
  variance: (b, args) => {
    const share = shares(b, args);
    const total = keptLast(b, b.sum(argument(args, 'concentration'), [-1]));
    return b.div(b.mul(share, b.sub(1, share)), b.add(total, 1));
  },
  cdf: undefined,
  marginal: (args, coordinate) => {
    const concentration = argumentNumbers(args, 'concentration');
    const own = concentration[coordinate] ?? Number.NaN;
    const rest = concentration.reduce((sum, a, i) => (i === coordinate ? sum : sum + a), 0);
    return { distribution: beta, args: { concentration1: [own], concentration0: [rest] } };
  },
  latex: {
    symbol: '\\mathrm{Dirichlet}',
    density: '\\frac{1}{\\mathrm{B}(\\alpha)}\\textstyle\\prod_j x_j^{\\alpha_j-1}',
    sampler: 'x_j = \\frac{g_j}{g_1 + \\dots + g_k},\\ g_j \\sim \\mathrm{Gamma}(\\alpha_j, 1)',
  },
};

function added(b: Builder, [first, ...others]: readonly Value[]): Value {
  return others.reduce((sum, own) => b.add(sum, own), first ?? b.constant(0));
}

function shares(b: Builder, args: Args): Value {
  const concentration = argument(args, 'concentration');
  return b.div(concentration, keptLast(b, b.sum(concentration, [-1])));
}

/** The logarithm of the beta function of all concentrations, [...]. */
export function logNormalizer(b: Builder, concentration: Value): Value {
  return b.sub(b.sum(b.lgamma(concentration), [-1]), b.lgamma(b.sum(concentration, [-1])));
}
