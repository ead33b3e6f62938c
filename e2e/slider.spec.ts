import { expect, test } from '@playwright/test';
import { boxOf, LabPage, middleOf, PATIENCE } from './labPage';

declare global {
  var linkedPrograms: number;
}

test('a slider changes numbers and compiles nothing', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  const fused = lab.run.getByText('fused WebGL', { exact: true });
  await expect(fused).toBeVisible({ timeout: PATIENCE });
  await lab.untilEstimated(10_000);
  const worker = page.workers().find((each) => each.url().includes('runWorker'));
  if (!worker) throw new Error('there is no run worker');
  await worker.evaluate(() => {
    globalThis.linkedPrograms = 0;
    const { linkProgram } = WebGL2RenderingContext.prototype;
    WebGL2RenderingContext.prototype.linkProgram = function (program) {
      globalThis.linkedPrograms++;
      linkProgram.call(this, program);
    };
  });
  const linked = () => worker.evaluate(() => globalThis.linkedPrograms);

  const slider = lab.plans.getByRole('slider', { name: 'θ', exact: true });
  const shown = await slider.inputValue();
  const truth = (await lab.readPlan('Score')).truth.value;
  const { width } = await boxOf(slider);
  const { x, y } = middleOf(await boxOf(slider));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + width / 4, y, { steps: 10 });
  await page.mouse.move(x + width / 8, y, { steps: 10 });
  await page.mouse.up();
  expect(await slider.inputValue()).not.toBe(shown);
  await lab.untilEstimated(10_000);
  await expect.poll(async () => (await lab.readPlan('Score')).truth.value).not.toBe(truth);
  await expect(fused).toBeVisible();
  expect(await linked()).toBe(0);

  // What does compile is counted, so the count above means something.
  const score = lab.plans.getByRole('button', { name: 'Estimator of x in Score', exact: true });
  await lab.choose(score, 'moving-average baseline');
  await expect.poll(linked, { timeout: PATIENCE }).toBeGreaterThan(0);
});
