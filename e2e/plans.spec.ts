import { expect, type Locator, test } from '@playwright/test';
import { LabPage } from './labPage';

/** The plan's line in the table of plans. */
function lineOf(lab: LabPage, plan: string): Locator {
  return lab.plans
    .getByRole('row')
    .filter({ has: lab.page.getByRole('button', { name: `More about ${plan}`, exact: true }) });
}

function moreAbout(lab: LabPage, plan: string): Locator {
  return lab.plans.getByRole('button', { name: `More about ${plan}`, exact: true });
}

function estimatorOf(lab: LabPage, node: string, plan: string): Locator {
  return lab.plans.getByRole('button', { name: `Estimator of ${node} in ${plan}`, exact: true });
}

test('plans are added, duplicated, renamed, hidden and removed', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/smooth');
  await lab.untilEstimated(1);
  await expect(lab.numbers.getByRole('rowheader')).toHaveText(['Score', 'Pathwise']);

  await lab.plans.getByRole('button', { name: 'Add plan' }).click();
  await lab.choose(moreAbout(lab, 'Score'), 'Duplicate');
  await expect(lab.numbers.getByRole('rowheader')).toHaveText(['Score', 'Score 2', 'Pathwise', 'Plan']);

  await lab.choose(moreAbout(lab, 'Score 2'), 'Rename');
  await lab.plans.getByLabel('Name of the plan').fill('Pathwise');
  await page.keyboard.press('Enter');
  await expect(lab.plans.getByText('there is another plan called Pathwise')).toBeVisible();
  await lab.plans.getByLabel('Name of the plan').fill('With a baseline');
  await page.keyboard.press('Enter');
  await expect(lineOf(lab, 'With a baseline')).toBeVisible();

  await lab.choose(moreAbout(lab, 'Plan'), 'Hide from the figures');
  await expect(lab.numbers.getByRole('rowheader')).toHaveText(['Score', 'With a baseline', 'Pathwise']);
  await lab.choose(moreAbout(lab, 'Plan'), 'Show in the figures');
  await expect(lab.numbers.getByRole('rowheader')).toHaveCount(4);

  for (const plan of ['Plan', 'With a baseline', 'Score']) await lab.choose(moreAbout(lab, plan), 'Remove');
  await expect(lab.numbers.getByRole('rowheader')).toHaveText(['Pathwise']);
  await moreAbout(lab, 'Pathwise').click();
  const remove = page.getByRole('menuitem', { name: /^Remove/ });
  await expect(remove).toBeDisabled();
  await expect(remove).toContainText('a graph needs one plan to run');
});

test('an estimator and a baseline are chosen from a menu, and change what is measured', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/smooth');
  await lab.untilEstimated(20_000);
  const plain = (await lab.readPlan('Score')).variance.value;
  const pathwise = (await lab.readPlan('Pathwise')).variance.value;
  // Seven to one: no seed brings them near each other.
  expect(plain).toBeGreaterThan(4 * pathwise);

  const score = estimatorOf(lab, 'x', 'Score');
  await lab.choose(score, 'Score, constant baseline');
  await score.click();
  await page.getByLabel('baseline b', { exact: true }).fill('2');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(score).toHaveText(/2$/);
  await lab.untilEstimated(20_000);
  await expect.poll(async () => (await lab.readPlan('Score')).variance.value).toBeLessThan(0.9 * plain);
  await expect(lab.row('Score').getByText('unbiased')).toBeVisible();

  await lab.choose(score, 'moving-average baseline');
  await expect(score).toHaveText(/avg$/);
  await lab.untilEstimated(20_000);
  await lab.choose(score, /^✓?Pathwise$/);
  await expect(score).toHaveText('pathwise');
  await lab.untilEstimated(20_000);
  await expect
    .poll(
      async () =>
        (await lab.readPlan('Score')).variance.value / (await lab.readPlan('Pathwise')).variance.value,
    )
    .toBeCloseTo(1, 1);
});

test('an estimator that a distribution does not have is disabled, with why', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-3');
  await estimatorOf(lab, 'y', 'Score').click();
  const pathwise = page.getByRole('menuitemradio', { name: /^Pathwise/ });
  await expect(pathwise).toBeDisabled();
  await expect(pathwise).toContainText('Bernoulli has no differentiable path');
  await pathwise.click({ force: true });
  await page.keyboard.press('Escape');
  await expect(estimatorOf(lab, 'y', 'Score')).toHaveText('score');
  await estimatorOf(lab, 'x', 'Score').click();
  await expect(page.getByRole('menuitemradio', { name: /^Pathwise/ })).toBeEnabled();
});

test('where Condition 1 fails the page says so, marks the edge and mends it with one press', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await lab.open('#p/step');
  await lab.untilEstimated(10_000);
  await expect(lab.row('Score').getByText('unbiased')).toBeVisible();
  await expect(lab.row('Pathwise').getByText(/^biased/)).toBeVisible();

  await expect(lab.plans.getByText('holds', { exact: true })).toBeVisible();
  await lineOf(lab, 'Pathwise').getByRole('button', { name: 'Pathwise', exact: true }).click();
  await expect(lab.plans.getByText('violated', { exact: true })).toBeVisible();
  await expect(lab.plans.getByText(/but step jumps there/)).toBeVisible();
  await lab.edge('x', 'f').hover();
  await expect(page.getByText(/Condition 1 fails here/)).toBeVisible();

  await lab.plans.getByRole('button', { name: 'Score x instead' }).click();
  await expect(lab.plans.getByText('holds', { exact: true })).toBeVisible();
  await expect(estimatorOf(lab, 'x', 'Pathwise')).toHaveText('score');
  await expect(lab.row('Pathwise').getByText('unbiased')).toBeVisible();
  await lab.edge('x', 'f').hover();
  await expect(page.getByText(/Condition 1 fails here/)).toBeHidden();
});

test('probs and logits are exchanged without changing the distribution', async ({ page }) => {
  const lab = new LabPage(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open('#p/simple-3');
  await lab.select(lab.node('stochastic node', 'y'));
  const inspector = lab.inspector('y');
  await expect(lab.field('logits')).toHaveValue('2*x');
  await inspector.getByRole('radio', { name: 'probs' }).click();
  await expect(lab.field('probs')).toHaveValue('sigmoid(2*x)');
  await inspector.getByRole('radio', { name: 'logits' }).click();
  await expect(lab.field('logits')).toHaveValue('2*x');
});
