import { expect } from '@playwright/test';
import { binomialQuantile } from '../src/engine/base/special/binomial';
import { poissonQuantile } from '../src/engine/base/special/poisson';
import { prepareReference, type ReferenceRunner } from '../src/engine/executors/reference/reference';
import { Builder } from '../src/engine/ir/builder';
import type { Program } from '../src/engine/ir/program';
import type { Moments } from '../src/engine/statistics/moments';
import type { Order, PlainBatch } from './harness/bench';
import {
  LANES,
  longProgram,
  MIXED_FEEDS,
  mixedProgram,
  over,
  programOf,
  SIDE,
  source,
  spread,
  wideProgram,
} from './harness/programs';
import { type Fused, feedsOf, test } from './harness/serve';

const order = (more: Partial<Order> = {}): Order => ({
  seed: 7,
  first: 0,
  count: LANES,
  raw: LANES,
  feeds: {},
  ...more,
});

function reference(runner: ReferenceRunner, { feeds, ...rest }: Order) {
  return runner.runNow({ ...rest, feeds: feedsOf(feeds) });
}

/** The same order on both executors. */
async function both(fused: Fused, program: Program, wanted: Order) {
  const runner = await fused.ready(program, SIDE);
  const own = await fused.run(runner, wanted);
  return { own, exact: reference(prepareReference(program, { lanes: LANES }), wanted) };
}

function expectClose(
  own: ArrayLike<number>,
  exact: ArrayLike<number>,
  tolerance: (value: number) => number,
): void {
  expect(own.length).toBe(exact.length);
  const far = Array.from(exact, (value, i) => ({ i, value, own: own[i] ?? Number.NaN })).filter(
    ({ value, own: got }) => !(Object.is(got, value) || Math.abs(got - value) <= tolerance(value)),
  );
  expect(far.slice(0, 5)).toEqual([]);
}

/** Rounding in float32: relative to the sums that the moments are made of. */
function expectSameMoments(own: PlainBatch, exact: readonly (readonly Moments[])[], relative: number): void {
  exact.flat().forEach((m, i) => {
    const got = own.moments.flat()[i];
    if (!got) throw new Error(`no moments ${i}`);
    const spread = Math.sqrt(m.m2 / m.count);
    expect(got.count).toBe(m.count);
    expect(Math.abs(got.mean - m.mean)).toBeLessThanOrEqual(relative * (Math.abs(m.mean) + spread));
    expect(Math.abs(got.m2 - m.m2)).toBeLessThanOrEqual(10 * relative * m.m2);
    expect(Math.abs(got.m3 - m.m3)).toBeLessThanOrEqual(
      10 * relative * m.count * spread ** 3 + 10 * relative * Math.abs(m.m3),
    );
    expect(Math.abs(got.m4 - m.m4)).toBeLessThanOrEqual(10 * relative * m.m4);
  });
}

test.setTimeout(120_000);

test.describe('noise', () => {
  // Each is rounded twice from the very word; a logarithm is a polynomial of it.
  for (const slowShifts of [false, true])
    test(`uniform draws, opposites and logarithms equal the reference by ${slowShifts ? 'slow' : 'quick'} shifts`, async ({
      fused,
    }) => {
      const b = new Builder();
      const draws = [source(0), source(3), source(4), source(2, 3), source(1, 0, 2)];
      const program = programOf(
        b,
        draws.flatMap((from) => {
          const u = b.noise('uniform', [], from);
          const rest = b.sub(1, u);
          return [u, rest, b.min(u, rest), b.log(u), b.log(rest)];
        }),
      );
      const wanted = order({
        seed: 0xfedcba98,
        first: 2 ** 32 - 100,
        count: 40 * LANES,
        raw: 40 * LANES,
      });
      const own = await fused.run(await fused.ready(program, SIDE, { slowShifts }), wanted);
      const exact = reference(prepareReference(program), wanted);
      own.raw.forEach((values, i) => {
        const relative = i % 5 < 3 ? 1.3e-7 : 1e-6;
        expectClose(values, exact.raw[i] ?? [], (value) => relative * Math.abs(value));
        expect(values.every((value) => value !== 0 && value < 1)).toBe(true);
      });
    });

  test('rare coins come up as often as the reference has them, at both ends', async ({ fused }) => {
    const b = new Builder();
    const u = b.noise('uniform', [], source(0));
    const program = programOf(
      b,
      [1e-3, 1e-5, 1e-6].flatMap((p) => [b.lt(u, p), b.lt(b.sub(1, u), p)]),
    );
    const { own, exact } = await both(fused, program, order({ count: 2 ** 21, raw: 0 }));
    const counts = (moments: PlainBatch['moments']) =>
      moments.map(([m]) => Math.round((m?.mean ?? Number.NaN) * (m?.count ?? 0)));
    expect(counts(own.moments)).toEqual(counts(exact.moments));
  });

  test('quantiles in the far tails equal the reference', async ({ fused }) => {
    const b = new Builder();
    const distance = b.exp(spread(b, 'x', 0));
    const sign = spread(b, 'sign', 2);
    const level = b.where(b.lt(0, sign), distance, b.neg(distance));
    const rate = spread(b, 'rate', 1);
    const program = programOf(b, [
      level,
      rate,
      b.poissonQuantile(level, rate),
      b.binomialQuantile(level, 60, b.div(rate, 60)),
      b.div(rate, 60),
    ]);
    for (const [from, to] of [
      [0, 12],
      [12, 60],
    ] as const) {
      const feeds = {
        ...over('x', Math.log(1e-10), Math.log(1e-3)),
        ...over('rate', from, to),
        ...over('sign', -1, 1),
      };
      const { raw } = await fused.run(
        await fused.ready(program, SIDE),
        order({ count: 8 * LANES, raw: 8 * LANES, feeds }),
      );
      const [levels = [], rates = [], poisson = [], binomial = [], probabilities = []] = raw;
      // A rounding decides otherwise where the tail's mass is within 1e-5 of its level, by one.
      const differences = levels.flatMap((t, i) => [
        Math.abs((poisson[i] ?? Number.NaN) - poissonQuantile(t, rates[i] ?? 0)),
        Math.abs((binomial[i] ?? Number.NaN) - binomialQuantile(t, 60, probabilities[i] ?? 0)),
      ]);
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
      expect(differences.filter((d) => d > 0).length).toBeLessThanOrEqual(4);
    }
  });

  test('normal draws equal the reference to float32', async ({ fused }) => {
    const b = new Builder();
    const draws = [
      source(0),
      source(1),
      source(2),
      source(7),
      source(5, 2),
      source(0, 0, 2),
      source(1, 0, 2),
    ];
    const program = programOf(
      b,
      draws.map((from) => b.noise('normal', [], from)),
    );
    const { own, exact } = await both(fused, program, order({ count: 40 * LANES, raw: 40 * LANES }));
    own.raw.forEach((values, i) => {
      expectClose(values, exact.raw[i] ?? [], (value) => 1.2e-6 * (1 + Math.abs(value)));
    });
  });

  test('discrete draws equal the reference', async ({ fused }) => {
    const b = new Builder();
    const u = b.noise('uniform', [], source(0));
    const rate = spread(b, 'rate', 1);
    const rolled = b.floor(b.mul(6, u));
    const program = programOf(b, [
      b.lt(u, 0.37),
      rolled,
      b.poissonQuantile(u, 3.5),
      b.oneHot(rolled, 6),
      rate,
      b.poissonQuantile(u, rate),
      b.binomialQuantile(u, 5, 0.3),
      b.binomialQuantile(u, 40, b.div(rate, 40)),
    ]);
    const { own, exact } = await both(
      fused,
      program,
      order({ count: 8 * LANES, raw: 8 * LANES, feeds: over('rate', 0, 40) }),
    );
    [0, 1, 2, 3, 5, 6, 7].forEach((i) => {
      expect(own.raw[i]).toEqual([...(exact.raw[i] ?? [])]);
    });
  });

  // A float32 sum decides otherwise where u is within its rounding of a step: of 2,048 draws with steps of about
  // 0.004 high and a rounding below 2e-6, one on average, by one unit.
  test('Poisson draws of large rates differ by one at most, and seldom', async ({ fused }) => {
    const b = new Builder();
    const program = programOf(b, [
      b.poissonQuantile(b.noise('uniform', [], source(0)), spread(b, 'rate', 1)),
    ]);
    for (const [from, to] of [
      [50, 200],
      [200, 9000],
      [1e4, 1e5],
    ] as const) {
      const { own, exact } = await both(
        fused,
        program,
        order({ count: 8 * LANES, raw: 8 * LANES, feeds: over('rate', from, to) }),
      );
      const differences = (own.raw[0] ?? []).map((value, i) =>
        Math.abs(value - (exact.raw[0]?.[i] ?? Number.NaN)),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
      expect(differences.filter((d) => d > 0).length).toBeLessThanOrEqual(40);
    }
  });

  test('Binomial draws of large variances too, at any probability', async ({ fused }) => {
    const b = new Builder();
    const count = b.floor(spread(b, 'n', 1));
    const program = programOf(b, [
      b.binomialQuantile(b.noise('uniform', [], source(0)), count, spread(b, 'p', 2)),
    ]);
    for (const [from, to] of [
      [50, 900],
      [900, 3e4],
      [3e4, 1e6],
    ] as const) {
      const feeds = { ...over('n', from, to), ...over('p', 0, 1) };
      const { own, exact } = await both(fused, program, order({ count: 8 * LANES, raw: 8 * LANES, feeds }));
      const differences = (own.raw[0] ?? []).map((value, i) =>
        Math.abs(value - (exact.raw[0]?.[i] ?? Number.NaN)),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
      expect(differences.filter((d) => d > 0).length).toBeLessThanOrEqual(40);
    }
  });

  // Acceptance is decided by a comparison whose float32 rounding, 1e-6 of its size, may fall on the other side: far
  // fewer than 1 in 1,000 draws then come from the next attempt.
  test('logarithms of gamma draws equal the reference to float32', async ({ fused }) => {
    const b = new Builder();
    const concentration = spread(b, 'a', 9);
    const program = programOf(b, [
      b.logStandardGamma(concentration, source(0)),
      b.logStandardGamma(2.5, source(3, 1)),
    ]);
    for (const [from, to] of [
      [1e-3, 0.01],
      [0.2, 1],
      [1, 30],
    ] as const) {
      const { own, exact } = await both(
        fused,
        program,
        order({ count: 8 * LANES, raw: 8 * LANES, feeds: over('a', from, to) }),
      );
      own.raw.forEach((values, i) => {
        const other = values.filter((value, k) => {
          const expected = exact.raw[i]?.[k] ?? Number.NaN;
          return !(Math.abs(value - expected) <= 2e-6 * (1 + Math.abs(expected)));
        });
        expect(other.length).toBeLessThanOrEqual(2);
      });
    }
  });
});

test.describe('moments', () => {
  test('equal the reference over the same estimates, from one draw and from many', async ({ fused }) => {
    const program = { ...wideProgram(3) };
    const runner = await fused.ready(program, SIDE);
    const exact = prepareReference(program);
    for (const wanted of [
      order({ count: 1, raw: 0 }),
      order({ first: LANES, count: 5 * LANES, raw: 0 }),
      order({ first: 6 * LANES, count: 300 * LANES - 5, raw: 10 }),
    ]) {
      const own = await fused.run(runner, wanted);
      const count = Math.ceil(wanted.count / LANES) * LANES;
      expect(own.count).toBe(count);
      const expected = reference(exact, { ...wanted, count });
      expectSameMoments(own, expected.moments, 2e-6);
      expected.raw.forEach((values, i) => {
        expectClose(own.raw[i] ?? [], values, (value) => 1e-6 * (1 + Math.abs(value)));
      });
    }
  });

  test('do not suffer from a mean far from 0, nor from tiny or huge numbers', async ({ fused }) => {
    const b = new Builder();
    const z = b.noise('normal', [], source(0));
    const program = programOf(b, [b.add(1000, z), b.mul(z, 1e-12), b.mul(z, 1e12)]);
    const { own, exact } = await both(fused, program, order({ count: 64 * LANES, raw: 0 }));
    // Rounding of 1000 + z to float32 adds a variance of (6e-5)^2 / 12.
    expectSameMoments(own, exact.moments, 1e-5);
  });

  test('of what is not finite are not finite', async ({ fused }) => {
    const b = new Builder();
    const u = b.noise('uniform', [], source(0));
    const program = programOf(b, [b.log(b.sub(u, 1)), b.div(1, b.sub(u, u)), b.sqrt(b.sub(u, 0.5)), u]);
    const runner = await fused.ready(program, SIDE);
    const { moments } = await fused.run(runner, order({ count: 10 * LANES, raw: 0 }));
    expect(moments.slice(0, 3).map(([m]) => Number.isFinite(m?.mean))).toEqual([false, false, false]);
    expect(Number.isFinite(moments[3]?.[0]?.mean)).toBe(true);
  });

  for (const outputs of [9, 21])
    test(`of ${outputs} outputs, more than a fragment has room for`, async ({ fused }) => {
      const wanted = order({ count: 20 * LANES, raw: LANES });
      const { own, exact } = await both(fused, wideProgram(outputs), wanted);
      expectSameMoments(own, exact.moments, 2e-6);
      own.raw.forEach((values, i) => {
        expectClose(values, exact.raw[i] ?? [], (value) => 1e-5 * (1 + Math.abs(value)));
      });
    });
});

test.describe('states and samples', () => {
  for (const outputs of [3, 11])
    test(`steps of ${outputs} outputs too long for one draw come out the same in bands`, async ({
      fused,
    }) => {
      const runner = await fused.ready({ ...wideProgram(outputs), samples: 3000 });
      const wanted = order({ count: 4 * 64 * 64, raw: 1 });
      const unmeasured = await fused.run(runner, wanted);
      const banded = await fused.run(runner, wanted);
      expect(
        await fused.page.evaluate((n) => window.harness.bench.runner(n).drawsOfOneStep, runner),
      ).toBeGreaterThan(1);
      expect(banded.moments).toEqual(unmeasured.moments);
    });

  for (const samples of [1, 3]) {
    test(`a chain of states over ${samples} samples an estimate equals the reference`, async ({ fused }) => {
      const program = mixedProgram(samples);
      const runner = await fused.ready(program, SIDE);
      const exact = prepareReference(program, { lanes: LANES });
      for (const wanted of [
        order({ count: 2 * LANES, raw: 2 * LANES, feeds: MIXED_FEEDS }),
        order({ first: 2 * LANES, count: 9 * LANES, raw: LANES, feeds: MIXED_FEEDS }),
      ]) {
        const own = await fused.run(runner, wanted);
        const expected = reference(exact, wanted);
        expected.raw.forEach((values, i) => {
          expectClose(own.raw[i] ?? [], values, (value) => 1e-5 * (1 + Math.abs(value)));
        });
        expectSameMoments(own, expected.moments, 1e-5);
      }
    });
  }

  test('reset starts the chain anew', async ({ fused }) => {
    const runner = await fused.ready(mixedProgram(), SIDE);
    const wanted = order({ count: 3 * LANES, feeds: MIXED_FEEDS });
    const first = await fused.run(runner, wanted);
    const carried = await fused.run(runner, wanted);
    await fused.page.evaluate((n) => window.harness.bench.runner(n).reset(), runner);
    const again = await fused.run(runner, wanted);
    expect(carried.raw).not.toEqual(first.raw);
    expect(again.raw).toEqual(first.raw);
  });

  test('more states than one draw writes', async ({ fused }) => {
    const b = new Builder();
    const size = 37;
    const before = b.state('s', [size]);
    const next = b.add(b.mul(0.5, before), b.noise('normal', [size], source(0)));
    const initial = Array.from({ length: size }, (_, i) => i);
    const program = programOf(b, [before, b.sum(next)], {
      states: [{ name: 's', shape: [size], initial, next: next.id }],
      warmUp: 2,
    });
    const { own, exact } = await both(fused, program, order({ count: 4 * LANES, raw: 4 * LANES }));
    own.raw.forEach((values, i) => {
      expectClose(values, exact.raw[i] ?? [], (value) => 1e-5 * (1 + Math.abs(value)));
    });
  });
});

test.describe('living with TensorFlow.js and the browser', () => {
  test.use({ isFresh: true });

  test('new feeds compile nothing, and disposing leaves nothing behind', async ({ fused }) => {
    const holdings = () => fused.page.evaluate(() => window.harness.holdings());
    const before = await holdings();
    const runner = await fused.ready(mixedProgram(), SIDE);
    const feeds = (theta: number) => ({ ...MIXED_FEEDS, theta: [theta, theta, theta] });
    await fused.run(runner, order({ count: 50 * LANES, feeds: feeds(0) }));
    const prepared = await holdings();
    for (let i = 1; i < 20; i++) await fused.run(runner, order({ count: 50 * LANES, feeds: feeds(i / 10) }));
    expect(await holdings()).toEqual(prepared);
    const wide = await fused.ready(wideProgram(11), SIDE);
    await fused.run(wide, order({ count: 50 * LANES }));
    await fused.page.evaluate(
      (numbers) => {
        for (const n of numbers) window.harness.bench.runner(n).dispose();
      },
      [runner, wide],
    );
    await expect.poll(async () => ({ ...(await holdings()), links: before.links })).toEqual(before);
  });

  test('operations of TensorFlow.js between and during draws stay right', async ({ fused }) => {
    const runner = await fused.ready(wideProgram(3), SIDE);
    const wanted = order({ count: 2000 * LANES, raw: LANES });
    const alone = await fused.run(runner, wanted);
    const [during, product] = await Promise.all([
      fused.run(runner, wanted),
      fused.page.evaluate(() => window.harness.multiply([1, 2, 3, 4], [5, 6, 7, 8])),
    ]);
    expect(product).toEqual([19, 22, 43, 50]);
    expect(during.raw).toEqual(alone.raw);
    expectSameMoments(during, alone.moments, 2e-6);
  });

  test('two programs at once do not disturb each other', async ({ fused }) => {
    const [one, two] = [await fused.ready(wideProgram(3), SIDE), await fused.ready(mixedProgram(), SIDE)];
    const [first, second] = [
      order({ count: 300 * LANES }),
      order({ count: 300 * LANES, feeds: MIXED_FEEDS }),
    ];
    const [a, b] = await Promise.all([fused.run(one, first), fused.run(two, second)]);
    expectSameMoments(a, reference(prepareReference(wideProgram(3)), first).moments, 2e-6);
    expectSameMoments(b, reference(prepareReference(mixedProgram(), { lanes: LANES }), second).moments, 1e-5);
  });

  test('a worker gets the same estimates as the page', async ({ fused }) => {
    const program = wideProgram(2);
    const own = await fused.run(await fused.ready(program, SIDE), order());
    const answer = await fused.page.evaluate(([p, o, side]) => window.harness.inWorker(p, o, side), [
      program,
      order(),
      SIDE,
    ] as const);
    if ('failure' in answer) throw new Error(`${answer.failure}: ${answer.detail}`);
    expect(answer.batch.raw).toEqual(own.raw);
  });

  test('a lost context is told at once, and a new one goes on', async ({ fused }) => {
    const runner = await fused.ready(wideProgram(2), SIDE);
    const before = await fused.run(runner, order());
    const answer = await fused.page.evaluate(
      async ([n, o]) => {
        const { bench } = window.harness;
        const running = bench.run(n, o);
        bench.executor.loseContext();
        return running;
      },
      [runner, order({ count: 1e8, raw: 0 })] as const,
    );
    expect(answer).toMatchObject({ failure: 'context-lost' });
    expect(await fused.prepare(wideProgram(2), SIDE)).toBe('context-lost');
    await fused.page.evaluate(() => window.harness.bench.executor.recover());
    const after = await fused.run(await fused.ready(wideProgram(2), SIDE), order());
    expect(after.raw).toEqual(before.raw);
    expect(await fused.page.evaluate(() => window.harness.multiply([1, 2, 3, 4], [1, 0, 0, 1]))).toEqual([
      1, 2, 3, 4,
    ]);
  });
});

test.describe('what it refuses', () => {
  test.use({ isFresh: true });

  test('a program that is too long, before compiling it', async ({ fused }) => {
    const holdings = () => fused.page.evaluate(() => window.harness.holdings());
    const before = await holdings();
    expect(await fused.prepare(longProgram(5000))).toBe('too-large');
    expect(await fused.prepare(wideProgram(1000))).toBe('too-large');
    const b = new Builder();
    const weights = b.mul(b.feed('w', [300, 300]), b.noise('normal', [], source(0)));
    expect(await fused.prepare(programOf(b, [b.sum(weights)]))).toBe('too-large');
    expect(await holdings()).toEqual(before);
    expect(typeof (await fused.prepare(longProgram(1500)))).toBe('number');
  });

  test('a shader that does not compile, and goes on with the next', async ({ fused }) => {
    await fused.page.evaluate(() => {
      const { prototype } = WebGL2RenderingContext;
      const { shaderSource } = prototype;
      prototype.shaderSource = function broken(shader, text) {
        prototype.shaderSource = shaderSource;
        Reflect.apply(shaderSource, this, [shader, `${text} nonsense`]);
      };
    });
    expect(await fused.prepare(wideProgram(2))).toBe('compile-failed');
    expect(typeof (await fused.prepare(wideProgram(2)))).toBe('number');
  });

  test('a browser without WebGL2', async ({ page, harnessAddress }) => {
    await page.addInitScript(() => {
      for (const { prototype } of [OffscreenCanvas, HTMLCanvasElement])
        Reflect.set(prototype, 'getContext', () => null);
    });
    await page.goto(harnessAddress);
    expect(await page.evaluate(() => window.harness.bench.open())).toContain('no-webgl2');
  });

  test('a browser without float32 targets', async ({ page, harnessAddress }) => {
    await page.addInitScript(() => {
      const { prototype } = WebGL2RenderingContext;
      const { getExtension, getSupportedExtensions } = prototype;
      Reflect.set(prototype, 'getExtension', function get(this: WebGL2RenderingContext, name: string) {
        return name === 'EXT_color_buffer_float' ? null : Reflect.apply(getExtension, this, [name]);
      });
      prototype.getSupportedExtensions = function supported() {
        const names = Reflect.apply(getSupportedExtensions, this, []) ?? [];
        return names.filter((name: string) => name !== 'EXT_color_buffer_float');
      };
    });
    await page.goto(harnessAddress);
    expect(await page.evaluate(() => window.harness.bench.open())).toContain('no-float32-targets');
  });
});
