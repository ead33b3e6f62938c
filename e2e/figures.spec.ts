import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage';

interface Box {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Of every figure that is drawn: its own box, and those of the words in it. */
function figuresOf(page: Page): Promise<{ readonly box: Box; readonly texts: readonly Box[] }[]> {
  return page.evaluate(() => {
    const boxOf = (element: Element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { words: element.textContent?.trim() ?? '', left, right, top, bottom };
    };
    return [...document.querySelectorAll('figure')].map((figure) => ({
      box: boxOf(figure),
      texts: [...figure.querySelectorAll('svg text')].map(boxOf).filter(({ words }) => words !== ''),
    }));
  });
}

/** How far two boxes lie over one another, in px, where they do in both directions. */
function overlap(a: Box, b: Box): number {
  return Math.min(
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  );
}

/** Boxes of text hold room above and below the letters. */
const LEADING = 3;
const LEAST_WIDTH = 200;

for (const width of [390, 700, 900, 1280, 1300, 1440])
  test(`${width} px wide, no figure is squeezed and no words in it meet or are cut`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const lab = new LabPage(page);
    await page.goto('/#p/coin');
    if (width < 860) await page.getByText('Lab', { exact: true }).click();
    for (let i = 0; i < 12; i++) await lab.run.getByRole('button', { name: 'Step', exact: true }).click();
    await expect
      .poll(async () => (await figuresOf(page)).filter(({ texts }) => texts.length > 2).length)
      .toBe(3);
    await expect(
      page
        .locator('figure')
        .first()
        .getByText(/^truth/),
    ).toBeVisible();
    const figures = await figuresOf(page);
    // Side by side wherever there is room for three, on a phone one below the other.
    expect(new Set(figures.map(({ box }) => box.top)).size).toBe(width < 860 ? 3 : 1);
    for (const { box, texts } of figures) {
      expect(box.right - box.left, `width of «${box.words}»`).toBeGreaterThan(LEAST_WIDTH);
      texts.forEach((text, i) => {
        expect(text.left, `«${text.words}» from the left`).toBeGreaterThanOrEqual(box.left - 0.5);
        expect(text.right, `«${text.words}» to the right`).toBeLessThanOrEqual(box.right + 0.5);
        for (const other of texts.slice(i + 1))
          expect(overlap(text, other), `«${text.words}» over «${other.words}»`).toBeLessThan(LEADING);
      });
    }
  });
