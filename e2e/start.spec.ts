import { pathToFileURL } from 'node:url';
import { test as base, expect, type Frame, type Page } from '@playwright/test';
import { expectNoBarrier } from './barriers';
import { type Answer, BUILD, type Host, startHost } from './host';
import { LabPage, PATIENCE } from './labPage';

/** Hosts that do what hosts do wrong: nowhere is the page blank, and everywhere it says what to do. */
const test = base.extend<{ host: Host }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of wanted fixtures from this pattern
  host: async ({}, use) => {
    const host = await startHost();
    await use(host);
    await host.close();
  },
});

const isEntry = (path: string) => /^\/assets\/index-.*\.js$/.test(path);

/** What stands on the page before it starts. */
function start(page: Page | Frame) {
  return {
    words: page.locator('#start'),
    again: page.getByRole('button', { name: 'Load the page again' }),
    tab: page.getByRole('link', { name: 'Open in its own tab' }),
  };
}

async function expectStarted(page: Page | Frame): Promise<void> {
  await expect(page.getByRole('main', { name: 'Graph' })).toBeVisible({ timeout: PATIENCE });
  await expect(start(page).words).toHaveCount(0);
}

test('without JavaScript it says that it needs it', async ({ browser, host }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await page.goto(host.address);
  await expect(start(page).words).toContainText('It needs JavaScript.');
  await expect(start(page).again).toBeHidden();
  await page.close();
});

test('from a file on the disk it says how to serve the folder', async ({ page }) => {
  await page.goto(pathToFileURL(`${BUILD}index.html`).href);
  await expect(start(page).words).toContainText('SCG lab cannot run from a file on disk');
  await expect(start(page).words).toContainText('python3 -m http.server');
});

const TROUBLES: readonly { readonly what: string; readonly entry: Answer; readonly words: RegExp }[] = [
  {
    what: 'its entry is missing',
    entry: { status: 404 },
    words: /missing: the server answers 404 for index-[\s\S]*load it again/,
  },
  {
    what: 'another page is sent for its entry',
    entry: { type: 'text/html', body: '<h1>Not found</h1>' },
    words: /The server sends index-\S+ as text\/html, not as JavaScript/,
  },
  { what: 'its entry is sent as plain text', entry: { type: 'text/plain' }, words: /as text\/plain, not/ },
  {
    what: 'the browser cannot parse it',
    entry: { body: 'const a = 1 ?? ??;' },
    words: /too old for SCG lab[\s\S]*Firefox 115/,
  },
  {
    what: 'it throws as it starts',
    entry: { body: 'throw new Error("boom");' },
    words: /stopped while it started: .*boom/,
  },
];

for (const { what, entry, words } of TROUBLES)
  test(`where ${what}, it says so, and loading it again helps once that is mended`, async ({
    page,
    host,
  }) => {
    host.answer((path) => (isEntry(path) ? entry : undefined));
    await page.goto(host.address);
    await expect(start(page).words).toHaveText(words);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoBarrier(page);
    }
    host.answer(() => undefined);
    if (await start(page).again.isVisible()) await start(page).again.click();
    else await page.reload();
    await expectStarted(page);
  });

test('where a file that its entry imports is missing, it names that file', async ({ page, host }) => {
  host.answer((path) => (/\/assets\/places-/.test(path) ? { status: 404 } : undefined));
  await page.goto(host.address);
  await expect(start(page).words).toContainText('the server answers 404 for places-');
});

test('in a browser without what it needs, it says which have it', async ({ page, host }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(Array.prototype, 'toSorted');
  });
  host.answer((path) => (isEntry(path) ? { body: '' } : undefined));
  await page.goto(host.address);
  await expect(start(page).words).toContainText('This browser is too old for SCG lab.');
});

test('while it loads slowly it says that it loads, and then it starts', async ({ page, host }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/index-.*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(host.address, { waitUntil: 'commit' });
  await expect(start(page).words).toContainText('SCG lab is loading.');
  release();
  await expectStarted(page);
});

test('a browser without workers draws, derives and runs on the page', async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'Worker');
  });
  const lab = new LabPage(page);
  await lab.open('#p/simple-1');
  await expect.poll(() => lab.estimates(), { timeout: PATIENCE }).toBeGreaterThan(0);
  await expect(page.getByText(/this browser has no workers/).first()).toBeVisible();
});

/** Another page, of another origin, with the lab in a frame. */
async function frameOf(page: Page, outer: Host, source: string, attributes = ''): Promise<Frame> {
  const body = `<!doctype html><iframe ${attributes} width="1200" height="800" src="${source}"></iframe>`;
  outer.answer(() => ({ type: 'text/html', body }));
  await page.goto(outer.address);
  const element = await page.locator('iframe').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('no frame');
  return frame;
}

test.describe('in a sandboxed frame that is no origin', () => {
  test('it says what keeps it from loading, and opens in its own tab', async ({ page, host }) => {
    const outer = await startHost();
    const frame = await frameOf(
      page,
      outer,
      `${host.address}#p/simple-1`,
      'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"',
    );
    await expect(start(frame).words).toContainText('its frame needs allow-same-origin');
    const [tab] = await Promise.all([page.waitForEvent('popup'), start(frame).tab.click()]);
    await expectStarted(tab);
    await outer.close();
  });

  test('it starts where its host lets any page load its files, and runs there', async ({ page, host }) => {
    const outer = await startHost();
    host.answer((path) =>
      path.startsWith('/assets/') ? { headers: { 'access-control-allow-origin': '*' } } : undefined,
    );
    const frame = await frameOf(page, outer, `${host.address}#p/simple-1?embed`, 'sandbox="allow-scripts"');
    await expect(frame.getByRole('main', { name: 'Graph' })).toBeVisible({ timeout: PATIENCE });
    const count = frame.getByTestId('estimates');
    await expect
      .poll(async () => Number((await count.textContent())?.replaceAll(',', '')), { timeout: PATIENCE })
      .toBeGreaterThan(0);
    await outer.close();
  });
});

test.describe('a page that was open while it was updated', () => {
  const without = (name: string) => (path: string) =>
    new RegExp(`^/assets/${name}-`).test(path) ? { status: 404 } : undefined;

  test('says that a page beside the editor did not load, and has the graph when loaded again', async ({
    page,
    host,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${host.address}#p/smooth`);
    await expectStarted(page);
    await page.getByLabel('Title', { exact: true }).fill('My own graph');
    host.answer(without('OneLinersPage'));
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Table of one-liners' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'The table did not load' });
    await expect(alert).toBeVisible({ timeout: PATIENCE });
    host.answer(() => undefined);
    await alert.getByRole('button', { name: 'Load the page again' }).click();
    await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible({ timeout: PATIENCE });
    await page.getByRole('button', { name: 'Back to the graph' }).click();
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('My own graph');
  });

  test('says so of charts, and keeps the graph where nothing can be stored', async ({ page, host }) => {
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    host.answer(without('plotly'));
    await page.goto(`${host.address}#p/smooth`);
    await expectStarted(page);
    await page.getByLabel('Title', { exact: true }).fill('My own graph, not stored');
    const alert = page.getByRole('alert').filter({ hasText: 'The figure did not load' }).first();
    await expect(alert).toBeVisible({ timeout: PATIENCE });
    host.answer(() => undefined);
    await alert.getByRole('button', { name: 'Load the page again' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0, { timeout: PATIENCE });
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('My own graph, not stored');
  });
});
