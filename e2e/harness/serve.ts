import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import type { KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';
import type { Quirks } from '../../src/engine/executors/webgl/context';
import type { Feeds, Program } from '../../src/engine/ir/program';
import type { Answer, Order, PlainBatch } from './bench';
import type { Holdings } from './harness';
import type { PlanAnswer, PlanOrder } from './tensorBench';

const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url));
const folder = fileURLToPath(new URL('../../dist-harness', import.meta.url));

/** A page with the harness, and what has been opened on it. */
class HarnessPage {
  readonly #opened = new Set<string>();

  constructor(readonly page: Page) {}

  async open(bench: 'bench' | 'tensorBench', words: RegExp): Promise<void> {
    if (this.#opened.has(bench)) return;
    const device = await this.page.evaluate((name) => window.harness[name].open(), bench);
    expect(device).toMatch(words);
    this.#opened.add(bench);
  }
}

/**
 * Tests that have the harness page built and open: one page a worker, since loading it and opening its context takes
 * longer than most of them. What a test prepared is disposed of at its end. Those that count what a page holds, lose
 * its context or break it say `isFresh`.
 */
export const test = base.extend<
  { isFresh: boolean; fused: Fused; device: PageDevice; ownPage: HarnessPage },
  { harnessAddress: string; sharedPage: HarnessPage }
>({
  harnessAddress: [
    // Playwright reads the names of wanted fixtures from this pattern.
    // biome-ignore lint/correctness/noEmptyPattern: no fixture is wanted
    async ({}, use, { parallelIndex }) => {
      // A folder for each worker, or one would empty it while another serves from it.
      const outDir = `${folder}/${parallelIndex}`;
      await build({ configFile, configLoader: 'runner', logLevel: 'error', build: { outDir } });
      const server = await preview({
        configFile,
        configLoader: 'runner',
        build: { outDir },
        preview: { port: 0, host: '127.0.0.1' },
      });
      const [address] = server.resolvedUrls?.local ?? [];
      if (!address) throw new Error('the harness is not served');
      await use(address);
      await server.close();
    },
    { scope: 'worker' },
  ],
  sharedPage: [
    async ({ browser, harnessAddress }, use) => {
      const page = await browser.newPage();
      await page.goto(harnessAddress);
      await use(new HarnessPage(page));
      await page.close();
    },
    { scope: 'worker' },
  ],
  isFresh: [false, { option: true }],
  ownPage: async ({ browser, harnessAddress, sharedPage, isFresh }, use) => {
    if (!isFresh) return use(sharedPage);
    const page = await browser.newPage();
    await page.goto(harnessAddress);
    await use(new HarnessPage(page));
    await page.close();
  },
  fused: async ({ ownPage, isFresh }, use) => {
    await ownPage.open('bench', /^(?!.*no-)/);
    const fused = new Fused(ownPage.page);
    await use(fused);
    if (!isFresh) await fused.disposeAll();
  },
  device: async ({ ownPage }, use) => {
    await ownPage.open('tensorBench', /WebGL, /);
    await use(new PageDevice(ownPage.page));
  },
});

/** The executor on the page, driven from the test. */
export class Fused {
  readonly #prepared: number[] = [];

  constructor(readonly page: Page) {}

  /** The number of the runner, or the failure. */
  async prepare(program: Program, side?: number, quirks?: Quirks): Promise<number | string> {
    const number = await this.page.evaluate(([p, s, q]) => window.harness.bench.prepare(p, s, q), [
      program,
      side,
      quirks,
    ] as const);
    if (typeof number === 'number') this.#prepared.push(number);
    return number;
  }

  async ready(program: Program, side?: number, quirks?: Quirks): Promise<number> {
    const number = await this.prepare(program, side, quirks);
    if (typeof number === 'string') throw new Error(number);
    return number;
  }

  disposeAll(): Promise<void> {
    return this.page.evaluate((numbers) => {
      for (const n of numbers) window.harness.bench.runner(n).dispose();
    }, this.#prepared);
  }

  answer(runner: number, order: Order): Promise<Answer> {
    return this.page.evaluate(([n, o]) => window.harness.bench.run(n, o), [runner, order] as const);
  }

  async run(runner: number, order: Order): Promise<PlainBatch> {
    const answer = await this.answer(runner, order);
    if ('failure' in answer) throw new Error(`${answer.failure}: ${answer.detail}`);
    return answer.batch;
  }
}

/** The device `webgl` on the page, driven from the test. */
export class PageDevice {
  constructor(readonly page: Page) {}

  /** The number of the program, or the failure. */
  prepare(plan: KernelPlan): Promise<number | string> {
    return this.page.evaluate((p) => window.harness.tensorBench.prepare(p), plan);
  }

  async ready(plan: KernelPlan): Promise<number> {
    const number = await this.prepare(plan);
    if (typeof number === 'string') throw new Error(number);
    return number;
  }

  answer(program: number, order: PlanOrder): Promise<PlanAnswer> {
    return this.page.evaluate(([n, o]) => window.harness.tensorBench.run(n, o), [program, order] as const);
  }

  async run(program: number, order: PlanOrder): Promise<Readonly<Record<string, readonly number[]>>> {
    const answer = await this.answer(program, order);
    if (typeof answer === 'string') throw new Error(answer);
    return answer;
  }

  dispose(program: number): Promise<void> {
    return this.page.evaluate((n) => window.harness.tensorBench.program(n).dispose(), program);
  }

  holdings(): Promise<Holdings> {
    return this.page.evaluate(() => window.harness.holdings());
  }
}

export function feedsOf(feeds: Order['feeds']): Feeds {
  return new Map(Object.entries(feeds).map(([name, values]) => [name, Float64Array.from(values)]));
}
