import { expect, test } from '@playwright/test';
import { expectNoBarrierTo, VISITORS, visitAs } from './barriers';
import { LabPage } from './labPage';

for (const visitor of VISITORS)
  test(`nothing stands in anybody's way, ${visitor.words}`, async ({ page }) => {
    // Axe looks many times, which a busy machine takes long for.
    test.slow();
    await visitAs(page, visitor);
    const lab = new LabPage(page);

    await test.step('an empty page', async () => {
      await lab.openEmpty();
      await expectNoBarrierTo(page, visitor);
    });
    await test.step('the gallery', async () => {
      await page.getByRole('button', { name: 'Examples', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Examples' })).toBeVisible();
      await expectNoBarrierTo(page, visitor);
    });
    await test.step('a graph that runs', async () => {
      await lab.open('#p/simple-5');
      // On a narrow screen the lab is a tab of its own.
      const tab = page.getByRole('radio', { name: 'Lab' });
      if (await tab.isVisible()) await tab.click();
      await lab.run.getByRole('button', { name: 'Run' }).click();
      await lab.untilEstimated(1000);
      await expect(lab.numbers).toBeVisible();
      await expectNoBarrierTo(page, visitor);
      await lab.run.getByRole('button', { name: 'Pause' }).click();
      if (await tab.isVisible()) await page.getByRole('radio', { name: 'Plans and mathematics' }).click();
      await expect(lab.plans).toBeVisible();
      await expectNoBarrierTo(page, visitor);
    });
    await test.step('a node looked into', async () => {
      await lab.select(lab.node('stochastic node', 'x1'));
      await expectNoBarrierTo(page, visitor);
    });
    await test.step('an address to share', async () => {
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
      await expectNoBarrierTo(page, visitor);
    });
  });
