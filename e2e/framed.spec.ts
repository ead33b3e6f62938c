import { test as base, expect, type Frame, type Page } from '@playwright/test';
import { type Host, startHost } from './host';
import { LabPage, PATIENCE } from './labPage';

/** What a page of another origin can do with the lab in a frame: docs/hosting.md lists it. */
const test = base.extend<{ host: Host; outer: Host }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of wanted fixtures from this pattern
  host: async ({}, use) => {
    const host = await startHost();
    await use(host);
    await host.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  outer: async ({}, use) => {
    const outer = await startHost();
    await use(outer);
    await outer.close();
  },
});

/** A visitor's own work, kept in this browser. */
async function workAt(page: Page, host: Host): Promise<Readonly<Record<string, string>>> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${host.address}#p/simple-2`);
  const title = page.getByLabel('Title', { exact: true });
  await title.fill('My own work');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  const kept = await keptOn(page);
  expect(kept['scg-lab.document']).toContain('My own work');
  return kept;
}

const keptOn = (page: Page | Frame): Promise<Readonly<Record<string, string>>> =>
  page.evaluate(() => ({
    ...localStorage,
    ...Object.fromEntries(Object.entries(sessionStorage).map(([k, v]) => [`tab ${k}`, v])),
  }));

async function frameAt(page: Page, outer: Host, source: string): Promise<Frame> {
  const body = `<!doctype html><iframe width="1300" height="850" src="${source}"></iframe>`;
  outer.answer(() => ({ type: 'text/html', body }));
  await page.goto(outer.address);
  const element = await page.locator('iframe').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('no frame');
  await expect(frame.getByRole('main', { name: 'Graph' })).toBeVisible({ timeout: PATIENCE });
  return frame;
}

test('whatever is clicked in a frame, the visitor`s own work is neither shown nor written over', async ({
  page,
  host,
  outer,
}) => {
  const kept = await workAt(page, host);
  const frame = await frameAt(page, outer, `${host.address}#p/simple-5`);
  await expect(frame.getByText('what you do here is not kept')).toBeVisible();
  await expect(frame.getByText('not saved', { exact: true })).toBeVisible();

  await frame.getByLabel('Title', { exact: true }).fill('Overwritten');
  for (const entry of ['Dark theme', 'New graph']) {
    await frame.getByRole('button', { name: 'Menu', exact: true }).click();
    await expect(frame.getByText(/Back to/)).toHaveCount(0);
    await frame
      .getByRole('menuitem', { name: entry })
      .or(frame.getByRole('menuitemradio', { name: entry }))
      .first()
      .click();
  }
  await page.evaluate((address) => {
    const inner = document.querySelector('iframe');
    if (inner) inner.src = `${address}#p/smooth`;
  }, host.address);
  await expect(frame.getByLabel('Title', { exact: true })).toHaveValue(/smooth/i);
  await frame.evaluate(() => dispatchEvent(new Event('pagehide')));
  expect(await keptOn(frame)).toEqual(kept);

  // Without a link, too, it shows an example and nothing of the visitor's.
  const other = await frameAt(page, outer, host.address);
  await expect(other.getByLabel('Title', { exact: true })).toHaveValue('Five simple graphs · 5');
  expect(await keptOn(other)).toEqual(kept);
});

test('from a frame the graph opens in its own tab, where it is kept and the visitor`s own is put by', async ({
  page,
  host,
  outer,
}) => {
  await workAt(page, host);
  const frame = await frameAt(page, outer, `${host.address}#p/simple-5`);
  await frame.getByLabel('Title', { exact: true }).fill('Begun in a frame');
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    frame.getByRole('button', { name: 'Open in its own tab' }).click(),
  ]);
  await expect(tab.getByLabel('Title', { exact: true })).toHaveValue('Begun in a frame', {
    timeout: PATIENCE,
  });
  await expect(tab.getByText('saved', { exact: true })).toBeVisible({ timeout: PATIENCE });
  const own = new LabPage(tab);
  await own.choose(tab.getByRole('button', { name: 'Menu', exact: true }), 'Back to “My own work”');
  await expect(tab.getByLabel('Title', { exact: true })).toHaveValue('My own work');
});

test('an embedding page chooses the graph by its address, and nothing that it says is heard', async ({
  page,
  host,
  outer,
}) => {
  const kept = await workAt(page, host);
  const frame = await frameAt(page, outer, `${host.address}#p/simple-5?embed`);
  await expect(frame.locator('[aria-roledescription="node"]')).toHaveCount(6);
  await page.evaluate((address) => {
    const inner = document.querySelector('iframe');
    for (const data of ['clear', { kind: 'open', document: {} }, { type: 'save' }])
      inner?.contentWindow?.postMessage(data, '*');
    if (inner) inner.src = `${address}#p/simple-1?embed`;
  }, host.address);
  await expect(frame.locator('[aria-roledescription="node"]')).toHaveCount(4);
  // Nor does it learn anything: the frame's window and document are of another origin, and nothing is posted.
  const learned = await page.evaluate(async () => {
    let heard = 0;
    addEventListener('message', () => heard++);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { heard, document: document.querySelector('iframe')?.contentDocument ?? null };
  });
  expect(learned).toEqual({ heard: 0, document: null });
  expect(await keptOn(frame)).toEqual(kept);
});
