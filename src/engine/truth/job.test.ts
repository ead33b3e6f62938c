import { expect, test, vi } from 'vitest';
import type { Document } from '../document/types';
import { pumped } from '../testing/pumped';
import type { TruthNews, TruthOrder } from './contract';
import { TruthJob } from './job';
import { truthAnswer } from './truthReport';

/** E x^2 = 1.25 at theta 0.5, with slope 1. */
const DOCUMENT: Document = {
  scg: 1,
  title: '',
  about: '',
  seed: 1,
  nodes: [
    { kind: 'parameter', name: 'theta', value: 0.5 },
    {
      kind: 'stochastic',
      name: 'x',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
    },
    { kind: 'cost', name: 'f', parents: ['x'], expression: 'x^2' },
  ],
  plans: [{ name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } }],
};

/** An integrator that is wrong by as much. */
const wrongBy =
  (error: number): typeof truthAnswer =>
  (...args) => {
    const found = truthAnswer(...args);
    return { ...found, exact: found.exact && { ...found.exact, cost: found.exact.cost + error } };
  };

function listen(find: typeof truthAnswer) {
  const truth = pumped<TruthOrder, TruthNews>((outlet) => new TruthJob(outlet, find));
  return {
    ...truth,
    answers: () => truth.news().flatMap((own) => (own.kind === 'answer' ? [own.answer] : [])),
  };
}

test('a wrong answer is out at once, and taken back by the check', async () => {
  const { open, answers } = listen(wrongBy(0.2));
  open({ document: DOCUMENT, seconds: 20 });
  expect(answers()).toMatchObject([{ report: { method: 'quadrature', isWithdrawn: false }, why: undefined }]);
  await vi.waitFor(() => expect(answers()).toHaveLength(2), { timeout: 200_000 });
  const [, last] = answers();
  expect(last?.report).toMatchObject({ method: 'long-run', isWithdrawn: true, plans: [] });
  expect(last?.why).toMatch(
    /^it was withdrawn, as the integral gives 1.45 for the expected cost, but a simulation gives /,
  );
  // The long run's slope, within five of its standard errors.
  const slope = last?.report?.gradients[0];
  expect(Math.abs((slope?.mean[0] ?? 0) - 1)).toBeLessThan(5 * (slope?.standardError[0] ?? 0));
});

test('wrong moments of a plan are taken back by themselves, and then the rest is called checked', async () => {
  const { open, news, answers } = listen((...args) => {
    const found = truthAnswer(...args);
    const plans = found.exact?.plans.map((plan) => ({
      ...plan,
      gradients: plan.gradients.map((own) => ({ ...own, mean: own.mean.map((x) => 1.5 * x) })),
    }));
    return { ...found, exact: found.exact && { ...found.exact, plans: plans ?? [] } };
  });
  open({ document: DOCUMENT, seconds: 20 });
  await vi.waitFor(() => expect(news().at(-1)).toMatchObject({ kind: 'checked', outcome: 'agrees' }), {
    timeout: 200_000,
  });
  const [first, second] = answers();
  expect(first?.report?.plans).toHaveLength(1);
  expect(second).toMatchObject({
    why: undefined,
    report: { method: 'quadrature', isWithdrawn: false, plans: [], without: [{ plan: 'Pathwise' }] },
  });
  expect(second?.report?.without[0]?.why).toMatch(
    /^exact mean and variance were withdrawn: the integral gives 1.5 for the mean of the derivative in theta, but the plan's own estimates give /,
  );
});

test('the check of a document that is no longer asked for ends', () => {
  const outlet = { tell: () => {}, beat: () => {}, stir: () => {}, fail: () => {} };
  const job = new TruthJob(outlet, wrongBy(0.2));
  job.take({ document: DOCUMENT, seconds: 20 });
  expect(job.hasWork).toBe(true);
  job.close();
  expect(job.hasWork).toBe(false);
});

test('time that runs out is said, and a long run stands in', () => {
  const { open, answers } = listen(truthAnswer);
  open({ document: DOCUMENT, seconds: 1e-9 });
  expect(answers()).toMatchObject([
    { isOutOfTime: true, why: 'it was not finished after 1e-9 s', report: { method: 'long-run' } },
  ]);
});

test('cost and gradient are told before the moments of plans are worked out', () => {
  const { open, news } = listen(truthAnswer);
  open({ document: DOCUMENT, seconds: 20 });
  const [part, answer] = news().filter(({ kind }) => kind !== 'progress');
  expect(part).toMatchObject({
    kind: 'part',
    report: { method: 'quadrature', plans: [], without: [] },
  });
  if (part?.kind !== 'part' || answer?.kind !== 'answer') throw new Error('not told in parts');
  expect(part.report.gradients).toEqual(answer.answer.report?.gradients);
  expect(answer.answer.report?.plans).toHaveLength(1);
});
