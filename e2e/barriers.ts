import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What a visitor brings: theme and window. */
export const VISITORS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ].map((viewport) => ({ colorScheme, viewport, words: `${colorScheme}, ${viewport.width} px wide` })),
);

export async function visitAs(
  page: Page,
  { colorScheme, viewport }: (typeof VISITORS)[number],
): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
}

/** Expects that nothing keeps somebody from using the page, that nothing scrolls sideways, nor the document at all: the page scrolls within it. */
export async function expectNoBarrier(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  expect.soft(serious).toEqual([]);
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
