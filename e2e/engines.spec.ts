import { expect, test } from '@playwright/test';
import { type Browser, ENGINES, type Engine, startBrowser, whyNot } from './engines/browser';
import { type Site, startSite } from './engines/site';

/** Every page, and what a visitor first does there. */
const PAGES: Readonly<Record<string, (browser: Browser, site: Site) => Promise<void>>> = {
  'the editor: an example runs, pauses and goes on': async (browser, { address }) => {
    await browser.open(`${address}#p/simple-5`);
    await browser.untilMore('estimates', 100);
    await browser.press('Pause');
    await browser.until('the run is paused', () => document.querySelector('[aria-label=Run]') !== null);
    const paused = await browser.count('estimates');
    await browser.press('Run');
    await browser.untilMore('estimates', paused);
    await browser.untilSaid('exact gradient');
  },
  'the training of an example starts, pauses and goes on': async (browser, { address }) => {
    await browser.open(`${address}#p/vae-kl`);
    await browser.press('Start training');
    await browser.untilMore('steps', 3);
    await browser.press('Pause training');
    const paused = await browser.count('steps');
    await browser.press('Start training');
    await browser.untilMore('steps', paused);
  },
  'the table of one-liners: its rows come to their verdicts': async (browser, { address }) => {
    await browser.open(`${address}#p/one-liners`);
    await browser.untilSaid('agrees');
  },
  'one problem, every estimator: its rows are measured': async (browser, { address }) => {
    await browser.open(`${address}#p/every-estimator`);
    await browser.untilSaid('unbiased');
  },
  'the equivalences: a claim is proved': async (browser, { address }) => {
    await browser.open(`${address}#p/equivalences`);
    await browser.untilSaid('equivalent:');
  },
  'an embedded graph runs': async (browser, { address }) => {
    await browser.open(`${address}#p/simple-5?embed`);
    await browser.untilMore('estimates', 100);
  },
};

test.describe.configure({ mode: 'parallel' });

// The other tests are Chromium's.
for (const engine of ENGINES.filter((own): own is Exclude<Engine, 'Chromium'> => own !== 'Chromium'))
  test(`every page works in ${engine}`, async () => {
    const why = whyNot(engine);
    test.skip(why !== undefined, `NOT TRIED IN ${engine.toUpperCase()}: ${why}`);
    const site = await startSite();
    const browser = await startBrowser(engine);
    try {
      for (const [page, visit] of Object.entries(PAGES))
        await test.step(page, async () => {
          await visit(browser, site);
          expect(await browser.complaints()).toEqual([]);
        });
    } finally {
      await browser.quit();
      await site.close();
    }
  });
