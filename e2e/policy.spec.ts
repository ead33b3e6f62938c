import { expect, type Page, test } from '@playwright/test';
import { watch } from './complaints';
import { LabPage, PATIENCE } from './labPage';

/** What the page asks of the browser stays within its policy, whatever is shown. */
const LINKS: readonly { readonly link: string; readonly shows: (page: Page) => Promise<void> }[] = [
  {
    link: '#p/simple-5',
    shows: async (page) => {
      const lab = new LabPage(page);
      await expect.poll(() => lab.estimates(), { timeout: PATIENCE }).toBeGreaterThan(0);
      await expect(page.getByRole('img', { name: /./ }).first()).toBeVisible();
      for (const view of ['Reparameterized graph', 'Surrogate loss', 'Graph'])
        await page.getByRole('radio', { name: view, exact: true }).click();
      await lab.select(lab.node('stochastic node', 'x1'));
      for (const [button, dialog] of [
        ['Examples', 'Examples'],
        ['Share', 'Share'],
      ] as const) {
        await page.getByRole('button', { name: button, exact: true }).click();
        await page
          .getByRole('dialog', { name: dialog })
          .getByRole('button', { name: 'Close', exact: true })
          .click();
      }
      for (const entry of ['About this graph', 'Keyboard shortcuts']) {
        await lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), entry);
        await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
      }
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), 'Save as a file'),
      ]);
      expect(download.suggestedFilename()).toMatch(/\.scg\.json$/);
    },
  },
  {
    link: '#p/vae',
    shows: async (page) => {
      const go = page.getByRole('button', { name: 'Start training' });
      await expect(go).toBeEnabled({ timeout: PATIENCE });
      await go.click();
      const steps = page.getByTestId('steps');
      await expect
        .poll(async () => Number((await steps.textContent())?.replaceAll(',', '')), { timeout: PATIENCE })
        .toBeGreaterThan(5);
      await page.keyboard.press('t');
    },
  },
  {
    link: '#p/one-liners',
    shows: async (page) => {
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible({ timeout: PATIENCE });
    },
  },
  {
    link: '#p/every-estimator',
    shows: async (page) => {
      await expect(page.getByText(/^unbiased|^biased/).first()).toBeVisible({ timeout: 2 * PATIENCE });
    },
  },
  {
    link: '#p/equivalences?claim=vae-svg-inf',
    shows: async (page) => {
      await expect(page.getByText(/proved/i).first()).toBeVisible({ timeout: PATIENCE });
    },
  },
  {
    link: '#p/simple-5?embed',
    shows: async (page) => {
      await expect(page.getByRole('link', { name: 'Open in SCG lab' })).toBeVisible({ timeout: PATIENCE });
      const lab = new LabPage(page);
      await expect.poll(() => lab.estimates(), { timeout: PATIENCE }).toBeGreaterThan(0);
    },
  },
];

for (const { link, shows } of LINKS)
  test(`${link} stays within the policy`, async ({ page }) => {
    const { complaints, hosts } = await watch(page);
    await page.goto(`/${link}`);
    await shows(page);
    expect(complaints).toEqual([]);
    expect([...hosts]).toEqual([new URL(page.url()).host]);
  });

test('the policy allows nothing but what is listed', async ({ page }) => {
  const { complaints } = await watch(page);
  await page.goto('/');
  await expect(page.getByRole('main', { name: 'Graph' })).toBeVisible({ timeout: PATIENCE });
  expect(complaints).toEqual([]);
  const refused = await page.evaluate(async () => {
    const tries: readonly (readonly [string, () => unknown])[] = [
      ['markup', () => document.body.insertAdjacentHTML('beforeend', '<b></b>')],
      ['code', () => new Function('return 1')()],
      ['a worker of a text', () => new Worker(URL.createObjectURL(new Blob([''])))],
      ['a worker of an address', () => new Worker('favicon.svg')],
      [
        'another policy',
        () => {
          const types: unknown = Reflect.get(window, 'trustedTypes');
          return (types as { createPolicy(name: string, rules: object): unknown }).createPolicy('mine', {});
        },
      ],
      ['another host', () => fetch('https://example.com/')],
    ];
    const names: string[] = [];
    for (const [name, attempt] of tries)
      try {
        // What a driver of the browser runs at once is exempt.
        await new Promise((resolve) => setTimeout(resolve));
        await attempt();
      } catch {
        names.push(name);
      }
    return names;
  });
  expect(refused).toEqual([
    'markup',
    'code',
    'a worker of a text',
    'a worker of an address',
    'another policy',
    'another host',
  ]);
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'favicon.svg';
    const image = new Image();
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=';
    document.body.append(frame, image);
  });
  await expect.poll(() => complaints.join('\n')).toContain('policy: frame-src');
  await expect.poll(() => complaints.join('\n')).toContain('policy: img-src data');
});

test('the licenses of what the page is made with are in its menu', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open();
  const [licenses] = await Promise.all([
    page.waitForEvent('popup'),
    lab.choose(page.getByRole('button', { name: 'Menu', exact: true }), 'Licenses'),
  ]);
  const text = licenses.locator('body');
  for (const name of [
    'SCG lab',
    'react ',
    'plotly.js-cartesian-dist-min',
    '@tensorflow/tfjs-core',
    'katex',
    'KaTeX_Main',
    'Inter Project Authors',
  ])
    await expect(text).toContainText(name);
});
