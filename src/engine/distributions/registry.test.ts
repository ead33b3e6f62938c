import { describe, expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { DISTRIBUTION_ARGS, type DistributionName, PATHWISE } from '../document/distributions';
import { Builder, type Value } from '../ir/builder';
import type { Shape } from '../ir/shape';
import { SETTINGS } from '../testing/distributionSettings';
import { evaluate } from '../testing/evaluate';
import { countedNoise, noiseKinds, onlyNoise } from '../testing/noise';
import { elementShape } from './args';
import type { NumericArgs } from './contract';
import { MOST_POINTS } from './naturals';
import { DISTRIBUTIONS } from './registry';

const NAMES = Object.keys(DISTRIBUTION_ARGS) as DistributionName[];

describe.each(NAMES)('%s', (name) => {
  const distribution = DISTRIBUTIONS[name];

  test('is listed as the table of names has it', () => {
    expect(distribution.name).toBe(name);
    const args = new Set(DISTRIBUTION_ARGS[name].flat());
    expect(new Set(Object.keys(distribution.constraints))).toEqual(args);
    expect(distribution.pathwise).toBe(PATHWISE.has(name));
    expect(distribution.movesSupport.every((arg) => args.has(arg as never))).toBe(true);
  });

  test('is in the common suite with every alternative of its arguments, at least twice', () => {
    const settings = SETTINGS.filter((setting) => setting.name === name);
    expect(settings.length).toBeGreaterThanOrEqual(2);
    for (const alternative of DISTRIBUTION_ARGS[name])
      expect(settings.map(({ args }) => Object.keys(args).join())).toContain(alternative.join());
  });

  test('broadcasts its arguments, and keeps class axes last', () => {
    for (const alternative of DISTRIBUTION_ARGS[name]) {
      const b = new Builder();
      const batches: readonly Shape[] = [[2, 1], [3], [1]];
      const args = Object.fromEntries(
        alternative.map((arg, i) => {
          const event = elementShape(
            distribution.constraints[arg],
            distribution.constraints[arg] === 'lowerTriangular' ? 16 : 4,
          );
          return [arg, b.feed(arg, [...(batches[i] ?? []), ...event])];
        }),
      );
      const batch = alternative.length === 1 ? [2, 1] : [2, 3];
      const wide = [5, ...batch];
      const event = distribution.vector ? [4] : [];
      const x = b.feed('x', [...batch, ...event]);
      expect(distribution.logProb(b, args, x).shape).toEqual(batch);
      expect(distribution.logProb(b, args, b.feed('wide', [...wide, ...event])).shape).toEqual(wide);
      expect(distribution.mean(b, args).shape).toEqual([...batch, ...event]);
      expect(distribution.variance(b, args).shape).toEqual([...batch, ...event]);
      for (const drawn of [batch, wide])
        expect(distribution.sample(b, args, drawn, countedNoise(b)).shape).toEqual([...drawn, ...event]);
    }
  });

  test('has LaTeX with balanced braces', () => {
    for (const text of Object.values(distribution.latex)) {
      expect(text).not.toBe('');
      expect(text.split('{').length).toBe(text.split('}').length);
      expect(text.split('\\left').length).toBe(text.split('\\right').length);
    }
  });
});

describe('at the edge of what arguments may be', () => {
  /** Log mass of outcomes and its gradient in the argument. */
  function at(
    name: DistributionName,
    arg: string,
    values: readonly number[],
    draws: readonly (readonly number[])[],
  ) {
    const distribution = DISTRIBUTIONS[name];
    return draws.map((draw) => {
      const b = new Builder();
      const value = b.feed(arg, elementShape(distribution.constraints[arg], values.length));
      const x = b.feed('x', distribution.vector ? [draw.length] : []);
      const logProb = distribution.logProb(b, { [arg]: value }, x);
      const [slope] = gradient(b, logProb, [value]) as [Value];
      return {
        logProb: evaluate(b, logProb, { [arg]: values, x: draw })[0],
        finite: evaluate(b, slope, { [arg]: values, x: draw }).every(Number.isFinite),
      };
    });
  }

  const SURE = { logProb: 0, finite: true };
  test.each([
    ['Bernoulli', 'probs', [0], [[0]]],
    ['Bernoulli', 'probs', [1], [[1]]],
    ['Bernoulli', 'logits', [800], [[1]]],
    ['Bernoulli', 'logits', [-800], [[0]]],
    ['Categorical', 'probs', [0, 1, 0], [[1]]],
    ['Categorical', 'logits', [-800, 0, -800], [[1]]],
    ['OneHotCategorical', 'probs', [0, 1, 0], [[0, 1, 0]]],
    ['Geometric', 'probs', [1], [[0]]],
    ['Rademacher', 'probs', [0], [[-1]]],
    ['Rademacher', 'probs', [1], [[1]]],
  ] as const)('%s with %s %j is sure of %j', (name, arg, values, draws) => {
    for (const { logProb, finite } of at(name, arg, values, draws)) {
      expect(Math.abs(logProb ?? Number.NaN)).toBe(SURE.logProb);
      expect(finite).toBe(SURE.finite);
    }
  });

  test('impossible outcomes have log mass minus infinity', () => {
    expect(at('Bernoulli', 'probs', [0], [[1]])[0]?.logProb).toBe(Number.NEGATIVE_INFINITY);
    expect(at('Categorical', 'probs', [0, 1], [[0]])[0]?.logProb).toBe(Number.NEGATIVE_INFINITY);
    expect(at('Geometric', 'probs', [1], [[1]])[0]?.logProb).toBe(Number.NEGATIVE_INFINITY);
    expect(at('Rademacher', 'probs', [0], [[1]])[0]?.logProb).toBe(Number.NEGATIVE_INFINITY);
  });

  test.each([
    [0, [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    [1, [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]],
  ] as const)('a Binomial of probability %d is sure', (probability, wanted) => {
    const b = new Builder();
    const args = { total_count: b.constant(3), probs: b.feed('probs', []) };
    const logs = [0, 1, 3].map((k) => DISTRIBUTIONS.Binomial.logProb(b, args, b.constant(k)));
    const feeds = { probs: [probability] };
    expect(logs.map((log) => (evaluate(b, log, feeds)[0] ?? Number.NaN) + 0)).toEqual(wanted);
    const [slope] = gradient(b, logs[probability * 2] as Value, [args.probs]) as [Value];
    expect(evaluate(b, slope, feeds).every(Number.isFinite)).toBe(true);
  });

  test('logits far from zero keep their digits', () => {
    expect(at('Bernoulli', 'logits', [-50], [[1]])[0]?.logProb).toBeCloseTo(-50, 12);
    expect(at('Categorical', 'logits', [1000, 990], [[1]])[0]?.logProb).toBeCloseTo(
      -10 - Math.log1p(Math.exp(-10)),
      12,
    );
  });

  /** Draws at given uniform noise. */
  function drawn(name: DistributionName, arg: string, values: readonly number[], noise: readonly number[]) {
    const { sample, constraints } = DISTRIBUTIONS[name];
    const b = new Builder();
    const value = b.feed(arg, elementShape(constraints[arg], values.length));
    const given = b.constant(noise, [noise.length]);
    return evaluate(b, sample(b, { [arg]: value }, given.shape, onlyNoise(given)), { [arg]: values });
  }

  const LEVELS = [2 ** -24, 0.3, 0.7, 1 - 2 ** -24];
  test('a class without mass is never drawn, nor one beyond the last', () => {
    expect(drawn('Categorical', 'probs', [0, 0.5, 0, 0.5, 0], LEVELS)).toEqual([1, 1, 3, 3]);
    expect(drawn('Categorical', 'probs', [0.1, 0.1], LEVELS)).toEqual([0, 0, 1, 1]);
    expect(drawn('Categorical', 'probs', [1], LEVELS)).toEqual([0, 0, 0, 0]);
    expect(drawn('Bernoulli', 'probs', [0], LEVELS)).toEqual([0, 0, 0, 0]);
    expect(drawn('Bernoulli', 'probs', [1], LEVELS)).toEqual([1, 1, 1, 1]);
    expect(drawn('Geometric', 'probs', [1], LEVELS).map(Math.abs)).toEqual([0, 0, 0, 0]);
  });

  test('continuous draws are finite at the ends of the noise', () => {
    for (const setting of SETTINGS) {
      const { name, args } = setting;
      const [kind, ...others] = noiseKinds(DISTRIBUTIONS[name], setting);
      const { discrete, vector } = DISTRIBUTIONS[name];
      if (discrete || vector || kind === 'gamma' || others.length > 0) continue;
      const b = new Builder();
      const noise =
        kind === 'uniform' ? [2 ** -24, 0.5 - 2 ** -24, 0.5 + 2 ** -24, 1 - 2 ** -24] : [-6.7, 6.7];
      const given = Object.fromEntries(
        Object.entries(args).map(([arg, [value]]) => [arg, b.constant(value ?? 0)]),
      );
      const x = DISTRIBUTIONS[name].sample(
        b,
        given,
        [noise.length],
        onlyNoise(b.constant(noise, [noise.length])),
      );
      expect(evaluate(b, x).every(Number.isFinite), name).toBe(true);
    }
  });
});

describe('enumeration', () => {
  test('keeps all but 1e-12 of the mass, for any rate and probability', () => {
    const settings: readonly (readonly [DistributionName, NumericArgs])[] = [
      ...[1e-3, 3, 77, 1e3, 1e5].map((rate) => ['Poisson', { rate: [rate] }] as const),
      ...[1e-3, 0.5, 0.999, 1].map((probs) => ['Geometric', { probs: [probs] }] as const),
      ...[0, 1e-3, 0.4, 0.999, 1].flatMap((probs) =>
        [0, 1, 60, 1e5].map((n) => ['Binomial', { total_count: [n], probs: [probs] }] as const),
      ),
    ];
    for (const [name, args] of settings) {
      const { exact, cdf } = DISTRIBUTIONS[name];
      if (exact.kind !== 'enumerate' || !cdf) throw new Error('not enumerated');
      const points = exact.points(args);
      const [first, last] = [points[0]?.[0] as number, points.at(-1)?.[0] as number];
      expect(points.length).toBe(last - first + 1);
      const kept = cdf(args, last) - cdf(args, first - 1);
      expect(1 - kept, `${name} ${JSON.stringify(args)}`).toBeLessThan(1e-12);
    }
  });

  test('of too many points stays small enough to refuse', () => {
    const { exact } = DISTRIBUTIONS.Geometric;
    if (exact.kind !== 'enumerate') throw new Error('not enumerated');
    expect(exact.points({ probs: [1e-9] }).length).toBe(MOST_POINTS);
  });
});
