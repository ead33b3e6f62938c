import { expect, type Page, test } from '@playwright/test';
import { expectNoBarrier } from './barriers';
import { boxOf, LabPage, PATIENCE } from './labPage';

/** The first picture comes once the model is ready, beside which a busy machine links shaders. */
const FIRST_PICTURE = 3 * PATIENCE;

async function openTraining(page: Page, fragment: string): Promise<void> {
  await new LabPage(page).open(fragment);
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled({ timeout: PATIENCE });
}

const pendulum = (page: Page) => page.getByRole('img', { name: /^A pendulum swung by the present policy/ });

/** How many of the rollouts that are shown end upright, as assistive technology is told. */
async function upright(page: Page): Promise<number> {
  const label = (await pendulum(page).getAttribute('aria-label')) ?? '';
  return Number(/(\d+) of 24 end upright/.exec(label)?.[1] ?? Number.NaN);
}

/** The picture as it is now. */
const pixels = (page: Page, name: RegExp) =>
  page.getByRole('img', { name }).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

async function expectStill(page: Page, name: RegExp, milliseconds: number): Promise<void> {
  const before = await pixels(page, name);
  await page.waitForTimeout(milliseconds);
  expect((await pixels(page, name)) === before).toBe(true);
}

/** Presses Replay, and waits until the picture has become another one. */
async function expectReplay(page: Page, name: RegExp): Promise<void> {
  const before = await pixels(page, name);
  await page.getByRole('button', { name: 'Replay', exact: true }).click();
  await expect.poll(async () => (await pixels(page, name)) !== before, { timeout: PATIENCE }).toBe(true);
}

test('rollouts are played once, held at a step, played again, and go on playing while the model trains', async ({
  page,
}) => {
  test.slow();
  await openTraining(page, '#p/pendulum');
  const time = page.getByRole('slider', { name: 'Time of the rollout' });
  // Then it plays in its own time.
  await expect(time).toBeVisible({ timeout: FIRST_PICTURE });
  const replay = page.getByRole('button', { name: 'Replay', exact: true });
  await expect(replay).toBeVisible({ timeout: 2 * PATIENCE });
  await expect(time).toHaveValue('25');
  await time.fill('10');
  await expect(page.getByText('1.6 s', { exact: true })).toBeVisible();
  await expectStill(page, /^A pendulum/, 300);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(time).toHaveValue('25', { timeout: 2 * PATIENCE });
  await expect(replay).toBeVisible({ timeout: 2 * PATIENCE });
  // Both presses in the page, the second as soon as a step under way is shown; a busy machine may miss all of them, and
  // begins again.
  await replay.evaluate(
    async (button: HTMLButtonElement, slider) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      if (!(slider instanceof HTMLInputElement)) throw new Error('there is no slider');
      const isUnderWay = () => Number(slider.value) > 0 && Number(slider.value) < Number(slider.max);
      while (!isUnderWay()) {
        if (button.textContent === 'Replay') button.click();
        await frame();
      }
      button.click();
    },
    await time.elementHandle(),
  );
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(Number(await time.inputValue())).toBeLessThan(25);
  await expectStill(page, /^A pendulum/, 300);

  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.keyboard.press('t');
  // Past the end it begins again.
  for (const isEarly of [false, true])
    await expect
      .poll(async () => Number(await time.inputValue()) < 12, { timeout: 2 * PATIENCE })
      .toBe(isEarly);
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('rollouts stand still until they are played, and follow the training; names of a long rollout are set as large as its nodes allow, and its formulas begin with their first terms', async ({
    page,
  }) => {
    test.slow();
    await openTraining(page, '#p/pendulum');
    await expect.poll(() => upright(page), { timeout: FIRST_PICTURE }).toBeLessThan(5);
    await expectStill(page, /^A pendulum/, 500);
    await expectReplay(page, /^A pendulum/);

    const node = page.locator('.react-flow__node[data-id="c5"]');
    await expect(node).toBeVisible({ timeout: PATIENCE });
    const share = async (): Promise<number> => {
      const [name, all] = await Promise.all([boxOf(node.locator('.katex').first()), boxOf(node)]);
      return name.width / all.width;
    };
    await expect.poll(share).toBeGreaterThan(0.4);
    for (let i = 0; i < 12; i++) await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(share).toBeLessThan(0.25);
    const more = page.getByRole('button', { name: '18 more terms' });
    await expect(more).toHaveCount(2);
    await more.first().click();
    await expect(more).toHaveCount(1);
    await page.getByRole('button', { name: 'Fewer terms' }).click();
    await expect(more).toHaveCount(2);

    // How it learns to swing up is in `presets/reinforcement/pendulum.test.ts`.
    const untrained = await pixels(page, /^A pendulum/);
    await page.keyboard.press('t');
    await expect
      .poll(async () => (await pixels(page, /^A pendulum/)) !== untrained, { timeout: FIRST_PICTURE })
      .toBe(true);
    await page.getByRole('button', { name: 'Pause training' }).click();
    await expectNoBarrier(page);
  });

  test('paths are drawn to a goal', async ({ page }) => {
    await openTraining(page, '#p/point-mass');
    const paths = page.getByRole('img', { name: '64 paths of the present policy in the plane, over c1' });
    await expect(paths).toBeVisible({ timeout: PATIENCE });
    await expectReplay(page, /^64 paths/);
  });
});
