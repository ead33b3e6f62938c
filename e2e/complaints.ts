import type { Page } from '@playwright/test';

export interface Watched {
  /** Everything that a healthy page never does: errors, failed requests, violations of its policy. */
  readonly complaints: string[];
  /** The hosts that were asked for anything. */
  readonly hosts: Set<string>;
}

/** Gathers what a page complains of, from before its first script runs. */
export async function watch(page: Page): Promise<Watched> {
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
