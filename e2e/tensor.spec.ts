import { expect } from '@playwright/test';
import type { KernelPlan } from '../src/engine/executors/tensor/kernelPlan';
import type { Answer } from './harness/bench';
import { expectSame, order, relative } from './harness/expectPlans';
import { at, input, operand, output, planOf } from './harness/kernelPlans';
import { wideProgram } from './harness/programs';
import { test } from './harness/serve';

test.setTimeout(180_000);

// They look at what the page holds, and take its context away.
test.use({ isFresh: true });

/** Two feeds that trade places, turned a little by noise, and a third that counts. */
function trading(): KernelPlan {
  return planOf({
    buffers: [6, 6, 1, 6, 14, 1],
    feeds: [
      { name: 'x', buffer: 0 },
      { name: 'y', buffer: 1 },
      { name: 'n', buffer: 2 },
    ],
    constants: [{ buffer: 5, values: [1] }],
    outputs: [output('x next', 4, 6, 1), output('y next', 4, 6, 7), output('z', 3, 6)],
    updates: [
      { feed: 'x', from: at(4, 1) },
      { feed: 'y', from: at(4, 7) },
      { feed: 'n', from: at(4, 13) },
    ],
    kernels: [
      {
        kind: 'noise',
        noise: 'uniform',
        count: 2,
        width: 3,
        source: { index: 0, sample: 0, copy: 0 },
        mirrored: false,
        out: at(3),
      },
      {
        kind: 'elementwise',
        extents: [6],
        inputs: [operand(0, [1]), operand(1, [1]), operand(3, [1])],
        body: [input(0), input(1), input(2), { op: 'sub', args: [1, 2] }, { op: 'add', args: [0, 2] }],
        outputs: [
          { value: 3, to: operand(4, [1], 1) },
          { value: 4, to: operand(4, [1], 7) },
        ],
      },
      {
        kind: 'elementwise',
        extents: [],
        inputs: [operand(2, []), operand(5, [])],
        body: [input(0), input(1), { op: 'add', args: [0, 1] }],
        outputs: [{ value: 2, to: operand(4, [], 13) }],
      },
    ],
    rows: 2,
    samples: 1,
  });
}

const TRADED = { x: [1, 2, 3, 4, 5, 6], y: [0, 0, 0, 0, 0, 0], n: [0] };

test.describe('runs', () => {
  test('update all feeds at once, each run on noise of its own', async ({ device }) => {
    const read = ['x', 'y', 'n', 'x next', 'y next', 'z'];
    await expectSame(device, trading(), order({ times: 5, first: 3, feeds: TRADED, read }), relative(1e-6));
  });

  test('go on from where the last one ended, and feeds can be written between', async ({ device }) => {
    const program = await device.ready(trading());
    const read = ['x', 'y', 'n'];
    const whole = await device.run(program, order({ times: 6, feeds: TRADED, read }));
    await device.run(program, order({ times: 2, feeds: TRADED }));
    const parts = await device.run(program, order({ first: 4, times: 4, read }));
    expect(parts).toEqual(whole);
    const fed = await device.run(program, order({ feeds: { n: [41] }, read }));
    expect(fed.n).toEqual([42]);
  });

  test('leave no more behind from one to the next, and compile nothing', async ({ device }) => {
    const program = await device.ready(trading());
    await device.run(program, order({ times: 3, feeds: TRADED, read: ['x', 'z'] }));
    const before = await device.holdings();
    await device.run(program, order({ times: 200, seed: 12, feeds: TRADED, read: ['x', 'z'] }));
    expect(await device.holdings()).toEqual(before);
  });

  test('disposing gives everything back, and leaves what others share', async ({ device }) => {
    const multiply = () => device.page.evaluate(() => window.harness.multiply([1, 2, 3, 4], [1, 0, 0, 1]));
    expect(await multiply()).toEqual([1, 2, 3, 4]);
    const before = await device.holdings();
    const [first, second] = [await device.ready(trading()), await device.ready(trading())];
    const wanted = order({ times: 3, feeds: TRADED, read: ['x', 'z'] });
    const own = await device.run(first, wanted);
    await device.dispose(first);
    expect(await device.run(second, wanted)).toEqual(own);
    await device.dispose(second);
    const after = await device.holdings();
    // The vertex shader that all programs share goes with the last of ours, and is made anew for others.
    expect({ ...after, links: 0 }).toEqual({ ...before, links: 0, shaders: before.shaders - 1 });
    expect(await multiply()).toEqual([1, 2, 3, 4]);
  });

  test('are the same in a worker', async ({ device }) => {
    const wanted = order({ times: 3, feeds: TRADED, read: ['x', 'z'] });
    const own = await device.run(await device.ready(trading()), wanted);
    const other = await device.page.evaluate(([plan, o]) => window.harness.planInWorker(plan, o), [
      trading(),
      wanted,
    ] as const);
    expect(other).toEqual(own);
  });

  test('go on beside the fused executor, and after both lost their context', async ({ device }) => {
    const wanted = order({ times: 50, feeds: TRADED, read: ['x', 'z'] });
    const together = () =>
      device.page.evaluate(
        async ([program, p, o]) => {
          const { bench: fused, tensorBench } = window.harness;
          const own = await tensorBench.prepare(p);
          const [runner, other] = [await fused.prepare(program, 16), await fused.prepare(program, 16)];
          if (typeof own === 'string' || typeof runner === 'string' || typeof other === 'string')
            return 'not prepared';
          const request = { seed: 5, first: 0, count: 2 ** 14, raw: 256, feeds: {} };
          // Its sums depend on how much it could do at a time, its estimates do not.
          const estimates = (answer: Answer) => ('batch' in answer ? answer.batch.raw : answer);
          const alone = [estimates(await fused.run(runner, request)), await tensorBench.run(own, o)];
          const [plan, answer] = await Promise.all([tensorBench.run(own, o), fused.run(other, request)]);
          return { alone, beside: [estimates(answer), plan] };
        },
        [wideProgram(2), trading(), wanted] as const,
      );
    await device.page.evaluate(() => window.harness.bench.open());
    const before = await together();
    if (typeof before === 'string') throw new Error(before);
    expect(before.beside).toEqual(before.alone);
    await device.page.evaluate(async () => {
      await window.harness.tensorBench.loseContext();
      await window.harness.bench.executor.recover();
      await window.harness.tensorBench.open();
    });
    expect(await together()).toEqual(before);
  });

  test('end when their program is disposed of', async ({ device }) => {
    const program = await device.ready(trading());
    const ended = await device.page.evaluate(async (n) => {
      const running = window.harness.tensorBench.program(n);
      const run = running.run(1, 0, 1e6);
      setTimeout(() => running.dispose(), 50);
      await run;
      return window.harness.holdings().tensors;
    }, program);
    expect(ended).toBe(0);
  });
});

test.describe('failures', () => {
  test('a lost context ends a run, and a new device runs as before', async ({ device }) => {
    const wanted = order({ times: 3, feeds: TRADED, read: ['x', 'z'] });
    const program = await device.ready(trading());
    const before = await device.run(program, wanted);
    const failure = await device.page.evaluate(async (n) => {
      const bench = window.harness.tensorBench;
      const run = bench.run(n, { seed: 1, first: 0, times: 1e6, feeds: {}, read: [] });
      await bench.loseContext();
      return run;
    }, program);
    expect(failure).toBe('context-lost');
    expect(await device.prepare(trading())).toBe('context-lost');
    await device.dispose(program);
    expect((await device.holdings()).tensors).toBe(0);
    expect(await device.page.evaluate(() => window.harness.tensorBench.open())).toContain('WebGL, ');
    expect(await device.run(await device.ready(trading()), wanted)).toEqual(before);
  });

  test('a program that does not compile, and the next one does', async ({ device }) => {
    const before = await device.holdings();
    await device.page.evaluate(() => {
      const { prototype } = WebGL2RenderingContext;
      const { shaderSource } = prototype;
      prototype.shaderSource = function broken(shader, text) {
        const isOurs = text.includes('counter');
        if (isOurs) prototype.shaderSource = shaderSource;
        Reflect.apply(shaderSource, this, [shader, isOurs ? `${text} nonsense` : text]);
      };
    });
    expect(await device.prepare(trading())).toBe('compile-failed');
    const { tensors, bytes } = await device.holdings();
    expect({ tensors, bytes }).toEqual({ tensors: before.tensors, bytes: before.bytes });
    expect(typeof (await device.prepare(trading()))).toBe('number');
  });
});
