import { expect, type Locator, type Page } from '@playwright/test';
import { type ShownNumber, shownNumber } from './shownNumber';

/** The words for a kind of node, as the canvas tells them to assistive technology. */
export type KindWords = 'stochastic node' | 'deterministic node' | 'cost' | 'parameter' | 'input';

/** A plan's row in the lab's table, read at one moment. */
export interface PlanNumbers {
  readonly mean: ShownNumber;
  /** Of the mean. */
  readonly standardError: number;
  readonly truth: ShownNumber;
  readonly verdict: string;
  readonly variance: ShownNumber;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How long a slow machine may take to load, draw and sample. */
export const PATIENCE = 30_000;

/** The page as visitors handle it: by what they see and press. */
export class LabPage {
  readonly page: Page;
  readonly canvas: Locator;
  readonly plans: Locator;
  readonly numbers: Locator;
  readonly run: Locator;

  constructor(page: Page) {
    this.page = page;
    this.canvas = page.getByRole('main', { name: 'Graph' });
    this.plans = page.getByRole('complementary', { name: 'Plans and mathematics' });
    this.numbers = page.getByRole('region', { name: 'Plans in numbers' });
    this.run = page.getByRole('region', { name: 'Run' });
  }

  /** Opens the page afresh; `fragment` is what a link holds after the address, its # included. */
  async open(fragment = ''): Promise<void> {
    // A first visit shows an example; these visitors have been here before, and left the canvas empty.
    await this.page.addInitScript(() => {
      if (localStorage.getItem('scg-lab.document') === null)
        localStorage.setItem('scg-lab.document', '{"scg": 1, "nodes": []}');
    });
    // A change of the fragment alone would not load anything.
    if (this.page.url() !== 'about:blank') await this.page.goto('about:blank');
    await this.page.goto(`/${fragment}`);
    await expect(this.canvas).toBeVisible({ timeout: PATIENCE });
    if (fragment.startsWith('#p/')) await expect(this.nodes.first()).toBeVisible({ timeout: PATIENCE });
  }

  /** Opens the page afresh, without its example. */
  async openEmpty(): Promise<void> {
    await this.open();
    await expect(this.page.getByText('Draw a stochastic computation graph')).toBeVisible();
  }

  get nodes(): Locator {
    return this.canvas.locator('[aria-roledescription="node"]');
  }

  get edges(): Locator {
    return this.canvas.locator('[aria-roledescription="edge"][aria-label^="edge from"]');
  }

  node(kind: KindWords, name: string): Locator {
    return this.canvas.getByLabel(`${kind} ${name}`, { exact: true });
  }

  edge(from: string, to: string): Locator {
    return this.canvas.getByLabel(`edge from ${from} to ${to}`, { exact: true });
  }

  inspector(name: string): Locator {
    return this.page.getByRole('region', { name: `Inspector of ${name}`, exact: true });
  }

  /** Drags one of the palette's kinds to a place of the canvas, in px from its upper left corner. */
  async dragFromPalette(kind: string, { x, y }: Point): Promise<void> {
    const from = middleOf(await boxOf(this.page.getByRole('button', { name: `Add ${kind}`, exact: true })));
    const canvas = await boxOf(this.canvas);
    await this.#drag(from, { x: canvas.x + x, y: canvas.y + y });
  }

  /** Drags from the right rim of one node to the left rim of another. */
  async connect(from: Locator, to: Locator): Promise<void> {
    const target = await boxOf(to);
    await this.#drag(await rightRim(from), { x: target.x + 3, y: target.y + target.height / 2 });
  }

  /** Drags from the right rim of a node to somewhere, in px from there. */
  async dragFromRim(from: Locator, by: Point): Promise<void> {
    const start = await rightRim(from);
    await this.#drag(start, { x: start.x + by.x, y: start.y + by.y });
  }

  async #drag(from: Point, to: Point): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + 8, from.y + 2);
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await mouse.move(to.x, to.y, { steps: 3 });
    await mouse.up();
  }

  async select(node: Locator): Promise<void> {
    await node.click();
    await expect(this.page.getByRole('region', { name: /^Inspector of/ })).toBeVisible();
  }

  /** Shows what is true of the whole graph again. */
  async selectNothing(): Promise<void> {
    const back = this.page.getByRole('button', { name: 'Back to the whole graph' });
    if (await back.isVisible()) await back.click();
  }

  /** Renames the selected node by its field. */
  async rename(from: string, to: string): Promise<void> {
    const field = this.inspector(from).getByLabel('Name', { exact: true });
    await field.fill(to);
    await field.press('Enter');
    await expect(this.inspector(to)).toBeVisible();
  }

  /** Types over what a field of the selected node holds, key by key, and leaves it. */
  async type(label: string, text: string): Promise<void> {
    const field = this.field(label);
    await field.click();
    await field.press('ControlOrMeta+a');
    await field.pressSequentially(text);
    await expect(field).toHaveValue(text);
    await field.blur();
    await expect(field).not.toBeFocused();
  }

  field(label: string): Locator {
    return this.page.getByRole('region', { name: /^Inspector of/ }).getByLabel(label, { exact: true });
  }

  /** The estimates so far, of every plan. */
  async estimates(): Promise<number> {
    const text = await this.page.getByTestId('estimates').textContent();
    return Number((text ?? '').replaceAll(',', ''));
  }

  /** Waits until every plan has made at least so many estimates, and the truth is known. */
  async untilEstimated(count: number): Promise<void> {
    await expect.poll(() => this.estimates(), { timeout: PATIENCE }).toBeGreaterThanOrEqual(count);
    await expect(this.run.getByText(/^exact gradient /)).toBeVisible({ timeout: PATIENCE });
  }

  row(plan: string): Locator {
    return this.numbers
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: plan, exact: true }) });
  }

  async readPlan(plan: string): Promise<PlanNumbers> {
    const numbers = (await this.readPlans()).get(plan);
    if (!numbers) throw new Error(`no row for ${plan}`);
    return numbers;
  }

  /** Reads the table in one go, so that its numbers belong together; waits for a number in every row. */
  async readPlans(): Promise<ReadonlyMap<string, PlanNumbers>> {
    let plans: ReadonlyMap<string, PlanNumbers> = new Map();
    await expect(async () => {
      plans = await this.#readTable();
    }).toPass({ timeout: PATIENCE });
    return plans;
  }

  async #readTable(): Promise<ReadonlyMap<string, PlanNumbers>> {
    const rows = await this.numbers.locator('tbody tr').evaluateAll((all) =>
      all.map((row) => ({
        plan: row.querySelector('th')?.textContent ?? '',
        cells: [...row.querySelectorAll('td')].map((cell) => ({
          text: cell.textContent ?? '',
          title: cell.querySelector('[title]')?.getAttribute('title') ?? '',
        })),
      })),
    );
    return new Map(rows.map(({ plan, cells }) => [plan, planNumbers(cells)]));
  }

  /** The address that the Share dialog offers. */
  async shareAddress(): Promise<string> {
    await this.page.getByRole('button', { name: 'Share', exact: true }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Share' });
    const address = await dialog.getByLabel('Address of this graph').inputValue();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect(dialog).toBeHidden();
    return address;
  }

  /** Chooses an entry of the menu that a button opens. */
  async choose(button: Locator, entry: string | RegExp): Promise<void> {
    await button.click();
    const menu = this.page.getByRole('menu');
    await menu.locator('[role^="menuitem"]').filter({ hasText: entry }).click();
    await expect(menu).toBeHidden();
  }

  undoButton(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Undo', exact: true });
  }

  redoButton(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Redo', exact: true });
  }
}

function planNumbers([mean, truth, verdict, variance]: readonly {
  text: string;
  title: string;
}[]): PlanNumbers {
  if (!mean || !truth || !verdict || !variance) throw new Error('a row is too short');
  const error = /^± (\S+) \(one standard error\)$/.exec(mean.title)?.[1];
  if (error === undefined) throw new Error(`no standard error: "${mean.title}"`);
  return {
    mean: shownNumber(mean.text),
    standardError: shownNumber(error).value,
    truth: shownNumber(truth.text.split(' ± ')[0] ?? ''),
    verdict: verdict.text,
    variance: shownNumber(variance.text),
  };
}

/** Where something is in the window; it must be in view. */
export async function boxOf(locator: Locator): Promise<Point & { width: number; height: number }> {
  await expect(locator).toBeVisible();
  const box = await locator.boundingBox();
  if (!box) throw new Error(`not in view: ${locator}`);
  return box;
}

export function middleOf({ x, y, width, height }: Point & { width: number; height: number }): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

async function rightRim(node: Locator): Promise<Point> {
  const { x, y, width, height } = await boxOf(node);
  return { x: x + width - 3, y: y + height / 2 };
}
