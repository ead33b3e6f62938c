import { afterAll, describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../compile/model';
import { exactAnswer } from '../testing/exactAnswer';
import { faultsOf, type HardCase, loadHardCases } from '../testing/hardCases';

const CASES = loadHardCases();
const KINDS = [...new Set(CASES.map(({ kind }) => kind))];

/** With `HARD_CASES=table` or `all` in the environment, what came of each is printed at the end. */
const TABLE: string[] = [];

afterAll(() => {
  if (process.env.HARD_CASES) console.log(TABLE.join('\n'));
});

test('there are cases', () => {
  expect(CASES.length).toBeGreaterThan(90);
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
});

// Right, or no truth; never a wrong one.
describe.each(KINDS)('%s', (kind) => {
  const cases = CASES.filter((own) => own.kind === kind);
  // With `HARD_CASES=all` in the environment these are looked at too.
  test.skipIf(process.env.HARD_CASES !== 'all').each(cases.filter(({ slow }) => slow))(
    '$name',
    hold,
    600_000,
  );
  test.each(cases.filter(({ slow }) => !slow))('$name', hold, 120_000);
});

function hold(own: HardCase): void {
  const { document, kind, name } = own;
  const started = performance.now();
  const { answer, none } = exactAnswer(modelOf(document), document.plans, feedsOf(document));
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  const wrong = faultsOf(own, answer);
  const plans = answer ? `${answer.plans.length} of ${document.plans.length} plans` : `none (${none})`;
  TABLE.push([kind, name, `${seconds} s`, plans, wrong.join('; ') || 'right'].join(' | '));
  expect(wrong).toEqual([]);
}
