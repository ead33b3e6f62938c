import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage';

/** What axe finds that keeps somebody from using the page, told by rule and place. */
async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

async function expectNoBarrier(page: Page): Promise<void> {
  expect.soft(await barriers(page)).toEqual([]);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(overhang, 'scrolls sideways').toBeLessThanOrEqual(0);
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])
    test(`nothing stands in anybody's way, ${colorScheme}, ${viewport.width} px wide`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const lab = new LabPage(page);

      await test.step('an empty page', async () => {
        await lab.openEmpty();
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
        await expectNoBarrier(page);
      });
      await test.step('the gallery', async () => {
        await page.getByRole('button', { name: 'Examples', exact: true }).click();
        await expect(page.getByRole('dialog', { name: 'Examples' })).toBeVisible();
        await expectNoBarrier(page);
      });
      await test.step('a graph that runs', async () => {
        await lab.open('#p/simple-5');
        // On a narrow screen the lab is a tab of its own.
        const tab = page.getByRole('radio', { name: 'Lab' });
        if (await tab.isVisible()) await tab.click();
        await lab.run.getByRole('button', { name: 'Run' }).click();
        await lab.untilEstimated(1000);
        await expect(lab.numbers).toBeVisible();
        await expectNoBarrier(page);
        await lab.run.getByRole('button', { name: 'Pause' }).click();
        if (await tab.isVisible()) await page.getByRole('radio', { name: 'Plans and mathematics' }).click();
        await expect(lab.plans).toBeVisible();
        await expectNoBarrier(page);
      });
      await test.step('a node looked into', async () => {
        await lab.select(lab.node('stochastic node', 'x1'));
        await expectNoBarrier(page);
      });
      await test.step('an address to share', async () => {
        await page.getByRole('button', { name: 'Share', exact: true }).click();
        await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
        await expectNoBarrier(page);
      });
    });
