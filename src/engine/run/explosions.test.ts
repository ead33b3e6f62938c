import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { analyse } from '../analysis/analyse';
import { checkWritten } from '../check/check';
import { FindingError } from '../diagnostics/types';
import { withoutLabels } from '../document/structure';
import type { Document } from '../document/types';
import { ExecutorError } from '../executors/contract';
import { estimatorLatexText } from '../export/latexText';
import { Builder } from '../ir/builder';
import { WORK_LIMITS } from '../ir/workLimits';
import { modelOf } from '../model/model';
import { EXPLOSIONS } from '../testing/explosions';
import { pumped } from '../testing/pumped';
import type { RunNews, RunOrder } from './contract';
import { RunJob } from './job';

/** Its cost is 3, whatever is drawn. */
const GOOD: Document = {
  scg: 1,
  title: 'good',
  about: '',
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 3 },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
    },
    { name: 'f', kind: 'cost', parents: ['theta', 'x'], expression: 'theta + 0*x' },
  ],
  plans: [{ name: 'path', nodes: { x: { estimator: 'pathwise' } } }],
};

/** Work that was done, in units that no other load of the machine changes. */
const done = { instructions: 0, rounds: 0 };
/** Programs of one document that are written: of its nodes, of its draws, and of its plans. */
const MOST_INSTRUCTIONS = 4 * WORK_LIMITS.instructions;
/** Each is a part of a batch, of some 2^22 operations. */
const MOST_ROUNDS = 4 * (WORK_LIMITS.estimate / 2 ** 22);

beforeEach(() => {
  done.instructions = 0;
  done.rounds = 0;
  const { emit } = Builder.prototype;
  vi.spyOn(Builder.prototype, 'emit').mockImplementation(function (this: Builder, instruction) {
    done.instructions++;
    return emit.call(this, instruction);
  });
  const { round } = RunJob.prototype;
  vi.spyOn(RunJob.prototype, 'round').mockImplementation(function (this: RunJob) {
    done.rounds++;
    return round.call(this);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

function start() {
  const none = new ExecutorError('no-webgl2', 'none here');
  const run = pumped<RunOrder, RunNews>((outlet) => new RunJob(outlet, { make: () => Promise.reject(none) }));
  run.tell({ kind: 'go', on: true });
  return run;
}

/** The mean cost of the first plan once there is one, or what keeps the document from running. */
function ending(news: RunNews): number | string | undefined {
  if (news.kind === 'status') {
    const errors = news.status.diagnostics.filter(
      ({ severity, code }) => severity === 'error' && code !== 'not-a-number',
    );
    return errors.length > 0
      ? errors.map(({ message, hint }) => `${message} (${hint})`).join('; ')
      : undefined;
  }
  const [plan] = news.snapshot.plans;
  return plan && plan.cost.count > 0 ? plan.cost.mean : undefined;
}

test('there are fifty of them', () => {
  expect(EXPLOSIONS.length).toBeGreaterThanOrEqual(50);
});

/** Far more than it takes: what counts is the work. */
const TIMEOUT = 600_000;

describe.each(EXPLOSIONS)('$name', { timeout: TIMEOUT }, ({ document }) => {
  test('ends in words or estimates, and the next document runs', async () => {
    const run = start();
    run.open({ kind: 'open', document, seed: 1 });
    const end = await run.until(ending);
    if (typeof end === 'string') expect(end).toMatch(/\w+.* \(\w+.*\)/);
    expect(done.instructions).toBeLessThan(MOST_INSTRUCTIONS);
    expect(done.rounds).toBeLessThan(MOST_ROUNDS);
    run.open({ kind: 'open', document: GOOD, seed: 1 });
    expect(await run.until(ending)).toBe(3);
    run.close();
    await run.rest();
  });

  test('is left for the next document after one round', async () => {
    const run = start();
    run.open({ kind: 'open', document, seed: 1 });
    await run.until((news) => (news.kind === 'status' ? true : undefined));
    run.open({ kind: 'open', document: GOOD, seed: 1 });
    const before = done.rounds;
    expect(await run.until(ending)).toBe(3);
    expect(done.rounds - before).toBeLessThan(3);
    run.close();
    await run.rest();
  });

  test('is checked, analysed and set as a formula, or refused in words', () => {
    const model = modelOf(withoutLabels(document));
    const codes = checkWritten(model).fields.map(({ code }) => code);
    expect(codes.filter((code) => code !== 'expression-too-long')).toEqual([]);
    const worded = (work: () => unknown) => {
      try {
        work();
      } catch (error) {
        if (!(error instanceof FindingError)) throw error;
      }
    };
    const [plan] = document.plans;
    worded(() => plan && analyse(model, plan));
    worded(() => plan && estimatorLatexText(model, plan));
    expect(done.instructions).toBeLessThan(WORK_LIMITS.instructions);
  });
});
