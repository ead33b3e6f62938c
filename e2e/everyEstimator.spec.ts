import { expect, type Locator, type Page, test } from '@playwright/test';
import { bestGain, costGradient, estimatorMean } from '../src/engine';
import { believedAt, regulatorAt, USUAL } from '../src/presets/reinforcement/everyEstimator';
import { METHODS } from '../src/presets/reinforcement/methods';
import { expectNoBarrierToAnybody } from './barriers';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';
import { shownNumber } from './shownNumber';

const VIEW = '#p/every-estimator';
/**
 * Twelve shaders are linked, and every method makes its estimates: with a software renderer on a busy machine that
 * takes its time.
 */
const SAMPLING = 4 * PATIENCE;

async function openView(page: Page): Promise<Locator> {
  await page.goto(`/${VIEW}`);
  const view = page.getByRole('main', { name: 'One problem, every estimator' });
  await expect(view.getByRole('heading', { level: 3 })).toHaveCount(METHODS.length, { timeout: PATIENCE });
  return view;
}

const rowOf = (view: Locator, name: string): Locator =>
  view
    .getByRole('listitem')
    .filter({ has: view.page().getByRole('heading', { name, exact: true, level: 3 }) });

async function move(view: Locator, slider: string, key: string, times: number): Promise<void> {
  const knob = view.getByRole('slider', { name: slider, exact: true });
  await knob.focus();
  for (let i = 0; i < times; i++) await knob.press(key);
}

/** What a figure tells those who do not see it. */
const words = async (figure: Locator): Promise<string> => (await figure.getAttribute('aria-label')) ?? '';

test('every row is measured and judged, and a wrong critic biases those that trust it, by as much as the formula says', async ({
  page,
}) => {
  test.setTimeout(3 * SAMPLING);
  const { complaints } = await watch(page);
  const view = await openView(page);
  const unbiased = METHODS.filter(({ family }) => family !== 'parameters').map(({ name }) => name);
  for (const { name } of METHODS)
    await expect(
      rowOf(view, name).getByText(unbiased.includes(name) ? 'unbiased' : 'biased', { exact: true }),
    ).toBeVisible({
      timeout: SAMPLING,
    });
  const truth = costGradient(regulatorAt(USUAL), USUAL.gain);
  await expect(
    view.getByText(`The vertical line is the exact gradient, −${Math.abs(truth).toFixed(2)}`),
  ).toBeVisible();

  await move(view, 'critic error', 'ArrowRight', 4);
  const wrong = { ...USUAL, critic: 1.2 };
  for (const { name, mean, trusts } of METHODS.filter(({ id }) =>
    ['actor-critic', 'svg-0', 'to-go'].includes(id),
  )) {
    const row = rowOf(view, name);
    const isBiased = trusts.includes('critic');
    await expect(row.getByText(isBiased ? 'biased' : 'unbiased', { exact: true })).toBeVisible({
      timeout: SAMPLING,
    });
    const exact = estimatorMean(regulatorAt(wrong), wrong.gain, mean, believedAt(wrong));
    const [bias, measured, error] = await row.evaluate((own) => {
      const cells = [...own.children].map((cell) => cell.textContent ?? '');
      const cell = (label: string) =>
        cells.find((text) => text.startsWith(`${label} `))?.slice(label.length + 1) ?? '';
      return [cell('bias'), ...cell('mean').split(' ± ')];
    });
    expect(Math.abs(shownNumber(bias ?? '').value - (exact - truth))).toBeLessThan(0.01 * Math.abs(exact));
    expect(Math.abs(shownNumber(measured ?? '').value - exact)).toBeLessThan(
      // Besides four standard errors, what three digits leave out.
      4 * shownNumber(error ?? '').value + 0.006 * Math.abs(exact),
    );
    expect(isBiased).toBe(Math.abs(exact - truth) > 1);
  }
  expect(complaints).toEqual([]);
});

test('variances without a formula are measured until it is stopped; every method learns the optimal gain; pause and reset work', async ({
  page,
}) => {
  test.setTimeout(3 * SAMPLING);
  const view = await openView(page);
  const progress = view.getByRole('progressbar', { name: 'Variances measured' });
  const done = async () => Number(await progress.getAttribute('value'));
  await expect.poll(done, { timeout: 2 * SAMPLING }).toBeGreaterThan(2);
  await view.getByRole('button', { name: 'Stop measuring' }).click();
  await expect(view.getByText('measurement stopped')).toBeVisible();
  await view.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect.poll(done, { timeout: SAMPLING }).toBeGreaterThan(0);
  await view.getByRole('button', { name: 'Stop measuring' }).click();

  const figure = view.getByRole('img', { name: /^optimal gain/ });
  await expect(figure).toBeVisible({ timeout: PATIENCE });
  const best = bestGain(regulatorAt(USUAL));
  expect(await words(figure)).toBe(`optimal gain ${best.toFixed(3)}`);

  await view.getByRole('button', { name: 'Learn the gain' }).click();
  await view.getByRole('button', { name: 'Pause learning' }).click();
  await expect(view.getByRole('button', { name: 'Resume learning' })).toBeVisible();
  await view.getByRole('button', { name: 'Resume learning' }).click();
  await expect(view.getByText('every method has finished')).toBeVisible({ timeout: SAMPLING });
  await expect.poll(() => words(figure)).toContain('Mirrored evolution: gain');
  const learned = [...(await words(figure)).matchAll(/; ([^:;]+): gain ([\d.]+) after 400 steps/g)];
  expect(learned.map(([, name]) => name)).toEqual(METHODS.map(({ name }) => name));
  for (const [, name, gain] of learned)
    expect(Math.abs(Number(gain) / best - 1), `${name}: ${gain}`).toBeLessThan(0.25);

  await view.getByRole('radio', { name: 'time', exact: true }).click();
  await view.getByRole('button', { name: 'Clear the curves' }).click();
  await expect.poll(() => words(figure)).toBe(`optimal gain ${best.toFixed(3)}`);
});

test('a visitor comes from the gallery, opens a method as a graph with the same settings, and goes back', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Examples' })
    .getByRole('button', { name: /^One problem, every estimator Twelve/ })
    .click();
  const view = page.getByRole('main', { name: 'One problem, every estimator' });
  await expect(view).toBeVisible();
  expect(new URL(page.url()).hash).toBe(VIEW);

  await move(view, 'horizon', 'ArrowLeft', 1);
  await move(view, 'gain', 'ArrowRight', 4);
  await view.getByRole('button', { name: 'Open SVG(0) as a graph' }).press('Enter');
  await expect(page.getByLabel('Title')).toHaveValue('SVG(0)');
  await expect(lab.node('stochastic node', 'a1')).toBeVisible();
  await expect(lab.node('stochastic node', 'a2')).toHaveCount(0);
  await expect(page.getByRole('slider', { name: 'θ', exact: true })).toHaveValue('0.4');
  await lab.untilEstimated(1000);
  expect((await lab.readPlan('SVG(0)')).verdict).toBe('unbiased');

  await page.goBack();
  await expect(view).toBeVisible();
  await expect(view.getByRole('slider', { name: 'gain', exact: true })).toHaveValue('0.4');
  await page.getByRole('button', { name: 'Back to the graph' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('SVG(0)');
});

test("nothing stands in anybody's way, whatever their window and their theme", async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const view = await openView(page);
  await expect(view.getByText(/so far|biased/).first()).toBeVisible({ timeout: PATIENCE });
  await expectNoBarrierToAnybody(page);
});
