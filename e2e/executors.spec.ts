import { expect, test } from '@playwright/test';
import type { Document } from '../src/engine';
import { encodeShare } from '../src/engine/share/share';
import { findPreset } from '../src/presets/registry';
import { type Browser, startBrowser } from './engines/browser';
import { type Mishap, type Site, startSite } from './engines/site';

const NO_WEBGL = 'OffscreenCanvas.prototype.getContext = () => null';
/** Every context is taken away a moment after it was made. */
const LOSSES = `{
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = function (...args) {
    const gl = getContext.apply(this, args);
    setTimeout(() => gl?.getExtension("WEBGL_lose_context")?.loseContext(), 1000);
    return gl;
  };
}`;

/** Does its work with a page whose files are such. */
async function withPage(
  mishaps: readonly Mishap[],
  work: (browser: Browser, site: Site) => Promise<void>,
): Promise<void> {
  const site = await startSite();
  const browser = await startBrowser('Chromium');
  try {
    site.befall(mishaps);
    await work(browser, site);
  } finally {
    await browser.quit();
    await site.close();
  }
}

test.describe.configure({ mode: 'parallel' });

test('without WebGL2 that is the reason, on every page, and all goes on', () =>
  withPage(
    ['runService', 'surveyService', 'trainingService'].map((file) => ({ file, does: { before: NO_WEBGL } })),
    async (browser, { address }) => {
      await browser.open(`${address}#p/simple-5`);
      await browser.untilSaid('reference, float64: this browser gives background work no WebGL2');
      await browser.untilMore('estimates', await browser.count('estimates'));
      await browser.open(`${address}#p/every-estimator`);
      await browser.untilSaid(
        'Times are those of the reference executor, in float64: this browser gives background work no WebGL2.',
      );
      await browser.untilNotSaid('too large');
      await browser.open(`${address}#p/vae-kl`);
      await browser.press('Start training');
      await browser.untilMore('steps', 0);
      await browser.evaluate(() =>
        document.querySelector<HTMLElement>('[aria-label="Training run"] .noted')?.focus(),
      );
      await browser.untilSaid('no WebGL: this browser gives background work no WebGL2');
      expect(await browser.complaints()).toEqual([]);
    },
  ));

test('code that could not be downloaded is the reason, and reloading the page mends it', () =>
  withPage([{ file: 'fusedExecutor', does: 'missing' }], async (browser, site) => {
    await browser.open(`${site.address}#p/simple-5`);
    await browser.untilSaid(
      'reference, float64: the part of the page that uses WebGL2 could not be downloaded',
    );
    await browser.untilMore('estimates', await browser.count('estimates'));
    site.befall([]);
    await browser.open(`${site.address}#p/simple-5`);
    await browser.untilSaid('fused WebGL');
  }));

test('a graph too large for one shader is told as that', () =>
  withPage([], async (browser, { address }) => {
    const preset = findPreset('simple-2')?.document;
    if (!preset) throw new Error('no preset');
    const [plan] = preset.plans;
    if (!plan) throw new Error('no plan');
    const large: Document = { ...preset, plans: [{ ...plan, samples: 100_000 }] };
    await browser.open(address + encodeShare(large));
    await browser.untilSaid('reference, float64: the graph is too large for one shader');
  }));

test('a context that is lost again and again is the reason, and nothing is said to be too large', () =>
  withPage(
    ['runService', 'surveyService'].map((file) => ({ file, does: { before: LOSSES } })),
    async (browser, { address }) => {
      await browser.open(`${address}#p/simple-5`);
      await browser.untilSaid('reference, float64: the graphics context was lost');
      await browser.untilSaid('the run stays on the reference executor');
      await browser.untilMore('estimates', await browser.count('estimates'));
      await browser.untilNotSaid('too large');
    },
  ));
