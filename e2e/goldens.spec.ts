import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { build } from 'vite';
import { watch } from './complaints';
import type { GalleryDoor } from './gallery/main';

/** Of sections that are seen in the dark, too, and on a narrow window. */
const IN_THE_DARK = [
  'editor',
  'graph-live',
  'graph-hovered',
  'graph-findings',
  'lab-truth',
  'lab-heavy',
  'training',
  'picture-latent',
  'picture-plane',
  'picture-pendulum',
  'panel',
  'estimator-menu',
  'inspect-network',
  'inspect-mistakes',
  'one-liner-printed',
  'equivalences-different',
  'dialog-examples',
  'controls',
  'colours',
  'tooltips',
  'messages',
  'aside',
  'guard',
];
const NARROW = [
  'editor',
  'embedded',
  'graph-empty',
  'lab-truth',
  'training',
  'panel',
  'one-liner-printed',
  'equivalences-equivalent',
  'dialog-examples',
  'dialog-keys',
  'controls',
  'messages',
  'aside',
  'guard',
  'last-guard',
];

/** How the gallery is looked at, and at which of its sections; missing: all. */
const LOOKS = [
  { name: 'light', width: 1440, colorScheme: 'light', chosen: undefined },
  { name: 'dark', width: 1440, colorScheme: 'dark', chosen: IN_THE_DARK },
  { name: 'narrow', width: 390, colorScheme: 'light', chosen: NARROW },
] as const;

/** No host: whatever it is asked for is read from the folder that the gallery is built into. */
const ADDRESS = 'https://gallery.example/';

const test = base.extend<object, { folder: string }>({
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of wanted fixtures from this pattern
    async ({}, use) => {
      const configFile = fileURLToPath(new URL('./gallery/vite.config.ts', import.meta.url));
      await build({ configFile, configLoader: 'runner', logLevel: 'error' });
      await use(fileURLToPath(new URL('../dist-harness/gallery/', import.meta.url)));
    },
    // It is built, which a busy machine takes long for.
    { scope: 'worker', timeout: 300_000 },
  ],
});

/** What goldens were taken with: another Chromium, system or font draws other pixels of the same page. */
interface Drawer {
  readonly chromium: number;
  readonly platform: string;
  /** Widths of signs and letters that come from the system's fonts. */
  readonly fonts: readonly number[];
}

const ABOUT = fileURLToPath(new URL('./goldens/drawer.json', import.meta.url));

/** A pixel is another one where its colour is further away than goldens are rounded (scripts/packPng.mjs); so is none where all is well. */
const OTHER = { threshold: 0.034, maxDiffPixels: 4 };

for (const { name, width, colorScheme, chosen } of LOOKS)
  test(`sections look as their goldens: ${name}, ${width} px`, async ({ browser, folder }, info) => {
    test.setTimeout(240_000);
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
      timezoneId: 'UTC',
      locale: 'en-US',
    });
    const { complaints } = await watch(page);
    const ids = await openGallery(page, folder);
    const why = otherThan(await drawerOf(page), info.config.updateSnapshots);
    for (const id of chosen ?? ids) {
      await show(page, id);
      if (!why) await expect.soft(page.locator('#stage'), id).toHaveScreenshot([name, `${id}.png`], OTHER);
    }
    // React tells of the part that breaks on purpose.
    expect(complaints.filter((text) => !text.includes(BROKEN))).toEqual([]);
    await page.close();
    if (why) console.warn(`\nGOLDENS NOT COMPARED (${name}): ${why}\n`);
    test.skip(why !== undefined, why);
  });

const BROKEN = 'Cannot read properties of undefined (reading “mean”)';

/** A page on which time stands still but for `show`. */
async function openGallery(page: Page, folder: string): Promise<GalleryDoor['ids']> {
  await page.route(`${ADDRESS}**`, (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: join(folder, pathname === '/' ? 'index.html' : pathname) });
  });
  await page.clock.install({ time: NOON });
  await page.goto(`${ADDRESS}?bare`);
  await page.waitForFunction(() => 'gallery' in window);
  await page.clock.pauseAt(NOON + 3_600_000);
  return page.evaluate(() => window.gallery.ids);
}

const NOON = Date.UTC(2026, 0, 15, 12);

/** What comes late to a section, in milliseconds of its own time: each time after the window has been painted. */
const LATE = [400, 400, 1200];

async function show(page: Page, id: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate((section) => window.gallery.show(section), id);
  for (const milliseconds of LATE) {
    await page.evaluate(() => window.gallery.painted());
    await page.clock.runFor(milliseconds);
  }
  await page.evaluate(() => window.gallery.painted());
}

async function drawerOf(page: Page): Promise<Drawer> {
  const version = page.context().browser()?.version() ?? '';
  const fonts = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d');
    if (!context) return [];
    const { fontFamily } = getComputedStyle(document.body);
    const mono = getComputedStyle(document.documentElement).getPropertyValue('--mono');
    return [...'✕▾✓m'].map((sign) => {
      context.font = `100px ${sign === 'm' ? mono : fontFamily}`;
      return Math.round(context.measureText(sign).width);
    });
  });
  return { chromium: Number.parseInt(version, 10), platform: process.platform, fonts };
}

/** Why goldens say nothing here; where they are renewed, who draws is written down in place of that. */
function otherThan(own: Drawer, updates: string): string | undefined {
  if (updates === 'all' || updates === 'changed') {
    mkdirSync(dirname(ABOUT), { recursive: true });
    writeFileSync(ABOUT, `${JSON.stringify(own)}\n`);
    return undefined;
  }
  const known = existsSync(ABOUT) ? (JSON.parse(readFileSync(ABOUT, 'utf8')) as Drawer) : undefined;
  if (JSON.stringify(known) === JSON.stringify(own)) return undefined;
  return `they were drawn by ${wordsOf(known)}, and this is ${wordsOf(own)}; CONTRIBUTING.md says how to renew them`;
}

function wordsOf(drawer: Drawer | undefined): string {
  if (!drawer) return 'nobody';
  return `Chromium ${drawer.chromium} on ${drawer.platform} with signs ${drawer.fonts.join(', ')} wide`;
}
