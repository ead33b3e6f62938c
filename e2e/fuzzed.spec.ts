import { expect, test } from '@playwright/test';
import { fuzzedLink } from '../src/engine/testing/fuzz/inputs';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';

const OWN = 'My own work, which nobody may lose';

/** Whether every graph runs, too; else only the last one does. */
const IS_THOROUGH = Boolean(process.env.EVERY_LINK);

/** Every hundredth of the fuzzer's 20,000 seeds, or a selection of them. */
const SEEDS = Array.from({ length: 200 }, (_, i) => 100 * (i + 1)).filter(
  (seed) => IS_THOROUGH || seed % 2000 === 0,
);

const GOOD = '#p/simple-1';

/** What the page shows, read in one go. */
interface Shown {
  readonly title: string;
  readonly isRefused: boolean;
  readonly stored: string;
}

test(`${SEEDS.length} links that a fuzzer made are opened, or refused in words`, async ({ page }) => {
  test.setTimeout(PATIENCE * (2 + SEEDS.length));
  const lab = new LabPage(page);
  const { complaints } = await watch(page);
  // Nothing runs before it is asked to.
  if (!IS_THOROUGH) await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript((title) => {
    const node = { name: 'own', kind: 'parameter', value: 1 };
    localStorage.setItem('scg-lab.document', JSON.stringify({ scg: 1, title, nodes: [node] }));
  }, OWN);
  await lab.open();
  const goTo = (hash: string) =>
    page.evaluate((own) => {
      location.hash = own;
    }, hash);
  const shown = (): Promise<Shown> =>
    page.evaluate(() => {
      const title = document.querySelector('[aria-label="Title"]');
      const words = document.body.innerText;
      return {
        title: title instanceof HTMLInputElement ? title.value : '',
        isRefused: words.includes('Your own work is untouched'),
        stored: Object.values(localStorage).join('\n'),
      };
    });
  const openGood = async () => {
    await goTo(GOOD);
    await expect(lab.nodes).toHaveCount(4, { timeout: PATIENCE });
    if (IS_THOROUGH) await lab.untilEstimated(1);
    return (await shown()).title;
  };

  const good = await openGood();
  for (const seed of SEEDS)
    await test.step(`seed ${seed}`, async () => {
      complaints.length = 0;
      await goTo(fuzzedLink(seed));
      await expect
        .poll(async () => {
          const { title, isRefused } = await shown();
          return title !== good || isRefused;
        }, `seed ${seed} is answered`)
        .toBe(true);
      for (const message of await page.getByRole('button', { name: 'Dismiss' }).all())
        await message.click({ timeout: 2000 }).catch(() => undefined);
      expect(await openGood()).toBe(good);
      expect((await shown()).stored).toContain(OWN);
      // A part that fails is told to the console, too.
      expect.soft(complaints, `seed ${seed}`).toEqual([]);
    });
  if (!IS_THOROUGH) await lab.run.getByRole('button', { name: 'Run', exact: true }).click();
  await lab.untilEstimated(1);
});
