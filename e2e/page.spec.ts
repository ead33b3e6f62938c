import { expect, test } from '@playwright/test';
import { watch } from './complaints';

test('the built page loads without an error, a policy violation or another host', async ({ page }) => {
  const { complaints, hosts } = await watch(page);
  await page.goto('/');
  await expect(page).toHaveTitle(/SCG lab/);
  await expect(page.locator('#root')).not.toBeEmpty();
  await page.waitForLoadState('networkidle');
  expect(complaints).toEqual([]);
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});

test('the built page refuses scripts that are not its own', async ({ page }) => {
  const { complaints } = await watch(page);
  await page.goto('/');
  const ofText = page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline script ran"';
    document.head.append(script);
  });
  await expect(ofText).rejects.toThrow(/TrustedScript/);
  const ofAddress = page.evaluate(() => {
    const script = document.createElement('script');
    script.src = 'data:text/javascript,document.title="script of an address ran"';
    document.head.append(script);
  });
  await expect(ofAddress).rejects.toThrow(/TrustedScriptURL/);
  await expect.poll(() => complaints.join('\n')).toContain('policy: require-trusted-types-for');
  await expect(page).toHaveTitle(/SCG lab/);
});

test('a first visit shows an example that runs', async ({ page }) => {
  await page.goto('/');
  const canvas = page.getByRole('main', { name: 'Graph' });
  await expect(canvas.getByLabel('stochastic node x1', { exact: true })).toBeVisible();
  const numbers = page.getByRole('region', { name: 'Plans in numbers' });
  await expect(numbers.getByText('unbiased').first()).toBeVisible({ timeout: 30_000 });
});
