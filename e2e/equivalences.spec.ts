import { expect, type Locator, type Page, test } from '@playwright/test';
import { CLAIM_ROWS } from '../src/engine/equivalence/claims';
import { expectNoBarrierToAnybody } from './barriers';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';

const ADDRESS = '#p/equivalences';

// What moves by itself is asked to in one test alone.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

async function openPage(page: Page, flags = ''): Promise<Locator> {
  await page.goto('about:blank');
  await page.goto(`/${ADDRESS}${flags}`);
  const main = page.getByRole('main', { name: 'Equivalences' });
  await expect(main).toBeVisible({ timeout: PATIENCE });
  return main;
}

async function expectVerdict(main: Locator, verdict: string | RegExp): Promise<void> {
  const status = main.getByRole('status');
  // Until then it is the answer to the question before.
  await expect(status).toHaveAttribute('aria-busy', 'false', { timeout: PATIENCE });
  await expect(status.locator('strong')).toHaveText(verdict, { timeout: PATIENCE });
}

const correspondence = (main: Locator) => main.getByRole('region', { name: 'Correspondence' });
const losses = (main: Locator) => main.getByRole('region', { name: 'Surrogate losses' });
const picture = (main: Locator, side: 'left' | 'right') =>
  main.getByRole('group', { name: new RegExp(`^Nodes on the ${side}`) });

test('every claim of the lecture is proved on screen', async ({ page }) => {
  const { complaints } = await watch(page);
  const main = await openPage(page);
  for (const { title, make, sizes } of CLAIM_ROWS)
    await test.step(title, async () => {
      const claim = make(sizes?.value ?? 1);
      await main.getByText(title, { exact: true }).click();
      await expect(main.getByText(claim.sentence)).toBeVisible();
      await expectVerdict(main, 'equivalent:');
      const rows = correspondence(main).getByRole('row');
      // One more has the heads.
      await expect(rows).toHaveCount(1 + claim.correspondence.length + claim.reading.length);
      for (const { as } of claim.correspondence)
        await expect(rows.filter({ has: page.getByText(as, { exact: true }) }).first()).toContainText('=');
      await expect(main.getByRole('switch', { checked: true })).toHaveCount(
        claim.left.steps.length + claim.right.steps.length,
      );
      await expect(losses(main).getByText('=', { exact: true })).not.toHaveCount(0);
      await expect(losses(main).getByText('≠', { exact: true })).toHaveCount(0);
    });
  expect(complaints).toEqual([]);
});

test('DRAW is proved in every number of steps', async ({ page }) => {
  const main = await openPage(page, '?claim=draw-svg-inf&size=2');
  const steps = main.getByRole('slider', { name: 'Steps' });
  for (const size of [2, 3, 4, 5]) {
    await expect(steps).toHaveValue(String(size));
    await expectVerdict(main, 'equivalent:');
    // A line for every reward, and the last one.
    await expect(losses(main).getByRole('listitem')).toHaveCount(size + 1);
    expect(new URL(page.url()).hash).toContain(`size=${size}`);
    await steps.press('ArrowRight');
  }
});

test('leaving out a step says the difference, and what rests on it; putting it back proves it again', async ({
  page,
}) => {
  const main = await openPage(page, '?claim=gan-svg-0');
  await expectVerdict(main, 'equivalent:');
  const given = main.getByRole('switch', { name: 'y is given' });
  await given.focus();
  await given.press('Space');
  await expectVerdict(main, 'different:');
  await expect(main.getByRole('status')).toContainText(/the noise .*y.* is on the left alone/);
  await expect(main.getByText(/^not done: /)).toContainText('differ in kind');
  await expect(correspondence(main).getByRole('row').filter({ hasText: 'nothing' })).toContainText('≠');
  await expect(losses(main).getByText('≠', { exact: true })).not.toHaveCount(0);
  await given.press('Space');
  await expectVerdict(main, 'equivalent:');

  const shared = main.getByRole('switch', { name: /are one draw, epsilon_a0$/ });
  await shared.click();
  await expectVerdict(main, 'different:');
});

test('any two graphs are told apart, and what is presupposed makes them one', async ({ page }) => {
  const main = await openPage(page, '?claim=nvil-policy-gradient');
  await expectVerdict(main, 'equivalent:');
  await main.getByText('Any two graphs', { exact: true }).click();
  await expect(main.getByLabel('Graph on the left')).toHaveValue('nvil');
  await expectVerdict(main, 'different:');
  // What is offered first, one after the other, is what the claim presupposes.
  const offers = main.getByRole('button', { name: /^Presuppose that, / });
  const stated = main.getByRole('switch');
  for (let i = 1; i <= 4; i++) {
    await offers.first().click();
    await expect(stated).toHaveCount(i);
    await expectVerdict(main, i < 4 ? 'different:' : 'equivalent:');
  }
  await expect(offers).toHaveCount(0);
  await main
    .getByRole('button', { name: /^Remove: / })
    .first()
    .click();
  await expectVerdict(main, 'different:');

  await openPage(page, '?claim=gan-svg-0');
  await main.getByText('Any two graphs', { exact: true }).click();
  await main.getByRole('button', { name: /all that “GAN = SVG\(0\)” does$/ }).click();
  await expectVerdict(main, 'equivalent:');
  await expect(main.getByRole('status')).toContainText('on the 4 assumptions below');
});

test('another graph and another plan are compared at once, and a link holds the choice', async ({ page }) => {
  const main = await openPage(page, '?left=vae&right=nvil');
  await expectVerdict(main, 'different:');
  await main.getByLabel('Graph on the right').selectOption('vae');
  await expectVerdict(main, 'equivalent:');
  await main.getByLabel('Plan on the right').selectOption('NVIL estimator');
  await expectVerdict(main, 'different:');
  await expect(main.getByRole('status')).toContainText('is pathwise on the left');

  await main.getByLabel('Graph on the left').selectOption('draw');
  await main.getByLabel('Graph on the right').selectOption('svg-inf');
  await main.getByLabel('Horizon on the right').fill('4');
  await expectVerdict(main, 'different:');
  const address = new URL(page.url()).hash;
  await openPage(page, address.slice(ADDRESS.length));
  await expect(main.getByLabel('Graph on the left')).toHaveValue('draw');
  await expect(main.getByLabel('Horizon on the right')).toHaveValue('4');
});

test('a link holds what is presupposed, and what of it is left out', async ({ page }) => {
  const main = await openPage(page, '?left=nvil&right=policy-gradient');
  await expectVerdict(main, 'different:');
  await main
    .getByRole('button', { name: /^Presuppose that, / })
    .first()
    .click();
  const stated = main.getByRole('switch');
  await expect(stated).toBeChecked();
  await stated.click();
  const name = await stated.getAttribute('aria-label');
  await page.reload();
  await expect(main.getByRole('switch', { name: name ?? '', exact: true })).not.toBeChecked();

  await openPage(page, '?claim=vae-svg-inf&without=left%20fix%20theta');
  await expectVerdict(main, 'different:');
  await openPage(page, '?claim=vae-svg-inf&without=left%20burn%20theta');
  await expectVerdict(main, 'equivalent:');
  await expect(
    page.getByText('The link’s step “left burn theta” cannot be read, and is left out.'),
  ).toBeVisible();
});

test('a link to what there is not says so, and what to do', async ({ page }) => {
  const main = await openPage(page, '?left=vae&right=nope');
  await expect(main.getByText('There is no example called nope: choose another below.')).toBeVisible();
  await main.getByLabel('Graph on the right').selectOption('vae');
  await expectVerdict(main, 'equivalent:');
  await openPage(page, '?claim=foo');
  await expect(page.getByText('There is no claim called “foo”, which the link asks for.')).toBeVisible();
  await page.goto('/#p/simple-5?plan=Nope');
  await expect(
    page.getByText('The link asks for a plan called “Nope”, which this graph does not have.'),
  ).toBeVisible();
});

test('the graph of the editor can stand on a side, and an empty one says so', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/nvil');
  await page.getByRole('button', { name: 'NVIL = policy gradient' }).click();
  const main = page.getByRole('main', { name: 'Equivalences' });
  await expectVerdict(main, 'equivalent:');
  await main.getByText('Any two graphs', { exact: true }).click();
  await main.getByLabel('Graph on the right').selectOption('nvil');
  await main.getByLabel('Graph on the left').selectOption('open');
  await expectVerdict(main, 'equivalent:');

  await page.goBack();
  await expect(lab.canvas).toBeVisible();
  await lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), 'New graph');
  await lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), 'Equivalences');
  await expect(main.getByRole('status')).toContainText('The editor’s graph is empty');
});

test('pointing at a node by keys lights its partner, its row and its terms', async ({ page }) => {
  const main = await openPage(page, '?claim=nvil-policy-gradient');
  await expectVerdict(main, 'equivalent:');
  const left = picture(main, 'left');
  // One stop for the tab key, and arrows from node to node.
  await expect(left.locator('button[tabindex="0"]')).toHaveCount(1);
  await left.locator('button[tabindex="0"]').focus();
  const circle = left.getByRole('button', { name: /^stochastic node h,/ });
  for (let i = 0; i < 12 && !(await circle.evaluate((node) => node === document.activeElement)); i++)
    await page.keyboard.press('ArrowRight');
  await expect(circle).toBeFocused();
  await expect(picture(main, 'right').getByRole('button', { name: /stochastic node a0/ })).toHaveAttribute(
    'data-emphasis',
    'strong',
  );
  await expect(
    correspondence(main)
      .getByRole('row')
      .filter({ has: page.getByText('action', { exact: true }) }),
  ).toHaveAttribute('data-lit', 'true');
  await expect(losses(main).locator('[data-node="h"][data-lit="true"]')).not.toHaveCount(0);
  await expect(losses(main).locator('[data-node="a0"][data-lit="true"]')).not.toHaveCount(0);
  await expect(losses(main).locator('[data-node="x"][data-lit="true"]')).toHaveCount(0);
});

test('the slider turns one graph into the other, and nothing plays unasked', async ({ page }) => {
  const main = await openPage(page, '?claim=vae-svg-inf');
  await expectVerdict(main, 'equivalent:');
  const slider = main.getByRole('slider', { name: 'From Variational autoencoder to SVG(∞)' });
  const nodes = picture(main, 'left').getByRole('button');
  const whole = await nodes.count();
  await expect(slider).toHaveValue('0');
  await slider.fill('0.5');
  // The normal form: what is matched, and nothing else.
  await expect(nodes).toHaveCount(5);
  await slider.fill('1');
  await expect(nodes).toHaveCount(await picture(main, 'right').getByRole('button').count());
  await slider.fill('0');
  await expect(nodes).toHaveCount(whole);

  // Without motion it goes on by parts.
  const next = main.getByRole('button', { name: 'Next', exact: true });
  for (const value of ['0.35', '0.65', '1', '0']) {
    await next.click();
    await expect(slider).toHaveValue(value);
  }
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await main.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(slider).toHaveValue('1', { timeout: PATIENCE });
  await expect(main.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('a visitor comes from the gallery, opens a side as a graph, and goes back', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Examples' })
    .getByRole('button', { name: /^DRAW = SVG/ })
    .click();
  const main = page.getByRole('main', { name: 'Equivalences' });
  await expectVerdict(main, 'equivalent:');
  expect(new URL(page.url()).hash).toContain('claim=draw-svg-inf');
  await page.goBack();
  await expect(lab.canvas).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Five simple graphs · 2');

  await page.goForward();
  await main.getByRole('button', { name: 'Open in the editor: DRAW' }).press('Enter');
  await expect(page.getByLabel('Title')).toHaveValue('DRAW');
  await page.goBack();
  await expectVerdict(main, 'equivalent:');
  await page.getByRole('button', { name: 'Back to the graph' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('DRAW');
});

test("nothing stands in anybody's way, whatever their window and their theme", async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const main = await openPage(page, '?claim=draw-svg-inf&size=2');
  await expectVerdict(main, 'equivalent:');
  await main.getByRole('switch').first().click();
  await expectVerdict(main, 'different:');
  await expectNoBarrierToAnybody(page);
  await main.getByText('Any two graphs', { exact: true }).click();
  await expectVerdict(main, 'different:');
  await expectNoBarrierToAnybody(page);
});
