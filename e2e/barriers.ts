import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The window that a visitor brings. */
export const VISITORS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
].map((viewport) => ({ viewport, words: `${viewport.width} px wide, in either theme` }));

export async function visitAs(page: Page, { viewport }: (typeof VISITORS)[number]): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** To visitors with either window, one after the other in the page as it is, in either theme. */
export async function expectNoBarrierToAnybody(page: Page): Promise<void> {
  for (const { viewport } of VISITORS) {
    await page.setViewportSize(viewport);
    await expectNoBarrierInEitherTheme(page);
  }
}

/**
 * In the dark theme, and then in the light one, either of which the page takes on as soon as the visitor's system does.
 * A theme changes colours alone, so the second look is at contrast.
 */
export async function expectNoBarrierInEitherTheme(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await (colorScheme === 'dark'
      ? expectNoBarrier(page)
      : expectNoSeriousViolation(page, ['color-contrast']));
  }
}

/**
 * Expects that nothing keeps somebody from using the page, that nothing scrolls sideways, nor the document at all: the
 * page scrolls within it.
 */
export async function expectNoBarrier(page: Page): Promise<void> {
  await expectNoSeriousViolation(page);
  const { sideways, beyond } = await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const frame = document.querySelector('main')?.parentElement;
    const scrolls = frame && getComputedStyle(frame).overflowX === 'auto';
    return {
      sideways: Math.max(scrollWidth - innerWidth, scrolls ? frame.scrollWidth - frame.clientWidth : 0),
      beyond: scrollHeight - innerHeight,
    };
  });
  expect.soft(sideways, 'scrolls sideways').toBeLessThanOrEqual(0);
  expect.soft(beyond, 'the document itself scrolls').toBeLessThanOrEqual(0);
}

/** Of the rules that axe knows, or of some of them. */
async function expectNoSeriousViolation(page: Page, rules?: string[]): Promise<void> {
  // Nothing but violations is gathered, in this one frame (there is no other): a quarter of the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({
      resultTypes: ['violations'],
      ...(rules && { runOnly: { type: 'rule', values: rules } }),
    })
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  expect.soft(serious).toEqual([]);
}
