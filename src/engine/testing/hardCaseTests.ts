import { afterAll, describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../model/model';
import { exactAnswer } from './exactAnswer';
import { faultsOf, type HardCase } from './hardCases';

/** Registers a test for every one of these cases: right, or no truth; never a wrong one. */
export function testHardCases(cases: readonly HardCase[]): void {
  /** With `HARD_CASES=table` or `all` in the environment, what came of each is printed at the end. */
  const table: string[] = [];

  afterAll(() => {
    if (process.env.HARD_CASES) console.log(table.join('\n'));
  });

  const hold = (own: HardCase): void => {
    const { document, kind, name } = own;
    const started = performance.now();
    const { answer, none } = exactAnswer(modelOf(document), document.plans, feedsOf(document));
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    const wrong = faultsOf(own, answer);
    const plans = answer ? `${answer.plans.length} of ${document.plans.length} plans` : `none (${none})`;
    table.push([kind, name, `${seconds} s`, plans, wrong.join('; ') || 'right'].join(' | '));
    expect(wrong).toEqual([]);
  };

  describe.each([...new Set(cases.map(({ kind }) => kind))])('%s', (kind) => {
    const own = cases.filter((each) => each.kind === kind);
    // With `HARD_CASES=all` in the environment these are looked at too.
    test.skipIf(process.env.HARD_CASES !== 'all').each(own.filter(({ slow }) => slow))(
      '$name',
      hold,
      600_000,
    );
    test.each(own.filter(({ slow }) => !slow))('$name', hold, 120_000);
  });
}
