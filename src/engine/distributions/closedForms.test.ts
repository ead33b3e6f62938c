import { describe, expect, test } from 'vitest';
import type { DistributionName } from '../document/distributions';
import { Builder } from '../ir/builder';
import { SETTINGS, type Setting, titleOf } from '../testing/distributionSettings';
import { evaluate } from '../testing/evaluate';
import { integral, tanhSinh } from '../testing/quadrature';
import { entropy, kl } from './closedForms';
import type { Args, NumericArgs } from './contract';
import { DISTRIBUTIONS } from './registry';

/** Arguments as constants: a class axis where there are several numbers. */
function constants(b: Builder, args: NumericArgs): Args {
  return Object.fromEntries(
    Object.entries(args).map(([arg, values]) => [
      arg,
      b.constant(values, values.length > 1 ? [values.length] : []),
    ]),
  );
}

/** Points of the support with their weights, and the log densities there of two sets of arguments. */
function onGrid({ name, args, cuts }: Setting, others: readonly NumericArgs[]) {
  const distribution = DISTRIBUTIONS[name];
  const { exact, vector } = distribution;
  // A Laplace density has its kink at the location, the other one's too.
  const kinks = others.flatMap(({ loc }) => loc ?? []);
  const [first = 0, last = 0] = [cuts?.[0], cuts?.at(-1)];
  const inner = kinks.filter((kink) => kink > first && kink < last);
  const rule = tanhSinh([...new Set([...(cuts ?? []), ...inner])].sort((p, q) => p - q));
  const draws = exact.kind === 'enumerate' ? exact.points(args) : rule.points.map((x) => [x]);
  const weights = exact.kind === 'enumerate' ? draws.map(() => 1) : rule.weights;
  const logs = others.map((numbers) => {
    const b = new Builder();
    const x = b.constant(draws.flat(), vector ? [draws.length, draws[0]?.length ?? 0] : [draws.length]);
    return evaluate(b, distribution.logProb(b, constants(b, numbers), x));
  });
  return { weights, logs };
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
  Poisson: { rate: [3] },
  Geometric: { probs: [0.5] },
};

describe.each(SETTINGS.map((setting) => ({ title: titleOf(setting), setting })))('$title', ({ setting }) => {
  const { name, args } = setting;

  test('entropy is the integral of -p log p', () => {
    const { weights, logs } = onGrid(setting, [args]);
    const terms = (logs[0] ?? []).map((log) => (log === Number.NEGATIVE_INFINITY ? 0 : -Math.exp(log) * log));
    const b = new Builder();
    const closed = entropy(b, name, constants(b, args));
    if (name === 'Poisson') expect(closed).toBeUndefined();
    else expect(closed && evaluate(b, closed)[0]).toBeCloseTo(integral({ points: [], weights }, terms), 10);
  });

  test('divergence is the integral of p (log p - log q)', () => {
    const other = OTHER[name];
    const classes = Math.max(...Object.values(args).map(({ length }) => length));
    if (classes > 1 && classes !== 3) return;
    const { weights, logs } = onGrid(setting, [args, other]);
    const [p = [], q = []] = logs;
    const terms = p.map((log, i) => (Math.exp(log) === 0 ? 0 : Math.exp(log) * (log - (q[i] as number))));
    const b = new Builder();
    const closed = kl(b, { name, args: constants(b, args) }, { name, args: constants(b, other) });
    const wanted = integral({ points: [], weights }, terms);
    expect(wanted).toBeGreaterThan(0.001);
    expect(closed && evaluate(b, closed)[0]).toBeCloseTo(wanted, 9);
  });

  test('divergence from itself is zero', () => {
    const b = new Builder();
    const law = { name, args: constants(b, args) };
    const again = kl(b, law, { ...law });
    expect(again && Math.abs(evaluate(b, again)[0] ?? Number.NaN)).toBeLessThan(1e-14);
  });
});

describe('divergence', () => {
  const divergence = (name: DistributionName, p: NumericArgs, q: NumericArgs) => {
    const b = new Builder();
    const closed = kl(b, { name, args: constants(b, p) }, { name, args: constants(b, q) });
    return closed && evaluate(b, closed);
  };

  test('has no form across families', () => {
    const b = new Builder();
    const args = constants(b, { loc: [0], scale: [1] });
    expect(kl(b, { name: 'Normal', args }, { name: 'Laplace', args })).toBeUndefined();
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
