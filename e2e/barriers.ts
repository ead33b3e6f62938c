import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

type Theme = 'light' | 'dark';

/**
 * The window that a visitor brings, and the themes in which they look: the narrow one in the theme that is seldom
 * looked at otherwise.
 */
export const VISITORS = [
  {
    viewport: { width: 1440, height: 900 },
    themes: ['light', 'dark'],
    words: '1440 px wide, in either theme',
  },
  { viewport: { width: 390, height: 844 }, themes: ['dark'], words: '390 px wide, in the dark' },
] as const satisfies { viewport: object; themes: readonly Theme[]; words: string }[];

export type Visitor = (typeof VISITORS)[number];

export async function visitAs(page: Page, { viewport }: Visitor): Promise<void> {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

/** To visitors with either window, one after the other in the page as it is. */
export async function expectNoBarrierToAnybody(page: Page): Promise<void> {
  for (const visitor of VISITORS) {
    await page.setViewportSize(visitor.viewport);
    await expectNoBarrierTo(page, visitor);
  }
}

/**
 * In the visitor's themes, each of which the page takes on as soon as their system does. A theme changes colours alone,
 * so a second look is at contrast.
 */
export async function expectNoBarrierTo(page: Page, { themes }: Visitor): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
    await (colorScheme === themes[0]
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
