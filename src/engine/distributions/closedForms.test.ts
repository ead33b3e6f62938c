import { describe, expect, test } from 'vitest';
import type { DistributionName } from '../document/distributions';
import { Builder } from '../ir/builder';
import { constantArgs } from '../testing/distributionArgs';
import { gridOfLaw } from '../testing/distributionGrid';
import { DistributionProbe } from '../testing/distributionProbe';
import { type DistributionSetting, SETTINGS, titleOf } from '../testing/distributionSettings';
import { evaluate } from '../testing/evaluate';
import { integral } from '../testing/quadrature';
import type { NumericArgs } from './contract';
import { kl } from './divergence';
import { entropy } from './entropy';
import { DISTRIBUTIONS } from './registry';

/** Points of the support with their weights, and the log densities there of several sets of arguments. */
function onGrid(setting: DistributionSetting, others: readonly NumericArgs[]) {
  // A Laplace density has its kink at the location, the other one's too.
  const kinks = others.flatMap(({ loc }) => loc ?? []);
  const { cuts } = setting;
  const [first = 0, last = 0] = [cuts?.[0], cuts?.at(-1)];
  const inner = kinks.filter((kink) => kink > first && kink < last);
  const all = cuts && [...new Set([...cuts, ...inner])].sort((p, q) => p - q);
  const { draws, weights } = gridOfLaw({ ...setting, ...(all && { cuts: all }) });
  const probe = new DistributionProbe(setting);
  return { weights, logs: others.map((numbers) => probe.logProb(numbers, draws)) };
}

function constants(b: Builder, name: DistributionName, args: NumericArgs) {
  return constantArgs(b, DISTRIBUTIONS[name], args);
}

/** The same family at other arguments, of the other form where there are two. */
const OTHER: Readonly<Record<DistributionName, NumericArgs>> = {
  Normal: { loc: [0.7], scale: [1.9] },
  LogNormal: { loc: [-0.2], scale: [0.9] },
  Laplace: { loc: [1], scale: [0.8] },
  Exponential: { rate: [2.5] },
  Gamma: { concentration: [2.3], rate: [0.8] },
  Gumbel: { loc: [0.5], scale: [2.6] },
  Uniform: { low: [-4], high: [1.5] },
  Bernoulli: { logits: [0.4] },
  Categorical: { probs: [0.4, 0.1, 0.5] },
  OneHotCategorical: { logits: [1, 2, 0.5] },
  Cauchy: { loc: [1], scale: [0.8] },
  InverseGamma: { concentration: [2.3], rate: [0.8] },
  Beta: { concentration1: [1.5], concentration0: [0.9] },
  Dirichlet: { concentration: [1.1, 3, 0.7] },
  StudentT: { df: [3], loc: [0], scale: [1] },
  Logistic: { loc: [0], scale: [2] },
  Weibull: { scale: [1.2], concentration: [1.4] },
  HalfNormal: { scale: [1.6] },
  MultivariateNormal: { loc: [0, 1], scale_tril: [1.5, 0, 0.3, 1.1] },
  Rademacher: { probs: [0.6] },
  Binomial: { total_count: [5], probs: [0.6] },
  Poisson: { rate: [3] },
  Geometric: { probs: [0.5] },
};

/** Laws of other families to diverge from. */
const WIDE: Partial<Readonly<Record<DistributionName, NumericArgs>>> = {
  ...OTHER,
  Normal: { loc: [0.3], scale: [1.7] },
  Uniform: { low: [-6], high: [2.5] },
  Gumbel: { loc: [0.4], scale: [3.1] },
  Binomial: { total_count: [4], probs: [0.35] },
};

const NO_DIVERGENCE: ReadonlySet<DistributionName> = new Set(['StudentT', 'Logistic']);

describe.each(SETTINGS.map((setting) => ({ title: titleOf(setting), setting })))('$title', ({ setting }) => {
  const { name, args } = setting;

  test('entropy is the integral of -p log p', () => {
    const { weights, logs } = onGrid(setting, [args]);
    const terms = (logs[0] ?? []).map((log) => (log === Number.NEGATIVE_INFINITY ? 0 : -Math.exp(log) * log));
    const b = new Builder();
    const closed = entropy(b, name, constants(b, name, args));
    if (name === 'Poisson' || name === 'Binomial') expect(closed).toBeUndefined();
    else expect(closed && evaluate(b, closed)[0]).toBeCloseTo(integral({ points: [], weights }, terms), 10);
  });

  test('divergence is the integral of p (log p - log q)', () => {
    const other = OTHER[name];
    if (NO_DIVERGENCE.has(name)) {
      const law = { name, args: constants(new Builder(), name, args) };
      expect(kl(new Builder(), law, law)).toBeUndefined();
      return;
    }
    const like = (arg: string) => other[arg] === undefined || other[arg]?.length === args[arg]?.length;
    const classes = Math.max(...Object.values(args).map(({ length }) => length));
    if (!Object.keys(args).every(like) || (name.endsWith('Categorical') && classes !== 3)) return;
    if (name === 'Binomial' && args.total_count?.[0] !== 5) return;
    const { weights, logs } = onGrid(setting, [args, other]);
    const [p = [], q = []] = logs;
    const terms = p.map((log, i) => (Math.exp(log) === 0 ? 0 : Math.exp(log) * (log - (q[i] as number))));
    const b = new Builder();
    const closed = kl(b, { name, args: constants(b, name, args) }, { name, args: constants(b, name, other) });
    const wanted = integral({ points: [], weights }, terms);
    expect(wanted).toBeGreaterThan(0.001);
    expect(closed && evaluate(b, closed)[0]).toBeCloseTo(wanted, 9);
  });

  test('divergence from laws of other families is the integral too, or infinite', () => {
    const { discrete, vector } = DISTRIBUTIONS[name];
    if (vector) return;
    for (const [to, wide] of Object.entries(WIDE) as [DistributionName, NumericArgs][]) {
      if (to === name || DISTRIBUTIONS[to].discrete !== discrete) continue;
      const b = new Builder();
      const closed = kl(
        b,
        { name, args: constants(b, name, args) },
        { name: to, args: constants(b, to, wide) },
      );
      if (!closed) continue;
      const own = evaluate(b, closed)[0] ?? Number.NaN;
      const inner =
        DISTRIBUTIONS[to].discrete || !setting.cuts
          ? []
          : [...(wide.loc ?? []), ...(wide.low ?? []), ...(wide.high ?? [])];
      const [first = 0, last = 0] = [setting.cuts?.[0], setting.cuts?.at(-1)];
      const cuts = [
        ...new Set([...(setting.cuts ?? []), ...inner.filter((cut) => cut > first && cut < last)]),
      ];
      const grid = gridOfLaw({ ...setting, ...(setting.cuts && { cuts: cuts.sort((p, q) => p - q) }) });
      const from = new DistributionProbe(setting).logProb(args, grid.draws);
      const other = new DistributionProbe({ name: to, args: wide, outside: [] }).logProb(wide, grid.draws);
      const terms = from.map((log, i) =>
        Math.exp(log) === 0 ? 0 : Math.exp(log) * (log - (other[i] as number)),
      );
      // E[x^2] is all that diverges for laws without variance, E[x] for those without mean.
      const diverges = (setting.moments ?? 3) <= (/Normal/.test(to) ? 2 : /Uniform|Beta/.test(to) ? 0 : 1);
      const wanted = diverges ? Number.POSITIVE_INFINITY : integral(grid, terms);
      if (Number.isFinite(wanted))
        expect(Math.abs(own - wanted) / (1 + Math.abs(wanted)), to).toBeLessThan(1e-8);
      else expect(own, to).toBe(Number.POSITIVE_INFINITY);
    }
  });

  test('divergence from itself is zero', () => {
    const b = new Builder();
    const law = { name, args: constants(b, name, args) };
    const again = kl(b, law, { ...law });
    if (NO_DIVERGENCE.has(name)) expect(again).toBeUndefined();
    else expect(again && Math.abs(evaluate(b, again)[0] ?? Number.NaN)).toBeLessThan(1e-14);
  });
});

describe('divergence', () => {
  const divergence = (name: DistributionName, p: NumericArgs, q: NumericArgs) => {
    const b = new Builder();
    const closed = kl(b, { name, args: constants(b, name, p) }, { name, args: constants(b, name, q) });
    return closed && evaluate(b, closed);
  };

  test('has no form across some families', () => {
    const b = new Builder();
    const args = constants(b, 'Normal', { loc: [0], scale: [1] });
    expect(kl(b, { name: 'Normal', args }, { name: 'Logistic', args })).toBeUndefined();
  });

  /** The pairs of torch.distributions.kl across families; of these laws every one that it has. */
  const PAIRS: readonly [DistributionName, string][] = [
    ['Bernoulli', 'Poisson'],
    ['Poisson', 'Bernoulli Binomial'],
    ['Beta', 'Exponential Gamma Normal Uniform'],
    ['Exponential', 'Beta Gamma Gumbel Normal Uniform'],
    ['Gamma', 'Beta Exponential Gumbel Normal Uniform'],
    ['Gumbel', 'Beta Exponential Gamma Normal Uniform'],
    ['Laplace', 'Beta Exponential Gamma Normal Uniform'],
    ['Normal', 'Beta Exponential Gamma Gumbel Laplace Uniform'],
    ['Uniform', 'Beta Exponential Gamma Gumbel Normal'],
  ];

  test.each(PAIRS)('has a form of %s from %s', (from, list) => {
    for (const to of list.split(' ') as DistributionName[]) expect(crossed(from, to), to).toBeDefined();
  });

  const crossed = (from: DistributionName, to: DistributionName, p = OTHER[from], q = OTHER[to]) => {
    const b = new Builder();
    const closed = kl(
      b,
      { name: from, args: constants(b, from, p) },
      { name: to, args: constants(b, to, q) },
    );
    return closed && evaluate(b, closed)[0];
  };

  test('across families is infinite where q lacks mass', () => {
    expect(crossed('Uniform', 'Exponential', { low: [-0.1], high: [1] })).toBe(Number.POSITIVE_INFINITY);
    expect(crossed('Uniform', 'Beta', { low: [0], high: [1.1] })).toBe(Number.POSITIVE_INFINITY);
    expect(crossed('Beta', 'Uniform', OTHER.Beta, { low: [0], high: [0.9] })).toBe(Number.POSITIVE_INFINITY);
    expect(crossed('Laplace', 'Gumbel', { loc: [0], scale: [3] })).toBe(Number.POSITIVE_INFINITY);
    expect(crossed('Poisson', 'Bernoulli')).toBe(Number.POSITIVE_INFINITY);
    expect(crossed('Bernoulli', 'Binomial', { probs: [0.5] }, { total_count: [0], probs: [0.5] })).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(crossed('Normal', 'Gamma')).toBe(Number.POSITIVE_INFINITY);
  });

  test('of a uniform law that begins at 0 has its value', () => {
    // E log x over (0, 1) is -1.
    expect(
      crossed('Uniform', 'Gamma', { low: [0], high: [1] }, { concentration: [2], rate: [1] }),
    ).toBeCloseTo(1.5, 14);
  });

  test('is infinite where q lacks mass, and finite where p does', () => {
    expect(divergence('Uniform', { low: [0], high: [2] }, { low: [0], high: [1] })).toEqual([
      Number.POSITIVE_INFINITY,
    ]);
    expect(divergence('Bernoulli', { probs: [0.5] }, { probs: [0] })).toEqual([Number.POSITIVE_INFINITY]);
    expect(divergence('Bernoulli', { probs: [0] }, { probs: [0.5] })?.[0]).toBeCloseTo(Math.LN2, 14);
    expect(divergence('Categorical', { probs: [0, 1] }, { probs: [0.5, 0.5] })?.[0]).toBeCloseTo(
      Math.LN2,
      14,
    );
  });

  test('of a Binomial from one of other trials is infinite, or has no form', () => {
    const of = (n: number, m: number) =>
      divergence('Binomial', { total_count: [n], probs: [0.5] }, { total_count: [m], probs: [0.4] })?.[0];
    expect([of(3, 2), of(2, 3)]).toEqual([Number.POSITIVE_INFINITY, Number.NaN]);
  });

  test('and entropy sum over a batch', () => {
    const b = new Builder();
    const args = { loc: b.constant([0, 1, 2], [3]), scale: b.constant(1) };
    const standard = { loc: b.constant(0), scale: b.constant(1) };
    const closed = kl(b, { name: 'Normal', args }, { name: 'Normal', args: standard });
    expect(closed && evaluate(b, closed)).toEqual([2.5]);
    const own = entropy(b, 'Normal', args);
    expect(own && evaluate(b, own)[0]).toBeCloseTo(1.5 * Math.log(2 * Math.PI * Math.E), 12);
  });
});
