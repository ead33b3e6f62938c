import { expect, test } from '@playwright/test';
import { LabPage, PATIENCE } from './labPage';

test('a truth that takes long shows how far it is, is cancelled, and is worked out again', async ({
  page,
}) => {
  // The worker is kept from its script: to the page it is a truth without an end.
  await page.route(/truthWorker/, () => {});
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await expect(lab.run.getByRole('progressbar', { name: /Working out the truth/ })).toBeVisible({
    timeout: PATIENCE,
  });
  await expect.poll(() => lab.estimates(), { timeout: PATIENCE }).toBeGreaterThan(0);
  await lab.run.getByRole('button', { name: 'Cancel' }).click();
  await expect(lab.run.getByText('Working out the truth was cancelled.')).toBeVisible();
  await expect(page.getByText('unbiased')).toHaveCount(0);

  await page.unroute(/truthWorker/);
  await lab.run.getByRole('button', { name: 'Work it out' }).click();
  await lab.untilEstimated(1);
  await expect(lab.row('Score').getByText('unbiased')).toBeVisible({ timeout: PATIENCE });
  await expect(lab.run.getByRole('progressbar')).toHaveCount(0);
});

/** A graph of one circle x below t, opened from a link as visitors do. */
function oneCircle(distribution: string, args: Record<string, string>, cost: string): string {
  return JSON.stringify({
    scg: 1,
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: 0, at: [0, 0] },
      { name: 'x', kind: 'stochastic', parents: ['t'], distribution, args, at: [1, 0] },
      { name: 'f', kind: 'cost', parents: ['x'], expression: cost, at: [2, 0] },
    ],
    plans: [
      { name: 'Score', nodes: { x: { estimator: 'score' } } },
      {
        name: 'Average',
        nodes: { x: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } } },
      },
    ],
  });
}

async function openDocument(lab: LabPage, text: string): Promise<void> {
  await lab.page.addInitScript((stored) => localStorage.setItem('scg-lab.document', stored), text);
  await lab.open();
}

test('an estimate whose tail is too heavy warns beside its mean', async ({ page }) => {
  const lab = new LabPage(page);
  await openDocument(lab, oneCircle('LogNormal', { loc: 't', scale: '4' }, 'x'));
  const sign = lab.row('Score').getByRole('img', { name: 'variance cannot be trusted' });
  await expect(sign).toBeVisible({ timeout: PATIENCE });
  await sign.hover();
  await expect(page.getByRole('tooltip')).toContainText('the sample variance cannot be trusted');
  await expect(page.getByRole('tooltip')).not.toContainText('infinite');
});

test('a truth of zero is shown as 0, and a moving average says what its moments hold for', async ({
  page,
}) => {
  const lab = new LabPage(page);
  await openDocument(lab, oneCircle('Normal', { loc: 't', scale: '1' }, 'x^2'));
  await lab.untilEstimated(1000);
  const { truth, verdict } = await lab.readPlan('Score');
  expect(truth.value).toBe(0);
  expect(verdict).toBe('unbiased');
  await expect(lab.row('Score').getByRole('img')).toHaveCount(0);
  await lab.row('Average').getByText('unbiased').hover();
  await expect(page.getByRole('tooltip')).toContainText('once the moving average has settled');
});

test('without a truth the page says why, and no long run of too heavy a tail stands in', async ({ page }) => {
  const lab = new LabPage(page);
  // Its expected cost is infinite.
  await openDocument(lab, oneCircle('Cauchy', { loc: 't', scale: '1' }, 'x^2'));
  await expect(lab.run.getByText('No exact truth: the far tails may matter')).toBeVisible({
    timeout: PATIENCE,
  });
  await expect(lab.plans.getByRole('rowheader', { name: /^(truth|long run)$/ })).toHaveCount(0);
});

test('a long run that stands in has its own name', async ({ page }) => {
  const lab = new LabPage(page);
  const many = JSON.parse(oneCircle('Normal', { loc: 't', scale: '1' }, 'cos(prod(x))'));
  many.nodes[1].shape = [9];
  await openDocument(lab, JSON.stringify(many));
  await expect(lab.run.getByText('compared with a long run')).toBeVisible({ timeout: PATIENCE });
  await expect(lab.run.getByText(/^No exact truth: 9 continuous variables/)).toBeVisible();
  await expect(lab.plans.getByRole('rowheader', { name: 'long run' })).toBeVisible();
});
