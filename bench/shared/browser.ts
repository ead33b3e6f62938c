import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findBrowser } from '../../scripts/browser.mjs';

/**
 * Software WebGPU is refused without the first flag; without the second a page that lost its context keeps those after
 * it from getting one; the third and fourth tell memory exactly. Root may not use Chromium's sandbox.
 */
const launchFlags = [
  '--enable-unsafe-webgpu',
  '--disable-domain-blocking-for-3d-apis',
  '--enable-precise-memory-info',
  '--js-flags=--expose-gc',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The built benchmark page, served, and a browser to open it in. */
export interface Bench {
  readonly browser: Browser;
  /**
   * Does `work` in a page of its own, so that a crash, a lost context or a leak stays in it. A page that has not ended
   * after so many milliseconds counts as failed: it may hang.
   */
  inPage<T>(work: (page: Page) => Promise<T>, limit: number): Promise<T>;
  /** A page that stays until it is closed. */
  openPage(): Promise<Page>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const configFile = fileURLToPath(new URL('page/vite.config.ts', import.meta.url));
  // A folder of its own, or two benchmarks at once would empty each other's.
  const outDir = fileURLToPath(new URL(`../../dist-bench/page-${process.pid}`, import.meta.url));
  await build({ configFile, configLoader: 'runner', logLevel: 'error', build: { outDir } });
  const server = await preview({
    configFile,
    configLoader: 'runner',
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the preview server has no address');
  const executablePath = await findBrowser();
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: launchFlags });
  return {
    browser,
    inPage: (work, limit) => inPage(browser, address, work, limit),
    openPage: () => openPage(browser, address),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.waitForFunction(() => window.bench !== undefined);
  return page;
}

async function inPage<T>(
  browser: Browser,
  address: string,
  work: (page: Page) => Promise<T>,
  limit: number,
): Promise<T> {
  const page = await openPage(browser, address);
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no end after ${limit / 1000} s`)), limit);
    });
    return await Promise.race([work(page), late]);
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
