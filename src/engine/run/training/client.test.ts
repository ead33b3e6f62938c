import { beforeEach, describe, expect, test } from 'vitest';
import type { Document } from '../../document/types';
import { TrainingClient } from './client';
import type { TrainingOrder, TrainingSnapshot } from './contract';

const document: Document = { scg: 1, title: '', about: '', seed: 7, nodes: [], plans: [] };
const snapshot = (generation: number): TrainingSnapshot => ({ generation, stepsPerSecond: 0, plans: [] });

let orders: TrainingOrder[] = [];
let shown: number[] = [];
let client = make();

function make(): TrainingClient {
  return new TrainingClient(
    {
      onSnapshot: ({ generation }) => shown.push(generation),
      onPictures: () => shown.push(-1),
      onStatus: () => undefined,
    },
    (order) => orders.push(order),
    () => undefined,
  );
}

beforeEach(() => {
  orders = [];
  shown = [];
  client = make();
});

test('opens a document with its seed, and with what it was given', () => {
  client.open(document);
  expect(orders).toEqual([{ kind: 'open', document, generation: 1, seed: 7 }]);
  const start = new Map([['phi', Float32Array.from([1])]]);
  client.open(document, { start, data: new Map() });
  expect(orders[1]).toEqual({ kind: 'open', document, generation: 2, seed: 7, start });
});

test('drops news of what is no longer shown', () => {
  client.open(document);
  client.hear({ kind: 'snapshot', snapshot: snapshot(1) });
  client.reset(3);
  client.hear({ kind: 'snapshot', snapshot: snapshot(1) });
  client.hear({ kind: 'pictures', generation: 1, pictures: [] });
  client.hear({ kind: 'snapshot', snapshot: snapshot(2) });
  expect(shown).toEqual([1, 2]);
});

describe('parameters that were asked for', () => {
  const parameters = new Map([['phi', Float32Array.from([1, 2])]]);

  test('come to all who asked for this plan', async () => {
    client.open(document);
    const [first, second] = [client.export('A'), client.export('A')];
    client.hear({ kind: 'parameters', plan: 'A', step: 5, parameters });
    expect(await first).toMatchObject({ step: 5, parameters });
    expect(await second).toMatchObject({ plan: 'A' });
  });

  test('never come once another document is shown', async () => {
    client.open(document);
    const asked = client.export('A');
    client.close();
    expect(await asked).toBeUndefined();
  });
});
