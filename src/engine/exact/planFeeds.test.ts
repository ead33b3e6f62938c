import { expect, test } from 'vitest';
import { FindingError } from '../diagnostics/types';
import { describe as worded } from '../diagnostics/words';
import type { Document, Plan } from '../document/types';
import { modelOf } from '../model/model';
import { EntryRun } from '../survey/entryRun';
import { type Allowance, planFeeds } from './planFeeds';

const BEST: Plan = { name: 'Best', nodes: { x: { estimator: 'score', baseline: { kind: 'optimal' } } } };

function graph(theta: number, shape: readonly number[], cost: string): Document {
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: theta },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['t'],
        shape,
        distribution: 'Normal',
        args: { loc: 't', scale: '1' },
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: cost },
    ],
    plans: [BEST],
  };
}

/** What is said of the best constants of a document, or nothing where they are had. */
function complaint(document: Document, allowance?: Allowance): string | undefined {
  try {
    planFeeds(modelOf(document), BEST, undefined, allowance);
    return undefined;
  } catch (error) {
    if (!(error instanceof FindingError)) throw error;
    return error.findings.map((finding) => worded(finding).message).join('\n');
  }
}

test('best constants that take too long are given up in time', () => {
  let asked = 0;
  // Every look at the clock takes a millisecond.
  const allowance: Allowance = { seconds: 0.2, now: () => asked++ };
  expect(complaint(graph(0.3, [3], 'norm(x) < 1'), allowance)).toBe(
    'plan Best, x: the baseline optimal may not be used here: working out the best constant takes more than 0.2 s',
  );
  expect(asked).toBeLessThan(210);
});

test('where there are none, the reason is said', () => {
  expect(complaint(graph(0.3, [9], 'cos(prod(x))'))).toContain(
    'there are none: one estimate depends on more than 3 continuous variables at once',
  );
});

test('a survey keeps best constants as its numbers change', async () => {
  const entry = (theta: number) => ({
    id: 'best',
    document: graph(theta, [1], 'sum(x^2)'),
    estimates: 1000,
    milliseconds: 1e6,
    timed: false,
  });
  const run = new EntryRun(entry(0.5));
  run.reopen(entry(1));
  await run.advance(() => performance.now());
  const { mean } = run.report().gradient;
  expect(mean).toBeGreaterThan(0);
  run.dispose();
});
