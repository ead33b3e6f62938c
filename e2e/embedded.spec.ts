import { expect, type Locator, test } from '@playwright/test';
import { boxOf, LabPage, PATIENCE } from './labPage';

/** Whether a text is the same after sixty frames: while estimates are made, it changes every few. */
const isStill = (text: Locator): Promise<boolean> =>
  text.evaluate(async (element) => {
    const before = element.textContent;
    for (let i = 0; i < 60; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    return element.textContent === before;
  });

test.describe('a link that asks to be embedded', () => {
  for (const viewport of [
    { width: 800, height: 500 },
    { width: 390, height: 600 },
  ])
    test(`shows the live picture and little else, at ${viewport.width} by ${viewport.height}`, async ({
      page,
    }) => {
      await page.setViewportSize(viewport);
      await page.goto('/#p/simple-5?embed&plan=Mixed');
      const lab = new LabPage(page);
      await expect(lab.nodes).toHaveCount(6);
      const count = page.getByTestId('estimates');
      const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'Mixed' }) });
      await expect(row.getByRole('cell').first()).toHaveText(/^\d/, { timeout: PATIENCE });
      await expect(row.getByRole('button')).toHaveAttribute('aria-pressed', 'true');

      for (const name of ['Palette', 'Plans and mathematics'])
        await expect(page.getByRole('complementary', { name })).toHaveCount(0);
      await expect(page.getByRole('banner')).toHaveCount(0);
      const canvas = await boxOf(lab.canvas);
      expect(canvas.height).toBeGreaterThan(viewport.height * 0.45);
      for (const node of await lab.nodes.all()) {
        const box = await boxOf(node);
        expect(box.y).toBeGreaterThanOrEqual(canvas.y);
        expect(box.x + box.width).toBeLessThanOrEqual(canvas.x + canvas.width);
        expect(box.y + box.height).toBeLessThanOrEqual(canvas.y + canvas.height);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);

      const running = await lab.estimates();
      await expect.poll(() => lab.estimates(), { timeout: PATIENCE }).toBeGreaterThan(running);
      await lab.run.getByRole('button', { name: 'Pause' }).click();
      await expect(lab.run.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
      // The batch under way still counts; after it no frame changes the number any more.
      await expect.poll(() => isStill(count), { timeout: PATIENCE }).toBe(true);

      const whole = page.getByRole('link', { name: 'Open in SCG lab' });
      await expect(whole).toHaveAttribute('href', /#p\/simple-5\?plan=Mixed$/);
    });

  test('neither draws nor keeps anything, and leaves the visitor`s own work alone', async ({ page }) => {
    const lab = new LabPage(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await lab.open('#p/simple-2');
    await expect(page.getByText('saved', { exact: true })).toBeVisible();
    const kept = () => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
    // Until the graph is seen to open, a mark stands beside it.
    await expect.poll(kept).not.toContain('opening');
    const before = await kept();
    await page.goto('about:blank');
    await page.goto('/#p/simple-5?embed');
    await expect(lab.nodes).toHaveCount(6);
    await page.keyboard.press('s');
    await lab.nodes.first().click();
    await page.keyboard.press('Delete');
    const canvas = await boxOf(lab.canvas);
    await page.mouse.dblclick(canvas.x + 20, canvas.y + 20);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(lab.nodes).toHaveCount(6);
    // Another graph in the same frame.
    await page.evaluate(() => {
      location.hash = '#p/simple-1?embed';
    });
    await expect(lab.nodes).toHaveCount(4);
    // What is not yet saved would be now.
    await page.evaluate(() => dispatchEvent(new Event('pagehide')));
    expect(await kept()).toBe(before);
    expect(new URL(page.url()).hash).toBe('#p/simple-1?embed');
  });
});
