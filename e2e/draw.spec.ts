import { expect, test } from '@playwright/test';
import { LabPage, type PlanNumbers } from './labPage';

/** What a new parameter is set to. */
const START = 0.5;
/** With reduced motion the page runs only when asked to: drawing is then quicker. */
const STILL = { reducedMotion: 'reduce' } as const;

/** Draws theta → x ~ Normal(theta, 1) → y = tanh(x) → f = (y − 1)². Every line that presses is one step of history. */
async function drawGraph2(lab: LabPage): Promise<{ readonly steps: number }> {
  await lab.dragFromPalette('parameter', { x: 130, y: 150 });
  await lab.dragFromPalette('stochastic node', { x: 300, y: 150 });
  await lab.dragFromPalette('deterministic node', { x: 470, y: 150 });
  await lab.dragFromPalette('cost', { x: 640, y: 150 });

  await lab.connect(lab.node('parameter', 'theta'), lab.node('stochastic node', 'x1'));
  await lab.connect(lab.node('stochastic node', 'x1'), lab.node('deterministic node', 'y1'));
  await lab.connect(lab.node('deterministic node', 'y1'), lab.node('cost', 'f1'));

  await lab.select(lab.node('stochastic node', 'x1'));
  await lab.rename('x1', 'x');
  await lab.choose(
    lab.inspector('x').getByRole('button', { name: 'Distribution' }),
    /^✓?Normalpathwise or score$/,
  );
  await lab.select(lab.node('deterministic node', 'y1'));
  await lab.rename('y1', 'y');
  await lab.type('Expression', 'tanh(x)');
  await lab.select(lab.node('cost', 'f1'));
  await lab.rename('f1', 'f');
  await lab.type('Expression', '(y-1)^2');
  await lab.selectNothing();
  return { steps: 13 };
}

/** d/dθ E[(tanh x − 1)²] for x ~ N(θ, 1), by Simpson's rule on the derivative of the density. */
function exactGradient(theta: number): number {
  const reach = 10;
  const intervals = 4000;
  const width = (2 * reach) / intervals;
  let sum = 0;
  for (let i = 0; i <= intervals; i++) {
    const noise = -reach + i * width;
    const weight = i === 0 || i === intervals ? 1 : i % 2 === 1 ? 4 : 2;
    const density = Math.exp((-noise * noise) / 2) / Math.sqrt(2 * Math.PI);
    sum += weight * (Math.tanh(theta + noise) - 1) ** 2 * noise * density;
  }
  return (sum * width) / 3;
}

/**
 * Within four standard errors, and what the shown digits leave open. A right estimator is further off in one of 16,000
 * readings.
 */
function expectAgreement({ mean, standardError, truth, verdict }: PlanNumbers): void {
  expect(Math.abs(truth.value - exactGradient(START))).toBeLessThanOrEqual(truth.rounding * 1.001);
  expect(standardError).toBeGreaterThan(0);
  const distance = Math.abs(mean.value - exactGradient(START));
  expect(distance).toBeLessThanOrEqual(4.02 * standardError + mean.rounding);
  expect(verdict).toBe('unbiased');
}

test('a graph is drawn from nothing with the mouse, and its estimates agree with the truth', async ({
  page,
}) => {
  test.slow();
  const lab = new LabPage(page);
  await page.emulateMedia(STILL);
  await lab.openEmpty();
  await drawGraph2(lab);

  await expect(lab.nodes).toHaveCount(4);
  await expect(lab.edges).toHaveCount(3);
  for (const [from, to] of [
    ['theta', 'x'],
    ['x', 'y'],
    ['y', 'f'],
  ] as const)
    await expect(lab.edge(from, to)).toBeAttached();
  await lab.select(lab.node('stochastic node', 'x'));
  await expect(lab.field('loc')).toHaveValue('theta');
  await expect(lab.field('scale')).toHaveValue('1');
  await lab.selectNothing();

  await lab.run.getByRole('button', { name: 'Run' }).click();
  await lab.untilEstimated(3000);
  const plans = await lab.readPlans();
  expect([...plans.keys()]).toEqual(['Score', 'Pathwise']);
  for (const numbers of plans.values()) expectAgreement(numbers);
});

test('the copied address opens the same graph with the same numbers elsewhere', async ({ page, browser }) => {
  const lab = new LabPage(page);
  await page.emulateMedia(STILL);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await lab.openEmpty();
  await drawGraph2(lab);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await expect(dialog.getByText(`${address.length} characters`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const numbers = await numbersAfterThreeSteps(lab);

  const elsewhere = await browser.newContext(STILL);
  const other = new LabPage(await elsewhere.newPage());
  await other.page.goto(address);
  await expect(other.nodes).toHaveCount(4);
  await expect(other.edges).toHaveCount(3);
  expect(await other.shareAddress()).toBe(address);
  await other.select(other.node('deterministic node', 'y'));
  await expect(other.field('Expression')).toHaveValue('tanh(x)');
  await other.select(other.node('cost', 'f'));
  await expect(other.field('Expression')).toHaveValue('(y-1)^2');
  await other.selectNothing();
  expect(await numbersAfterThreeSteps(other)).toEqual(numbers);
  await elsewhere.close();
});

/** Makes the first three estimates, one at a time: the same draws wherever the graph is open. */
async function numbersAfterThreeSteps(lab: LabPage): Promise<readonly PlanNumbers[]> {
  for (let count = 1; count <= 3; count++) {
    await lab.run.getByRole('button', { name: 'Step' }).click();
    await expect.poll(() => lab.estimates()).toBe(count);
  }
  await expect(lab.row('Score').getByText('unbiased')).toBeVisible();
  const read = async () => [...(await lab.readPlans()).values()];
  // The table follows the count after a moment.
  const shownCounts = async () =>
    (await read()).map(({ variance, standardError }) => Math.round(variance.value / standardError ** 2));
  await expect.poll(shownCounts).toEqual([3, 3]);
  return read();
}

test('everything drawn is undone step by step, and done again', async ({ page }) => {
  const lab = new LabPage(page);
  await page.emulateMedia(STILL);
  await lab.openEmpty();
  const { steps } = await drawGraph2(lab);
  const drawn = await lab.shareAddress();

  for (let step = 0; step < steps; step++) {
    await expect(lab.undoButton()).toBeEnabled();
    await page.keyboard.press('ControlOrMeta+z');
  }
  await expect(lab.nodes).toHaveCount(0);
  await expect(page.getByText('Draw a stochastic computation graph')).toBeVisible();

  for (let step = 0; step < steps; step++) {
    await expect(lab.redoButton()).toBeEnabled();
    await page.keyboard.press('ControlOrMeta+Shift+z');
  }
  await expect(lab.redoButton()).toBeDisabled();
  await expect(lab.nodes).toHaveCount(4);
  expect(await lab.shareAddress()).toBe(drawn);
});
