import { expect, type Page, test } from '@playwright/test';

/** Everything that a healthy page never does, gathered from before its first script runs. */
async function watch(page: Page): Promise<{ complaints: string[]; hosts: Set<string> }> {
  const complaints: string[] = [];
  const hosts = new Set<string>();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed request: ${request.url()}`));
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol === 'http:' || protocol === 'https:') hosts.add(host);
  });
  await page.exposeFunction('complain', (text: string) => complaints.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const complain: unknown = Reflect.get(window, 'complain');
      if (typeof complain === 'function') complain(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { complaints, hosts };
}

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
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "inline script ran"';
    document.head.append(script);
  });
  await expect.poll(() => complaints.join('\n')).toContain('policy: script-src-elem inline');
  await expect(page).toHaveTitle(/SCG lab/);
});
