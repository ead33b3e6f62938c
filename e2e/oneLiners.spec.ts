import { expect, type Locator, type Page, test } from '@playwright/test';
import { ONE_LINERS } from '../src/presets/oneLiners/table';
import { expectNoBarrierToAnybody } from './barriers';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';

const TABLE = '#p/one-liners';

async function openTable(page: Page): Promise<Locator> {
  await page.goto(`/${TABLE}`);
  const table = page.getByRole('main', { name: 'Table of one-liners' });
  await expect(table.getByRole('heading', { level: 2 })).toHaveCount(ONE_LINERS.length, {
    timeout: PATIENCE,
  });
  return table;
}

function rowOf(table: Locator, name: string): Locator {
  return table
    .getByRole('listitem')
    .filter({ has: table.page().getByRole('heading', { name, exact: true, level: 2 }) });
}

test('every row comes to its verdict, and the two as printed to theirs', async ({ page }) => {
  const { complaints } = await watch(page);
  const table = await openTable(page);
  for (const { name, printed } of ONE_LINERS)
    await test.step(name, async () => {
      const row = rowOf(table, name);
      await row.scrollIntoViewIfNeeded();
      await expect(row.getByText('agrees', { exact: true })).toBeVisible({ timeout: PATIENCE });
      await expect(row.getByText('n = 100,000').first()).toBeVisible();
      if (printed)
        await expect(row.getByText(`does not: ${printed.fault}`)).toBeVisible({ timeout: PATIENCE });
      else await expect(row.getByText(/^does not: /)).toHaveCount(0);
    });
  expect(complaints).toEqual([]);
});

test('a slider and the seed make new draws, which are judged anew', async ({ page }) => {
  const table = await openTable(page);
  const row = rowOf(table, 'Log-Normal');
  await row.scrollIntoViewIfNeeded();
  await expect(row.getByText('agrees', { exact: true })).toBeVisible({ timeout: PATIENCE });
  const numbers = row.getByText(/^D = /);
  const before = await numbers.textContent();
  const picture = row.getByRole('img', { name: /^Histogram/ });
  const pixels = () =>
    picture.evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
  const drawn = await pixels();

  const slider = row.getByRole('slider', { name: 'σ of Log-Normal', exact: true });
  await slider.focus();
  for (let i = 0; i < 6; i++) await slider.press('ArrowRight');
  await expect(slider).toHaveValue('0.8');
  await expect(row.getByText('0.80', { exact: true })).toBeVisible();
  await expect(row.getByText('agrees', { exact: true })).toBeVisible({ timeout: PATIENCE });
  expect(await pixels()).not.toBe(drawn);
  // The same noise, turned by another line that is right: the distance does not depend on the target.
  await expect(numbers).toHaveText(before ?? '');

  await page.getByLabel('Seed of all rows').fill('7');
  await expect(row.getByText('agrees', { exact: true })).toBeVisible({ timeout: PATIENCE });
  await expect(numbers).not.toHaveText(before ?? '');
  await page.getByLabel('Seed of all rows').fill('1');
  await expect(numbers).toHaveText(before ?? '', { timeout: PATIENCE });
});

test('a visitor comes from the gallery, opens a row as a graph, and goes back', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  const title = page.getByLabel('Title');
  await expect(title).toHaveValue('Five simple graphs · 2');
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Examples' })
    .getByRole('button', { name: /^Table of one-liners/ })
    .click();
  const table = page.getByRole('main', { name: 'Table of one-liners' });
  await expect(table).toBeVisible();
  expect(new URL(page.url()).hash).toBe(TABLE);

  await page.goBack();
  await expect(lab.canvas).toBeVisible();
  await expect(title).toHaveValue('Five simple graphs · 2');
  await expect(lab.nodes).not.toHaveCount(0);

  await lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), 'Table of one-liners');
  const row = rowOf(table, 'Exponential');
  const slider = row.getByRole('slider', { name: 'λ of Exponential' });
  await slider.focus();
  for (let i = 0; i < 4; i++) await slider.press('ArrowRight');
  await row.getByRole('button', { name: 'Open as a graph: Exponential' }).press('Enter');
  await expect(title).toHaveValue('One-liner · Exponential');
  await expect(lab.node('stochastic node', 'u')).toBeVisible();
  await expect(lab.node('deterministic node', 'x')).toBeVisible();
  await lab.untilEstimated(1000);
  expect((await lab.readPlan('Pathwise')).verdict).toBe('unbiased');
  await expect(page.getByRole('slider', { name: 'λ', exact: true })).toHaveValue('1.2');

  await page.goBack();
  await expect(table).toBeVisible();
  await expect(slider).toHaveValue('1.2');
  await page.getByRole('button', { name: 'Back to the graph' }).click();
  await expect(title).toHaveValue('One-liner · Exponential');
});

/**
 * Of every kind one: of the slide, as printed with a fault, in the plane, and of what is beyond the slide. The unit
 * tests run them all.
 */
const OPENED = ONE_LINERS.filter(
  ({ printed, law, onSlide }, i, all) =>
    printed || law.kind === 'plane' || all.findIndex((other) => other.onSlide === onSlide) === i,
);

test('a row of every kind opens as a graph that runs', async ({ page }) => {
  const lab = new LabPage(page);
  expect(OPENED.length).toBeGreaterThan(3);
  for (const { name, document } of OPENED)
    await test.step(name, async () => {
      const table = await openTable(page);
      await rowOf(table, name)
        .getByRole('button', { name: `Open as a graph: ${name}` })
        .click();
      await expect(lab.nodes).toHaveCount(document.nodes.length);
      await lab.untilEstimated(1000);
      const plans = await lab.readPlans();
      expect([...plans.keys()]).toEqual(document.plans.map((plan) => plan.name));
      await page.goBack();
    });
});

test("nothing stands in anybody's way, whatever their window and their theme", async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const table = await openTable(page);
  await expect(table.getByText('agrees', { exact: true }).first()).toBeVisible({ timeout: PATIENCE });
  await expectNoBarrierToAnybody(page);
});
