import { expect, type Page, test } from '@playwright/test';
import { learner } from './engines/learner';
import { type Site, startSite } from './engines/site';

/** Runs in a worker before all else: what of the graphics device was made, less what was deleted. */
const COUNT = `{
  const held = {};
  const gone = new WeakSet();
  const { prototype } = WebGL2RenderingContext;
  const watch = (make, drop, thing) => {
    const [made, dropped] = [prototype[make], prototype[drop]];
    held[thing] = 0;
    prototype[make] = function (...args) {
      held[thing]++;
      return made.apply(this, args);
    };
    prototype[drop] = function (own) {
      if (own && !gone.has(own)) {
        gone.add(own);
        held[thing]--;
      }
      return dropped.call(this, own);
    };
  };
  for (const thing of ["Texture", "Program", "Shader", "Framebuffer", "VertexArray"]) watch("create" + thing, "delete" + thing, thing);
  watch("fenceSync", "deleteSync", "Sync");
  self.held = held;
}`;

type Held = Readonly<Record<string, number>>;

async function heldBy(page: Page, worker: string): Promise<Held> {
  const own = page.workers().find((other) => other.url().includes(worker));
  if (!own) throw new Error(`no ${worker}`);
  return own.evaluate(() => ({ ...(Reflect.get(self, 'held') as Held) }));
}

/** Fences are under way all the time, a few at once. */
const withoutFences = ({ Sync, ...held }: Held) => {
  expect(Sync).toBeLessThan(10);
  return held;
};

let site: Site;
test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.close());

test('six documents, one after the other, leave no more on the graphics device than two', async ({
  page,
}) => {
  site.befall([{ file: 'runService', does: { before: COUNT } }]);
  await page.goto(`${site.address}#p/simple-5`);
  const seen: Held[] = [];
  const now = async () => withoutFences(await heldBy(page, 'runWorker'));
  for (let turn = 0; turn < 6; turn++) {
    const example = ['simple-2', 'simple-5'][turn % 2];
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#p/${example}`);
    const before = seen[turn - 2];
    if (before) await expect.poll(now, { timeout: 60_000 }).toEqual(before);
    else {
      // The first time all is made anew, which is over when nothing more comes.
      await page.waitForTimeout(1000);
      await expect(page.getByText('fused WebGL', { exact: true })).toBeVisible({ timeout: 60_000 });
      await expect
        .poll(async () => {
          const [first] = [await now(), await page.waitForTimeout(2000)];
          return JSON.stringify(first) === JSON.stringify(await now());
        })
        .toBe(true);
    }
    seen.push(await now());
  }
});

test('training on the graphics device holds as much after many steps as after a few, and after every new start', async ({
  page,
}) => {
  const withoutWasm = `${COUNT} self.WebAssembly = undefined`;
  site.befall([{ file: 'trainingService', does: { before: withoutWasm } }]);
  await page.goto(site.address + learner(4));
  const steps = async () => Number((await page.getByTestId('steps').textContent())?.replaceAll(',', ''));
  const seen: Held[] = [];
  for (let turn = 0; turn < 2; turn++) {
    for (let more = 0; more < 2; more++) {
      const before = await steps();
      await page.getByRole('button', { name: 'Start training' }).click({ timeout: 60_000 });
      await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(before + 3);
      await page.getByRole('button', { name: 'Pause training' }).click();
      await page.waitForTimeout(1500);
      seen.push(withoutFences(await heldBy(page, 'trainingWorker')));
    }
    await page.getByRole('button', { name: 'Start again' }).click();
    await expect.poll(steps).toBe(0);
  }
  const textures = seen.map(({ Texture }) => Texture ?? 0);
  expect(Math.max(...textures.slice(2))).toBeLessThanOrEqual(Math.max(...textures.slice(0, 2)) + 8);
  expect(Math.max(...seen.slice(2).map(({ Program }) => Program ?? 0))).toBeLessThanOrEqual(
    Math.max(...seen.slice(0, 2).map(({ Program }) => Program ?? 0)),
  );
  for (const { Shader, Program } of seen) expect(Shader).toBeLessThanOrEqual((Program ?? 0) + 1);
});
