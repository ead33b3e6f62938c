import type { Browser, Page } from '@playwright/test';

/** In milliseconds. */
const SETTLING = 3000;
const WATCHED = 5000;
const PATIENCE = 60_000;

/** A task of the page's main thread, in milliseconds. */
interface Task {
  /** As the visitor feels it, which on a busy machine counts the work of others too. */
  readonly wall: number;
  /** What the thread itself computed. */
  readonly computing: number;
}

/** What is read here of Chromium's trace events; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What goes on while the main thread is watched: by words, the address of a page, and how it is set going. */
const SCENES: Readonly<Record<string, readonly [hash: string, begin: (page: Page) => Promise<void>]>> = {
  'a graph runs': [
    '#p/simple-5',
    async (page) => {
      await page.getByText('fused WebGL').waitFor({ timeout: PATIENCE });
      await page.waitForTimeout(SETTLING);
    },
  ],
  'the table of one-liners draws': [
    '#p/one-liners',
    async (page) => {
      await page.getByText('agrees', { exact: true }).first().waitFor({ timeout: PATIENCE });
      await page.waitForTimeout(SETTLING);
      await page.getByLabel('Seed of all rows').fill('5');
    },
  ],
  'every estimator is sampled': [
    '#p/every-estimator',
    async (page) => {
      await page
        .getByText(/so far|biased/)
        .first()
        .waitFor({ timeout: PATIENCE });
      await page.waitForTimeout(SETTLING);
      await page.getByRole('slider', { name: 'critic error' }).press('ArrowRight');
    },
  ],
  'a VAE is trained': ['#p/vae-kl', train],
  'a GAN is trained': ['#p/gan', train],
};

async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start training' }).click({ timeout: PATIENCE });
  await page.waitForFunction(
    () =>
      Number((document.querySelector('[data-testid="steps"]')?.textContent ?? '').replaceAll(',', '')) > 50,
    undefined,
    { timeout: PATIENCE },
  );
  await page.waitForTimeout(SETTLING);
}

/** Says for every scene what the longest task computed and how long it took: at most 50 ms should be the rule. */
export async function tellLongestTasks(
  browser: Browser,
  address: string,
  say: (line: string) => void,
): Promise<void> {
  for (const [words, [hash, begin]] of Object.entries(SCENES)) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address + hash);
    await begin(page);
    const tasks = await tasksOf(browser, page);
    const longest = (of: keyof Task) => Math.max(0, ...tasks.map((task) => task[of])).toFixed(0);
    say(`${words}: the longest task computes for ${longest('computing')} ms and takes ${longest('wall')} ms`);
    await page.close();
  }
}

/** The main thread's tasks within a stretch of time. */
async function tasksOf(browser: Browser, page: Page): Promise<Task[]> {
  await browser.startTracing(page, { categories: ['__metadata', 'disabled-by-default-devtools.timeline'] });
  await page.waitForTimeout(WATCHED);
  const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  const mainThreads = new Set(
    trace.traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return trace.traceEvents
    .filter(({ name, ph, pid, tid }) => name === 'RunTask' && ph === 'X' && mainThreads.has(`${pid} ${tid}`))
    .map(({ dur, tdur }) => ({ wall: (dur ?? 0) / 1000, computing: (tdur ?? dur ?? 0) / 1000 }));
}
