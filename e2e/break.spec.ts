import { expect, type Locator, type Page, test, type Worker } from '@playwright/test';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';

test('a connection that closes a cycle is refused with its reason, and nothing changes', async ({ page }) => {
  const lab = new LabPage(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open('#p/simple-2');
  const before = await lab.shareAddress();
  await lab.connect(lab.node('cost', 'f'), lab.node('stochastic node', 'x'));
  await expect(page.getByText(/x → y → f → x would be a cycle|f → x → y → f would be a cycle/)).toBeVisible();
  await expect(lab.edges).toHaveCount(3);
  await expect(lab.undoButton()).toBeDisabled();
  expect(await lab.shareAddress()).toBe(before);
});

test('a number too large for single precision is run without the graphics device, and leaves the page as it was', async ({
  page,
}) => {
  const lab = new LabPage(page);
  const { complaints } = await watch(page);
  await lab.open('#p/simple-5');
  await lab.untilEstimated(1000);
  const theta = page.getByLabel('θ, as a number');
  await theta.fill('-1e9');
  await theta.press('Enter');
  const score = lab.numbers.getByRole('row').filter({ hasText: 'Score' });
  await expect(page.getByText('the graphics device answered NaN')).toBeVisible({ timeout: PATIENCE });
  await expect(score).toContainText('×10', { timeout: PATIENCE });
  await expect(score).not.toContainText('not finite');
  await lab.undoButton().click();
  await expect(theta).toHaveValue('0.7');
  await expect(page.getByText('the graphics device answered NaN')).toBeHidden({ timeout: PATIENCE });
  await expect(score).toContainText('unbiased', { timeout: PATIENCE });
  expect(complaints).toEqual([]);
});

test('a bad formula is told under its field, stops the run with a message that leads there, and is mended', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.untilEstimated(1);
  await lab.select(lab.node('deterministic node', 'y'));
  await lab.type('Expression', 'tanh(x');
  const field = lab.field('Expression');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription(/\)/);

  await lab.selectNothing();
  const stopper = page.getByRole('region', { name: 'Lab' }).getByRole('button', { name: /^y: / });
  await expect(page.getByText('The graph cannot run yet')).toBeVisible();
  await expect(lab.numbers).toBeHidden();
  await expect.poll(() => lab.estimates()).toBe(0);
  await stopper.click();
  await expect(lab.inspector('y')).toBeVisible();

  await lab.type('Expression', 'tanh(x)');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await expect(page.getByText('The graph cannot run yet')).toBeHidden();
  await expect(lab.numbers).toBeVisible();
  await lab.untilEstimated(1);
});

test('the results of before stay while a formula is half typed, and go when it is left so', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.untilEstimated(1);
  await lab.select(lab.node('cost', 'f'));
  const field = lab.field('Expression');
  await field.click();
  await field.press('End');
  await field.pressSequentially(' + so');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  expect(await page.getByText('The graph cannot run yet').count()).toBe(0);
  await field.pressSequentially('ftplus(y)');
  await expect(lab.numbers).toBeVisible();
  await field.pressSequentially(' +');
  await field.blur();
  await expect(page.getByText('The graph cannot run yet')).toBeVisible();
  await expect.poll(() => lab.estimates()).toBe(0);
});

test('a name that is no parent is told, and one press makes it one', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.select(lab.node('deterministic node', 'y'));
  await lab.inspector('y').getByRole('button', { name: 'Remove the edge from x' }).click();
  await expect(lab.edge('x', 'y')).toHaveCount(0);
  await expect(lab.field('Expression')).toHaveAccessibleDescription(/x is not among its parents/);
  await lab.inspector('y').getByRole('button', { name: 'Make x a parent' }).click();
  await expect(lab.edge('x', 'y')).toBeAttached();
  await expect(lab.field('Expression')).toHaveAttribute('aria-invalid', 'false');
  await lab.untilEstimated(1);
});

test("a link that does not hold a graph is told, and the visitor's own work is kept", async ({
  page,
  context,
}) => {
  const lab = new LabPage(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open('#p/simple-2');
  const { hash } = new URL(await lab.shareAddress());
  await lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), 'New graph');
  await page.keyboard.press('p');
  await page.keyboard.press('i');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  const own = await lab.shareAddress();

  const visit = new LabPage(await context.newPage());
  await visit.page.emulateMedia({ reducedMotion: 'reduce' });
  for (const { what, mangled } of [
    { what: 'its end is missing', mangled: hash.slice(0, -20) },
    { what: 'characters were changed', mangled: hash.replace(/(g1:.{30})..../, '$1AAAA') },
    { what: 'no graph at all', mangled: '#somewhere' },
  ])
    await test.step(what, async () => {
      expect(mangled).not.toBe(hash);
      await visit.open(mangled);
      const alert = visit.page.getByRole('alert');
      await expect(alert).toContainText('does not hold a graph that can be opened');
      await expect(alert).toContainText('Your own work is untouched');
      await expect(alert).toContainText(/link is damaged|link is cut off|is not a link to a graph/);
      expect(await visit.shareAddress()).toBe(own);
      await visit.page.reload();
      await expect(visit.node('input', 'u1')).toBeVisible();
      expect(await visit.shareAddress()).toBe(own);
    });
});

/** The worker that makes the estimates. */
async function runWorkerOf(page: Page): Promise<Worker> {
  const find = () => page.workers().find((worker) => worker.url().includes('runWorker'));
  await expect.poll(() => find() !== undefined, { timeout: PATIENCE }).toBe(true);
  const worker = find();
  if (!worker) throw new Error('there is no run worker');
  return worker;
}

/** Loses the graphics context of the next drawing in the worker, as a driver reset would. */
async function loseContext(worker: Worker): Promise<void> {
  await worker.evaluate(() => {
    const { prototype } = WebGL2RenderingContext;
    const { drawArrays, drawElements } = prototype;
    const lose = (context: WebGL2RenderingContext) => {
      Object.assign(prototype, { drawArrays, drawElements });
      context.getExtension('WEBGL_lose_context')?.loseContext();
    };
    prototype.drawArrays = function (...args) {
      lose(this);
      return drawArrays.apply(this, args);
    };
    prototype.drawElements = function (...args) {
      lose(this);
      return drawElements.apply(this, args);
    };
  });
}

/** Everything that a line of the page says from now on, however shortly. */
async function listenTo(line: Locator): Promise<() => Promise<string[]>> {
  const words = await line.evaluateHandle((element) => {
    const said: string[] = [];
    const note = () => said.push(element.textContent ?? '');
    new MutationObserver(note).observe(element, { childList: true, characterData: true, subtree: true });
    return said;
  });
  return () => words.jsonValue();
}

test('a lost graphics context is noticed and told, and the run goes on', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  const fused = lab.run.getByText('fused WebGL', { exact: true });
  await expect(fused).toBeVisible({ timeout: PATIENCE });
  const said = await listenTo(lab.run.getByRole('status'));
  await loseContext(await runWorkerOf(page));
  await expect
    .poll(said, { timeout: PATIENCE })
    .toEqual([expect.stringContaining('The graphics context was lost'), 'The graphics context is back.']);
  await expect(fused).toBeVisible({ timeout: PATIENCE });
  const before = await lab.estimates();
  await expect.poll(() => lab.estimates(), { timeout: PATIENCE }).toBeGreaterThan(before);
  await expect(lab.row('Pathwise').getByText('unbiased')).toBeVisible();
});

test('a parameter that no cost depends on is told so, and gets no verdict', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.untilEstimated(1);
  await page.keyboard.press('p');
  await expect(lab.canvas.getByText('no cost depends on θ₂')).toBeVisible();
  // The figures stay with the parameter that has a gradient.
  await expect(lab.numbers).toBeVisible();
  await lab.choose(lab.run.getByRole('button', { name: 'Coordinate of the gradient' }), 'θ₂');
  await expect(
    page.getByText('There is nothing to estimate: no cost depends on θ₂, so its gradient is zero.'),
  ).toBeVisible();
  await expect(page.getByText('unbiased')).toHaveCount(0);
  // Circles are still drawn, but no estimates are counted beside that.
  await expect(page.getByTestId('estimates')).toHaveText('–');
  await lab.choose(lab.run.getByRole('button', { name: 'Coordinate of the gradient' }), /^θ$/);
  await lab.untilEstimated(1);
});
