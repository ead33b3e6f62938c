import { expect, test } from '@playwright/test';
import { boxOf, LabPage, middleOf } from './labPage';

// Nothing needs to run here.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('a key adds each kind of node, and no key does while a field has the focus', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openEmpty();
  for (const [key, kind, name] of [
    ['s', 'stochastic node', 'x1'],
    ['d', 'deterministic node', 'y1'],
    ['c', 'cost', 'f1'],
    ['p', 'parameter', 'theta'],
    ['i', 'input', 'u1'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(lab.node(kind, name)).toBeVisible();
  }
  await expect(lab.nodes).toHaveCount(5);
  await lab.inspector('u1').getByLabel('Name', { exact: true }).click();
  await page.keyboard.type('s');
  await page.getByLabel('Title').click();
  await page.keyboard.type('pic');
  await expect(lab.nodes).toHaveCount(5);
});

test('a double click on the canvas adds the chosen kind there', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openEmpty();
  const canvas = await boxOf(lab.canvas);
  const at = { x: canvas.x + 500, y: canvas.y + 120 };
  await page.mouse.dblclick(at.x, at.y);
  const menu = page.getByRole('menu', { name: 'Add a node' });
  await expect(menu.getByRole('menuitem')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(lab.nodes).toHaveCount(0);

  await page.mouse.dblclick(at.x, at.y);
  await menu.getByRole('menuitem', { name: /^Cost/ }).click();
  const middle = middleOf(await boxOf(lab.node('cost', 'f1')));
  // Half of the raster.
  expect(Math.abs(middle.x - at.x)).toBeLessThanOrEqual(9);
  expect(Math.abs(middle.y - at.y)).toBeLessThanOrEqual(8);
});

test('dragging from a rim to the empty canvas adds the next node, connected', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openEmpty();
  await lab.dragFromPalette('parameter', { x: 150, y: 150 });
  await lab.dragFromRim(lab.node('parameter', 'theta'), { x: 200, y: 0 });
  const menu = page.getByRole('menu', { name: 'Add a node after theta' });
  // A parameter or an input has no parents.
  await expect(menu.getByRole('menuitem')).toHaveCount(3);
  await menu.getByRole('menuitem', { name: /^Stochastic node/ }).click();
  await expect(lab.edge('theta', 'x1')).toBeAttached();
});

test('shift and a click connect the selected node to another', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openEmpty();
  await lab.dragFromPalette('parameter', { x: 150, y: 150 });
  await lab.dragFromPalette('stochastic node', { x: 400, y: 150 });
  await lab.select(lab.node('parameter', 'theta'));
  await lab.node('stochastic node', 'x1').click({ modifiers: ['Shift'] });
  await expect(lab.edge('theta', 'x1')).toBeAttached();
});

test('Delete and Backspace remove what is selected, a node or an edge', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.select(lab.node('deterministic node', 'y'));
  await page.keyboard.press('Delete');
  await expect(lab.nodes).toHaveCount(3);
  await expect(lab.edges).toHaveCount(1);
  await lab.edge('theta', 'x').click();
  await expect(page.getByRole('region', { name: 'Edge from theta to x' })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(lab.edges).toHaveCount(0);
  await expect(lab.nodes).toHaveCount(3);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lab.edges).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(lab.nodes).toHaveCount(4);
  await expect(lab.edges).toHaveCount(3);
});

test('Escape leaves the node that was clicked', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.select(lab.node('stochastic node', 'x'));
  await page.keyboard.press('Escape');
  await expect(lab.inspector('x')).toBeHidden();
  await page.keyboard.press('Delete');
  await expect(lab.nodes).toHaveCount(4);
});

test('arrow keys move the selected node, as one step of history', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  const x = lab.node('stochastic node', 'x');
  await lab.select(x);
  const before = await boxOf(x);
  // In one go: a pause between keys, as on a busy machine, begins another step.
  await page.evaluate(() => {
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight'])
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true }),
      );
  });
  await expect.poll(async () => (await boxOf(x)).y).toBeGreaterThan(before.y + 10);
  expect((await boxOf(x)).x).toBeGreaterThan(before.x + 5);
  await expect(lab.undoButton()).toBeEnabled();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => boxOf(x)).toEqual(before);
  await expect(lab.undoButton()).toBeDisabled();
  await page.keyboard.press('ControlOrMeta+y');
  await expect.poll(async () => (await boxOf(x)).y).toBeGreaterThan(before.y + 10);
});

test('dragging a node moves it, as one step of history', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  const x = lab.node('stochastic node', 'x');
  const before = await boxOf(x);
  const from = middleOf(before);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 20, from.y + 30, { steps: 4 });
  await page.mouse.move(from.x + 40, from.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(x)).y).toBeGreaterThan(before.y + 30);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => boxOf(x)).toEqual(before);
  await expect(lab.undoButton()).toBeDisabled();
});

test('Enter edits the name, and renaming follows into the expressions', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-2');
  await lab.select(lab.node('stochastic node', 'x'));
  await page.keyboard.press('Enter');
  await expect(lab.field('Name')).toBeFocused();
  await page.keyboard.type('z');
  await page.keyboard.press('Enter');
  await expect(lab.node('stochastic node', 'z')).toBeVisible();
  await lab.select(lab.node('deterministic node', 'y'));
  await expect(lab.field('Expression')).toHaveValue('tanh(z)');

  await lab.type('Name', 'z');
  await page.keyboard.press('Enter');
  const refusal = page.getByRole('alert');
  await expect(refusal).toContainText('The name stays y');
  await expect(refusal).toContainText('there is another node called z');
});

test('Escape gives a formula back as it was, without the edge that the typing added', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-5');
  await lab.select(lab.node('cost', 'f2'));
  const field = lab.field('Expression');
  const before = await field.inputValue();
  const edges = await lab.edges.count();
  await field.click();
  await field.press('End');
  await field.pressSequentially(' + x1 ');
  await expect(lab.edge('x1', 'f2')).toBeAttached();
  await field.press('Escape');
  await expect(field).not.toBeFocused();
  await expect(field).toHaveValue(before);
  await expect(lab.edges).toHaveCount(edges);

  await lab.type('Expression', 'x2 + x1');
  await expect(lab.edge('x1', 'f2')).toBeAttached();
  await lab.undoButton().click();
  await expect(field).toHaveValue(before);
  await expect(lab.edges).toHaveCount(edges);

  const name = lab.field('Name');
  await name.fill('g');
  await name.press('Escape');
  await expect(name).toHaveValue('f2');
});

test('a node that a key adds stands in view, selected, and on no other node', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.open('#p/simple-5');
  // Far from where the graph was drawn, and close up.
  const canvas = await boxOf(lab.canvas);
  await page.mouse.move(canvas.x + 400, canvas.y + 300);
  await page.mouse.wheel(0, -600);
  const count = await lab.nodes.count();
  for (const [i, key] of [...'sdcpisdc'].entries()) {
    await page.keyboard.press(key);
    await expect(lab.nodes).toHaveCount(count + i + 1);
    await expect(page.getByRole('region', { name: /^Inspector of/ })).toBeVisible();
    // The view may have to move.
    await expect
      .poll(async () => {
        const { x, y, width, height } = await boxOf(lab.nodes.last());
        return (
          x >= canvas.x &&
          y >= canvas.y &&
          x + width <= canvas.x + canvas.width &&
          y + height <= canvas.y + canvas.height
        );
      })
      .toBe(true);
    const added = await boxOf(lab.nodes.last());
    for (const other of (await lab.nodes.all()).slice(0, -1)) {
      const box = await other.boundingBox();
      const apart =
        !box ||
        box.x + box.width <= added.x ||
        added.x + added.width <= box.x ||
        box.y + box.height <= added.y ||
        added.y + added.height <= box.y;
      expect(apart).toBe(true);
    }
  }
});

test('nodes that keys add one after another stand in a row, with room for edges', async ({ page }) => {
  const lab = new LabPage(page);
  await lab.openEmpty();
  for (const key of 'psc') await page.keyboard.press(key);
  const [theta, x, f] = [
    await boxOf(lab.node('parameter', 'theta')),
    await boxOf(lab.node('stochastic node', 'x1')),
    await boxOf(lab.node('cost', 'f1')),
  ];
  expect(x.x - (theta.x + theta.width)).toBeGreaterThan(40);
  expect(f.x - (x.x + x.width)).toBeGreaterThan(40);
  expect(Math.abs(middleOf(x).y - middleOf(f).y)).toBeLessThanOrEqual(1);
});
