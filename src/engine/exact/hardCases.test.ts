import { afterAll, describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../compile/model';
import { type ExactAnswer, exactAnswer } from '../testing/exactAnswer';
import { flat, type HardCase, loadHardCases } from '../testing/hardCases';

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

/** Everything that is wrong with what the exact modes say, in words. */
function faults(own: HardCase, answer: ExactAnswer | undefined): string[] {
  if (!answer) return own.must ? ['no answer'] : [];
  if (own.none) return [`${answer.cost} for what does not exist`];
  const found: string[] = [];
  const compare = (what: string, got: number | undefined, right: number) => {
    const off = Math.abs((got ?? Number.NaN) - right);
    const allowed = (own.tolerance ?? 1e-4) * Math.abs(right) + (own.absolute ?? 1e-9);
    if (!(off <= allowed)) found.push(`${what}: ${got} for ${right}`);
  };
  compare('cost', answer.cost, own.cost ?? Number.NaN);
  for (const [parameter, right] of Object.entries(own.gradient ?? {}))
    flat(right).forEach((value, k) => {
      compare(`gradient in ${parameter}[${k}]`, answer.gradient.get(parameter)?.[k], value);
    });
  for (const { plan, verdict, gradients } of answer.plans) {
    const wanted = own.verdicts?.[plan];
    if (wanted && verdict !== 'unknown' && verdict !== wanted) found.push(`${plan} is called ${verdict}`);
    for (const { parameter, mean, variance } of gradients) {
      const right = own.plans?.[plan]?.[parameter];
      if (own.infinite?.includes(plan) && Array.from(variance).some((v) => Number.isFinite(v) && v !== 0))
        found.push(`${plan}: variance ${variance} for one that is infinite`);
      if (!right) continue;
      flat(right.mean).forEach((value, k) => {
        compare(`${plan}, mean in ${parameter}[${k}]`, mean[k], value);
      });
      if (right.variance !== undefined)
        flat(right.variance).forEach((value, k) => {
          compare(`${plan}, variance in ${parameter}[${k}]`, variance[k], value);
        });
    }
  }
  return found;
}

// Right, or no truth; never a wrong one.
describe.each(KINDS)('%s', (kind) => {
  test.each(CASES.filter((own) => own.kind === kind))(
    '$name',
    (own) => {
      const { document, name } = own;
      const started = performance.now();
      const { answer, none } = exactAnswer(modelOf(document), document.plans, feedsOf(document));
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      const wrong = faults(own, answer);
      const plans = answer ? `${answer.plans.length} of ${document.plans.length} plans` : `none (${none})`;
      TABLE.push([kind, name, `${seconds} s`, plans, wrong.join('; ') || 'right'].join(' | '));
      expect(wrong).toEqual([]);
    },
    120_000,
  );
});
