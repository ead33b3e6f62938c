/**
 * Measures the built page as a visitor feels it: the time from an edit, and from a slider's move, to the first new
 * estimate on screen; tasks that hold the main thread up while it runs; and whether memory stays flat over many rounds.
 *
 *     npm run bench:page [-- --rounds 10000]
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { chromium, type Page, type Worker } from '@playwright/test';
import { build, preview } from 'vite';
import { findBrowser } from '../../scripts/browser.mjs';
import { tellLongestTasks } from './tasks';

const EDITS = 12;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10000' } } });
const rounds = Number(values.rounds);

declare global {
  interface Window {
    /** Milliseconds from the last input event until the estimates on screen began anew. */
    delays: number[];
  }
}

await build({
  configLoader: 'runner',
  logLevel: 'error',
  build: { outDir: 'dist-bench/site', emptyOutDir: true },
});
const server = await preview({
  configLoader: 'runner',
  preview: { port: 0 },
  build: { outDir: 'dist-bench/site' },
});
const address = server.resolvedUrls?.local[0] ?? '';
const executablePath = await findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-background-networking',
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
  ],
});

const load = loadavg()[0] ?? Number.NaN;
console.info(`load before the run ${load.toFixed(1)}`);
for (const preset of ['simple-1', 'simple-5', 'rough']) {
  const page = await open(preset);
  await page.evaluate(watchDelays);
  console.info(`${preset}: edit to first estimate, ms: ${spread(await edits(page))}`);
  console.info(`${preset}: slider to first estimate, ms: ${spread(await slides(page))}`);
  await page.close();
}
await tellLongestTasks(browser, address, console.info);
await memory(await open('simple-5'));
await browser.close();
await server.close();

async function open(preset: string): Promise<Page> {
  const fresh = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await fresh.goto(`${address}#p/${preset}`);
  await fresh.getByText('fused WebGL').waitFor({ timeout: 60_000 });
  await fresh.waitForTimeout(3000);
  return fresh;
}

/** Notes, for every input event, how long the count on screen takes to begin anew. */
function watchDelays(): void {
  window.delays = [];
  let since: number | undefined;
  let last = 0;
  addEventListener(
    'input',
    () => {
      since = performance.now();
    },
    true,
  );
  const host = document.querySelector('[data-testid="estimates"]');
  if (!host) throw new Error('no count of estimates');
  new MutationObserver(() => {
    const count = Number((host.textContent ?? '').replaceAll(',', ''));
    const began = count > 0 && count !== last && (last === 0 || count < last);
    last = count;
    if (!began || since === undefined) return;
    const started = since;
    since = undefined;
    requestAnimationFrame(() => window.delays.push(performance.now() - started));
  }).observe(host, { childList: true, characterData: true, subtree: true });
}

/** Other formulas for the first cost: each is compiled anew. */
async function edits(page: Page): Promise<number[]> {
  await page
    .getByLabel(/^cost f/)
    .first()
    .click();
  const field = page.getByRole('textbox', { name: 'Expression' });
  const text = await field.inputValue();
  for (let i = 1; i <= EDITS; i++) {
    await field.fill(`${text} + ${i}`);
    await delayed(page, i);
  }
  await field.blur();
  return page.evaluate(() => window.delays.splice(0));
}

async function slides(page: Page): Promise<number[]> {
  await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } });
  const slider = page.getByRole('slider').last();
  await slider.focus();
  for (let i = 1; i <= EDITS; i++) {
    await page.keyboard.press(i % 2 ? 'ArrowRight' : 'ArrowLeft');
    await delayed(page, i);
  }
  return page.evaluate(() => window.delays.splice(0));
}

async function delayed(page: Page, count: number): Promise<void> {
  await page.waitForFunction((n) => window.delays.length >= n, count, { timeout: 20_000 });
  await page.waitForTimeout(700);
}

/** The heap of page and worker after collection, and what the worker holds on the graphics device. */
async function memory(page: Page): Promise<void> {
  const worker = await drawingWorker(page);
  const readings: Reading[] = [];
  for (let part = 0; part <= 5; part++) {
    const target = (rounds * part) / 5;
    for (let done = 0; done < target; ) {
      await page.waitForTimeout(500);
      done = await worker.evaluate(() => (globalThis as unknown as Counts).draws);
    }
    const own = await worker.evaluate(readWorker);
    const heap = await page.evaluate(readHeap);
    readings.push({ ...own, page: heap });
    console.info(
      `after ${own.draws} draws: page ${mib(heap)}, worker ${mib(own.worker)}, textures ${signed(own.textures)}, buffers ${signed(own.buffers)}, programs ${signed(own.programs)}`,
    );
  }
}

interface Counts {
  draws: number;
  textures: number;
  buffers: number;
  programs: number;
}

interface Reading extends Counts {
  readonly worker: number;
  readonly page: number;
}

/** The worker that draws, with its calls counted from now on. */
async function drawingWorker(page: Page): Promise<Worker> {
  for (const worker of page.workers()) {
    // The runner of this script marks functions with a helper that the worker lacks.
    await worker.evaluate('globalThis.__name = (f) => f');
    await worker.evaluate(() => {
      const counts = Object.assign(globalThis, { draws: 0, textures: 0, buffers: 0, programs: 0 });
      const count = (name: string, add: () => void) => {
        const original: unknown = Reflect.get(WebGL2RenderingContext.prototype, name);
        if (typeof original !== 'function') return;
        Reflect.set(
          WebGL2RenderingContext.prototype,
          name,
          function counted(this: unknown, ...args: unknown[]) {
            add();
            return Reflect.apply(original, this, args);
          },
        );
      };
      const draw = () => {
        counts.draws++;
      };
      for (const name of ['drawArrays', 'drawElements', 'drawArraysInstanced']) count(name, draw);
      for (const [thing, key] of [
        ['Texture', 'textures'],
        ['Buffer', 'buffers'],
        ['Program', 'programs'],
      ] as const) {
        count(`create${thing}`, () => {
          counts[key]++;
        });
        count(`delete${thing}`, () => {
          counts[key]--;
        });
      }
    });
  }
  for (;;) {
    await page.waitForTimeout(500);
    for (const worker of page.workers())
      if ((await worker.evaluate(() => (globalThis as unknown as Counts).draws)) > 0) return worker;
  }
}

function readWorker(): Counts & { worker: number } {
  const { draws, textures, buffers, programs, gc } = globalThis as unknown as Counts & { gc?: () => void };
  gc?.();
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  return { draws, textures, buffers, programs, worker: memory?.usedJSHeapSize ?? Number.NaN };
}

function readHeap(): number {
  (globalThis as unknown as { gc?: () => void }).gc?.();
  const { memory } = performance as unknown as { memory?: { usedJSHeapSize: number } };
  return memory?.usedJSHeapSize ?? Number.NaN;
}

function spread(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (q: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN);
  return `median ${at(0.5)}, worst ${at(1)} of ${sorted.length}`;
}

function mib(bytes: number): string {
  return Number.isFinite(bytes) ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : 'not told';
}

function signed(n: number): string {
  return n > 0 ? `+${n}` : String(n);
}
