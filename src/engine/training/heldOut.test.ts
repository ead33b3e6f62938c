import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { parseDocument } from '../document/parse';
import { plainDevice } from '../executors/tensor/plain/plain';
import { modelOf } from '../model/model';
import { tablesOf } from './data';
import { HeldOut } from './heldOut';

/** The cost is an array: the squared distances of a row's two numbers from theta. */
const { document } = parseDocument({
  scg: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5 },
    { name: 'x', kind: 'input', value: { data: 'moons' } },
    { name: 'f', kind: 'cost', parents: ['x', 'theta'], expression: '(x - theta)^2' },
  ],
  plans: [],
});

test('is the mean over the rows of the sum of all elements of all costs', async () => {
  if (!document) throw new Error('no document');
  const tables = tablesOf(document);
  const held = await HeldOut.prepare(plainDevice, modelOf(document), tables, feedsOf(document));
  const rows = tables[0]?.heldOut ?? [];
  const at = (theta: number) =>
    Array.from(rows).reduce((sum, x) => sum + (x - theta) ** 2, 0) / (rows.length / 2);
  expect(await held?.measure(new Map(), 1)).toBeCloseTo(at(0.5), 4);
  expect(await held?.measure(new Map([['theta', [2]]]), 1)).toBeCloseTo(at(2), 4);
});
