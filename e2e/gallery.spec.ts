import { expect, test } from '@playwright/test';
import { PRESETS, type Preset } from '../src/presets/registry';
import { watch } from './complaints';
import { LabPage } from './labPage';

/** What a link with an example of the lecture may take at most; of one that is unrolled over time, with its many nodes. */
const longestLink = ({ document, slider }: Preset) =>
  slider ? Math.max(1900, 52 * document.nodes.length) : 1000;

const GROUPS = [...new Set(PRESETS.map(({ group }) => group))];

async function openFromGallery(lab: LabPage, { group, notice, document }: Preset): Promise<void> {
  await lab.page.getByRole('button', { name: 'Examples', exact: true }).click();
  const cards = lab.page
    .getByRole('dialog', { name: 'Examples' })
    .getByRole('region', { name: group, exact: true });
  await cards.getByRole('button').filter({ hasText: document.title }).filter({ hasText: notice }).click();
  await expect(lab.page.getByLabel('Title')).toHaveValue(document.title);
  await expect(lab.nodes).toHaveCount(document.nodes.length);
}

async function expectShortLink(lab: LabPage, preset: Preset): Promise<void> {
  expect((await lab.shareAddress()).length).toBeLessThan(longestLink(preset));
}

/** Networks take longer to estimate than a visitor of the gallery waits: they are trained. */
const isTrained = ({ document: { nodes } }: Preset) =>
  nodes.some(
    (node) => node.kind === 'parameter' && typeof node.value === 'object' && 'network' in node.value,
  );

for (const group of GROUPS.filter((each) => each !== 'Networks'))
  test(`the examples of "${group}" open, run and fit into short links`, async ({ page }) => {
    // Nine graphs one after the other, of which some have shaders that take long to link.
    test.slow();
    const lab = new LabPage(page);
    const { complaints } = await watch(page);
    await lab.open();
    for (const preset of PRESETS.filter((each) => each.group === group && !isTrained(each)))
      await test.step(preset.document.title, async () => {
        await openFromGallery(lab, preset);
        await lab.untilEstimated(1000);
        const truth = lab.run.getByText(/^truth /);
        await expect(truth).toHaveText(
          /^truth (by enumeration|by quadrature|of polynomials, exact|from a long run)$/,
        );
        if ((await truth.textContent()) === 'truth from a long run')
          await expect(lab.run.getByText(/^No exact truth: ./)).toBeVisible();
        const plans = await lab.readPlans();
        expect([...plans.keys()]).toEqual(preset.document.plans.map(({ name }) => name));
        for (const numbers of plans.values())
          expect(numbers.verdict).toMatch(/biased|no bias seen|cannot tell/);
        await expectShortLink(lab, preset);
      });
    expect(complaints).toEqual([]);
  });

test('the networks among the examples are drawn whole and fit into short links', async ({ page }) => {
  test.slow();
  const lab = new LabPage(page);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.open();
  for (const preset of PRESETS.filter((each) => each.group === 'Networks' || isTrained(each)))
    await test.step(preset.document.title, async () => {
      await openFromGallery(lab, preset);
      await expectShortLink(lab, preset);
    });
});
