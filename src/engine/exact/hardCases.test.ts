import { afterAll, describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../compile/model';
import { exactAnswer } from '../testing/exactAnswer';
import { faultsOf, loadHardCases } from '../testing/hardCases';

const CASES = loadHardCases();
const KINDS = [...new Set(CASES.map(({ kind }) => kind))];

/** With `HARD_CASES=table` in the environment, what came of each is printed at the end. */
const TABLE: string[] = [];

afterAll(() => {
  if (process.env.HARD_CASES === 'table') console.log(TABLE.join('\n'));
});

test('there are cases', () => {
  expect(CASES.length).toBeGreaterThan(90);
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
});

// Right, or no truth; never a wrong one.
describe.each(KINDS)('%s', (kind) => {
  test.each(CASES.filter((own) => own.kind === kind))(
    '$name',
    (own) => {
      const { document, name } = own;
      const started = performance.now();
      const { answer, none } = exactAnswer(modelOf(document), document.plans, feedsOf(document));
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      const wrong = faultsOf(own, answer);
      const plans = answer ? `${answer.plans.length} of ${document.plans.length} plans` : `none (${none})`;
      TABLE.push([kind, name, `${seconds} s`, plans, wrong.join('; ') || 'right'].join(' | '));
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
