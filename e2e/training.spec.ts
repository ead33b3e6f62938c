import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { expectNoBarrier } from './barriers';
import { LabPage, PATIENCE } from './labPage';

// What is trained is started by hand; nothing else needs to run beside it.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** A regression whose network is small enough to be compared as well as trained. */
const REGRESSION = {
  scg: 1,
  title: 'Small regression',
  nodes: [
    { name: 'p', kind: 'input', value: { data: 'wave' }, at: [0, 1] },
    { name: 'w', kind: 'parameter', value: { network: [1, 8, 1] }, at: [0, 0] },
    {
      name: 'y',
      kind: 'stochastic',
      parents: ['w', 'p'],
      distribution: 'Normal',
      args: { loc: 'mlp(w, concat(p[0]))', scale: '0.3' },
      at: [1, 1],
    },
    { name: 'f', kind: 'cost', parents: ['y', 'p'], expression: 'sum((y - p[1])^2)', at: [2, 1] },
  ],
  plans: [
    { name: 'Score', nodes: { y: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { y: { estimator: 'pathwise' } } },
  ],
};

async function openRegression(page: Page): Promise<LabPage> {
  await page.addInitScript((document) => {
    localStorage.setItem('scg-lab.document', JSON.stringify(document));
  }, REGRESSION);
  const lab = new LabPage(page);
  await lab.open();
  await expect(lab.nodes).toHaveCount(4);
  return lab;
}

/** Shows the training and waits until it is ready. */
async function openTraining(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Training', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled({ timeout: PATIENCE });
}

async function steps(page: Page): Promise<number> {
  const text = await page.getByTestId('steps').textContent();
  return Number((text ?? '').replaceAll(',', ''));
}

test('training starts, pauses by its key, and goes back to the first step', async ({ page }) => {
  await openRegression(page);
  await openTraining(page);
  await page.keyboard.press('t');
  await expect.poll(() => steps(page), { timeout: PATIENCE }).toBeGreaterThan(20);
  const numbers = page.getByRole('region', { name: 'Training in numbers' });
  await expect(numbers.getByRole('row').filter({ hasText: 'Pathwise' })).toContainText(/\d\.\d/);
  await expect(
    page.getByText(/(times as much as .*|vary about as much) in w, each at its own parameters$/),
  ).toBeVisible({
    timeout: PATIENCE,
  });
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Start training' })).toBeVisible();
  await expectNoBarrier(page);
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect.poll(() => steps(page)).toBe(0);
});

test('its key is remembered however early, and a graph of a link is kept over a reload', async ({ page }) => {
  // The first visit of this browser, with a link.
  await page.goto('/#p/vae-kl');
  await expect(page.getByRole('radio', { name: 'Training', exact: true })).toBeChecked({ timeout: PATIENCE });
  await page.keyboard.press('t');
  await expect.poll(() => steps(page), { timeout: PATIENCE }).toBeGreaterThan(5);
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Title')).toHaveValue('VAE in the plane', { timeout: PATIENCE });
});

test('what a plan has learned is kept, exported, and restored', async ({ page }) => {
  await openRegression(page);
  await openTraining(page);
  const menu = page.getByRole('button', { name: /^Parameters:/ });
  const choose = (entry: RegExp) => page.getByRole('menuitem', { name: entry }).click();
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect.poll(() => steps(page), { timeout: PATIENCE }).toBe(1);
  await menu.click();
  await choose(/^Keep those of Score/);
  await expect(page.getByText('Kept the parameters of Score after step 1')).toBeVisible();
  const download = page.waitForEvent('download');
  await menu.click();
  await choose(/^Export those of Score/);
  const file: unknown = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(file).toMatchObject({ plan: 'Score', step: 1, parameters: { w: { shape: [25] } } });
  await menu.click();
  await choose(/^Restore Score, step 1/);
  await expect(page.getByText('All plans start from Score after step 1')).toBeVisible();
  await menu.click();
  await choose(/^Forget Score, step 1/);
  await menu.click();
  await expect(page.getByRole('menuitem', { name: /^Restore/ })).toHaveCount(0);
});

test('rates and decays are set in the document, and undone', async ({ page }) => {
  const lab = await openRegression(page);
  const optimizer = page.getByRole('button', { name: 'Optimizer of all parameters' });
  await optimizer.click();
  const decay = page.getByLabel('decay of the mean, β₁');
  await expect(decay).toHaveValue('0.9');
  await decay.fill('1');
  await expect(decay).toHaveAttribute('aria-invalid', 'true');
  await decay.fill('0.5');
  await page.keyboard.press('Escape');
  await optimizer.click();
  await expect(decay).toHaveValue('0.9');
  await decay.fill('0.5');
  await decay.press('Tab');
  await page.keyboard.press('Escape');
  await optimizer.click();
  await expect(decay).toHaveValue('0.5');
  await page.keyboard.press('Escape');
  await lab.undoButton().click();
  const rate = page.getByLabel('Rate of all parameters');
  await expect(rate).toHaveValue('0.003');
  await rate.fill('0.01');
  await rate.blur();
  await lab.choose(optimizer, 'SGD');
  await expect(rate).toHaveValue('0.05');
  await lab.undoButton().click();
  await lab.undoButton().click();
  await expect(rate).toHaveValue('0.003');
});

test('a network is widened, and says how many weights it has', async ({ page }) => {
  const lab = await openRegression(page);
  await lab.select(lab.node('parameter', 'w'));
  const inspector = lab.inspector('w');
  await expect(inspector.getByText('25 weights')).toBeVisible();
  await lab.type('Widths: input, hidden layers, output', '1, 16, 1');
  await expect(inspector.getByText('49 weights')).toBeVisible();
  await lab.choose(inspector.getByRole('button', { name: 'Activation' }), 'relu');
  await expect(
    inspector.getByRole('img', { name: 'Layers of 1, 16, 1 units, with relu between' }),
  ).toBeVisible();
});

test('own rows take the place of a data set where they fit, and say where they do not', async ({ page }) => {
  const lab = await openRegression(page);
  await lab.select(lab.node('input', 'p'));
  const inspector = lab.inspector('p');
  const bring = async (name: string, text: string) => {
    const chooser = page.waitForEvent('filechooser');
    await inspector.getByRole('button', { name: 'Choose …' }).click();
    await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  await bring('bad.csv', 'x,y\n1,2\n3,x\n');
  await expect(inspector.getByText(/row 3, column 2: «x» is not a finite number/)).toBeVisible();
  await bring('wide.csv', '1,2,3\n'.repeat(10));
  await expect(inspector.getByText(/its rows hold 3 numbers, and 2 numbers are drawn here/)).toBeVisible();
  await bring('good.csv', '0.5,1\n'.repeat(10));
  await expect(inspector.getByText('good.csv: 8 training rows, 2 held out')).toBeVisible();
  await inspector.getByRole('radio', { name: 'digits', exact: true }).check();
  await expect(inspector.getByText(/^good\.csv rests/)).toBeVisible();
});
