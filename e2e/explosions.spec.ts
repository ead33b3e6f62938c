import { expect, test } from '@playwright/test';
import { encodeShare } from '../src/engine/share/share';
import { EXPLOSIONS } from '../src/engine/testing/explosions';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';

/** Of every kind one, and what a visitor sees of it: words, or estimates. The unit tests try them all. */
const TRIED: readonly (readonly [name: string, words: RegExp | undefined])[] = [
  ['1,000,000 samples', undefined],
  ['20 layers of 256 in a learned baseline', /its baseline has [\d,]+ weights to learn; at most 100,000 fit/],
  ['4,000 characters of differences', /the - here comes after 400 operators in a row/],
  ['1,000,000 copies of a circle', /one sample would draw more than 262,144 random numbers/],
];

test('documents whose work explodes are told of or run, and the page goes on with the next one', async ({
  page,
}) => {
  test.setTimeout(8 * PATIENCE);
  const lab = new LabPage(page);
  const { complaints } = await watch(page);
  await lab.open('#p/simple-2');
  await lab.untilEstimated(1);
  const goTo = (hash: string) =>
    page.evaluate((own) => {
      location.hash = own;
    }, hash);

  for (const [name, words] of TRIED)
    await test.step(name, async () => {
      const explosion = EXPLOSIONS.find((own) => own.name === name);
      if (!explosion) throw new Error(`no document of ${name}`);
      await goTo(encodeShare(explosion.document));
      await expect(lab.node('stochastic node', 'x')).toBeVisible({ timeout: PATIENCE });
      await expect(lab.node('cost', 'f')).toBeVisible();
      if (words) await expect(page.getByText(words).first()).toBeVisible({ timeout: PATIENCE });
      else await expect.poll(() => lab.estimates(), { timeout: 2 * PATIENCE }).toBeGreaterThan(0);
      // The page answers.
      await lab.select(lab.node('cost', 'f'));
      await expect(lab.inspector('f')).toBeVisible();
      await lab.selectNothing();

      await goTo('#p/simple-1');
      await expect(lab.nodes).toHaveCount(4, { timeout: PATIENCE });
      await expect(page.getByText('The graph cannot run yet')).toBeHidden();
      await lab.untilEstimated(1);
    });
  expect(complaints).toEqual([]);
});
