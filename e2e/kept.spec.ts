import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { LabPage } from './labPage';

const KEY = 'scg-lab.document';

/** What the browser keeps when the page is first loaded, and not again when it is loaded anew. */
async function keepBefore(page: Page, items: Readonly<Record<string, string>>): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.addInitScript((all) => {
    if (sessionStorage.getItem('visited') !== null) return;
    sessionStorage.setItem('visited', 'yes');
    for (const [key, text] of Object.entries(all)) localStorage.setItem(key, text);
  }, items);
}

const MINE = JSON.stringify({
  scg: 1,
  title: 'Mine',
  nodes: [{ name: 'own', kind: 'parameter', value: 1 }],
  plans: [],
});

test('a stored graph that cannot be read is put aside and handed out as it was, until it is discarded', async ({
  page,
}) => {
  const text = '{"scg": 99, "title": "Of tomorrow"}';
  await keepBefore(page, { [KEY]: text });
  const lab = new LabPage(page);
  await page.goto('/');
  const alert = page.getByRole('alert').filter({ hasText: 'cannot be read. It was put aside' });
  await expect(alert).toContainText('newer version');
  await page.getByLabel('Title', { exact: true }).fill('The first edit');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('The first edit');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    alert.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toBe(text);
  await alert.getByRole('button', { name: 'Discard' }).click();
  await expect(alert).toBeHidden();
  await page.reload();
  await expect(lab.nodes.first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a graph at whose opening the page died is put aside, and can be opened again', async ({ page }) => {
  await keepBefore(page, { [KEY]: MINE, [`${KEY}.opening`]: '1000' });
  await page.goto('/');
  const title = page.getByLabel('Title', { exact: true });
  await expect(title).toHaveValue('Five simple graphs · 5');
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(title).toHaveValue('Mine');
  await expect(page.getByText('saved', { exact: true })).toBeVisible();
  // It has answered since: the mark of its opening is gone.
  await page.reload();
  await expect(title).toHaveValue('Mine');
  await expect(page.getByText('put aside')).toHaveCount(0);
});

test('parts that fail on the stored graph leave the page whole, the same after it is loaded anew', async ({
  page,
}) => {
  await keepBefore(page, { [KEY]: MINE });
  await page.addInitScript(() => {
    const { observe } = ResizeObserver.prototype;
    ResizeObserver.prototype.observe = function watch(...own) {
      if (!('isMended' in window)) throw new Error('nothing can be measured');
      observe.apply(this, own);
    };
  });
  await page.goto('/');
  for (let visit = 0; visit < 2; visit += 1) {
    const failed = page.getByRole('alert').filter({ hasText: 'The canvas failed, and your graph is kept.' });
    await expect(failed).toContainText('nothing can be measured');
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Mine');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      failed.getByRole('button', { name: 'Save as a file' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toContain('"own"');
    await expect(failed.getByRole('button', { name: 'Open an example' })).toBeVisible();
    if (visit === 0) await page.reload();
  }
  await page.evaluate(() => Object.assign(window, { isMended: true }));
  for (const again of await page.getByRole('button', { name: 'Try again' }).all()) await again.click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(new LabPage(page).node('parameter', 'own')).toBeVisible();
});

test('what fails outside of what is drawn, and a storage that refuses, are said once', async ({ page }) => {
  await keepBefore(page, { [KEY]: MINE });
  await page.goto('/');
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Mine');
  await page.evaluate(() => {
    for (let i = 0; i < 5; i += 1)
      setTimeout(() => {
        throw new Error('a timer went wrong');
      });
    void Promise.reject(new Error('a promise was broken'));
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await expect(page.getByText('a timer went wrong')).toHaveCount(1);
  await expect(page.getByText('a promise was broken')).toHaveCount(1);
  for (const title of ['Mine, edited', 'Mine, edited again']) {
    await page.getByLabel('Title', { exact: true }).fill(title);
    await expect(page.getByText('not saved', { exact: true })).toBeVisible();
  }
  await expect(page.getByText('This browser cannot save your graph')).toHaveCount(1);
});
