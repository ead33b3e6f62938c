import { feedsOf } from '../../src/engine/compile/feeds';
import { withDefaultPlans } from '../../src/engine/document/planEdits';
import { modelOf } from '../../src/engine/model/model';
import { exactAnswer } from '../../src/engine/testing/exactAnswer';
import { PRESETS } from '../../src/presets/registry';

/** Says of every example whether it has an exact answer, for how many of its plans, and how long that takes. */
export function countExamples(): void {
  let answered = 0;
  for (const { id, document } of PRESETS) {
    const complete = withDefaultPlans(document);
    const started = performance.now();
    const { answer, none } = exactAnswer(modelOf(complete), complete.plans, feedsOf(complete));
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    if (answer) answered++;
    const words = answer ? `${answer.plans.length} of ${complete.plans.length} plans` : `none (${none})`;
    console.log(`  ${id}: ${words}, ${seconds} s`);
  }
  console.log(`${answered} of ${PRESETS.length} examples have an exact answer.`);
}
