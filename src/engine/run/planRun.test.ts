import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import type { Document, Plan } from '../document/types';
import { type Batch, ExecutorError, type Runner } from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { isHeavy } from '../statistics/paretoTail';
import { PlanRun } from './planRun';

const PLAN: Plan = { name: 'pathwise', nodes: { x: { estimator: 'pathwise' } } };

function graph(theta: number): Document {
  return {
    scg: 1,
    title: 'test',
    about: '',
    seed: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: theta },
      { name: 'x', kind: 'stochastic', parents: ['theta'] },
      { name: 'f', kind: 'cost', parents: ['x', 'theta'], expression: '1000*theta + x' },
    ],
    plans: [PLAN],
  };
}

/** The reference executor, whose answers are held back until they are let go. */
function slowRunner(program: Parameters<typeof prepareReference>[0]) {
  const own = prepareReference(program);
  const waiting: (() => void)[] = [];
  let resets = 0;
  const runner: Runner = {
    executor: 'fused',
    run: (request) =>
      new Promise<Batch>((resolve) => {
        waiting.push(() => resolve(own.runNow(request)));
      }),
    reset: () => {
      resets++;
      own.reset();
    },
    dispose: () => undefined,
  };
  const letGo = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { runner, letGo, resets: () => resets };
}

test('a batch under way when the run begins anew is dropped, with what it carried', async () => {
  const compiled = compilePlan(modelOf(graph(0)), PLAN);
  const run = new PlanRun(PLAN, compiled);
  const { runner, letGo, resets } = slowRunner(compiled.program);
  await run.handOver({ prepare: async () => runner });
  run.feeds = feedsOf(graph(7));
  const old = run.advance(1);
  run.reset();
  const before = resets();
  letGo();
  await old;
  expect(run.estimates).toBe(0);
  expect(resets()).toBe(before + 1);
  run.feeds = feedsOf(graph(0));
  const next = run.advance(1);
  letGo();
  await next;
  expect(run.estimates).toBeGreaterThan(0);
  // With the old numbers the cost would be 7000.
  expect(Math.abs(run.snapshot(undefined).cost.mean)).toBeLessThan(1);
});

test('a batch of a runner that was replaced meanwhile is dropped', async () => {
  const compiled = compilePlan(modelOf(graph(0)), PLAN);
  const run = new PlanRun(PLAN, compiled);
  const { runner, letGo } = slowRunner(compiled.program);
  await run.handOver({ prepare: async () => runner });
  run.feeds = feedsOf(graph(0));
  const old = run.advance(1);
  run.fallBack(new ExecutorError('context-lost', 'gone'));
  letGo();
  await old;
  expect(run.estimates).toBe(0);
});

test('what was being made ready when the executor was lost is let go, though the same one comes back', async () => {
  const compiled = compilePlan(modelOf(graph(0)), PLAN);
  const run = new PlanRun(PLAN, compiled);
  const lost = new ExecutorError('context-lost', 'gone');
  const asked: { resolve: (runner: Runner) => void; reject: (error: Error) => void }[] = [];
  const fast = { prepare: () => new Promise<Runner>((resolve, reject) => asked.push({ resolve, reject })) };
  const old = run.handOver(fast);
  run.fallBack(lost);
  const next = run.handOver(fast);
  // Of the context of before: no loss of the new one.
  asked[0]?.reject(lost);
  await old;
  asked[1]?.resolve(slowRunner(compiled.program).runner);
  await next;
  expect(run.executor).toBe('fused');
});

test('NaN that the reference executor answers, too, is no fault of the other one', async () => {
  const own = graph(0);
  const nodes = own.nodes.map((node) =>
    node.kind === 'cost' ? { ...node, expression: 'log(theta + x)' } : node,
  );
  const document = { ...own, nodes };
  const compiled = compilePlan(modelOf(document), PLAN);
  const run = new PlanRun(PLAN, compiled);
  const { runner, letGo } = slowRunner(compiled.program);
  await run.handOver({ prepare: async () => runner });
  run.feeds = feedsOf(document);
  const first = run.advance(1);
  letGo();
  await first;
  expect(run.snapshot(undefined)).toMatchObject({
    executor: 'reference',
    fallback: { failure: 'not-a-number' },
    cost: { count: 0 },
  });
  await run.advance(1);
  expect(run.snapshot(undefined)).toMatchObject({ executor: 'fused', fallback: undefined });
  expect(run.snapshot(undefined).cost.mean).toBeNaN();
  const next = run.advance(1);
  letGo();
  await next;
  expect(run.executor).toBe('fused');
});

test('a snapshot says where the largest estimates follow a heavy tail', async () => {
  const tailOf = async (f: string) => {
    const own = graph(0);
    const nodes = own.nodes.map((node) => (node.kind === 'cost' ? { ...node, expression: f } : node));
    const document = { ...own, nodes };
    const run = new PlanRun(PLAN, compilePlan(modelOf(document), PLAN));
    run.feeds = feedsOf(document);
    run.owe(4000);
    while (run.owes) await run.pay(1);
    return run.snapshot({ parameter: 'theta', coordinate: 0 }).gradients[0]?.tail;
  };
  // Gradients exp(4 x), with x normal, and 2 x.
  expect(isHeavy(await tailOf('theta + exp(4*x)'))).toBe(true);
  const light = await tailOf('theta + x^2');
  expect(light?.count).toBe(4000);
  expect(isHeavy(light)).toBe(false);
});
