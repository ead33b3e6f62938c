import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Document } from '../document/types';
import type { Call, Echo } from '../jobs/contract';
import { TrainingClient } from './client';
import type { TrainingNews, TrainingOrder, TrainingSnapshot } from './contract';

const document: Document = { scg: 1, title: '', about: '', seed: 7, nodes: [], plans: [] };
const snapshot: TrainingSnapshot = { stepsPerSecond: 0, plans: [] };
const parameters = new Map([['phi', Float32Array.from([1, 2])]]);

let calls: Call<TrainingOrder>[] = [];
let shown = 0;
let hear: (echo: Echo<TrainingNews>) => void = () => {};
let client: TrainingClient;

beforeEach(() => {
  calls = [];
  shown = 0;
  const onNews = () => {
    shown++;
  };
  client = new TrainingClient({ onNews, onFailure: () => {} }, (ears) => {
    hear = ears.hear;
    return { post: (call) => calls.push(call), end: () => {} };
  });
});

afterEach(() => client.dispose());

const tell = (generation: number, news: TrainingNews) => hear({ kind: 'news', generation, news });

test('opens a document with its seed, and with what it was given', () => {
  client.open(document);
  expect(calls).toEqual([{ kind: 'open', generation: 1, order: { kind: 'open', document, seed: 7 } }]);
  const start = new Map([['phi', Float32Array.from([1])]]);
  client.open(document, { start, data: new Map() });
  const order = { kind: 'open', document, seed: 7, start };
  expect(calls[1]).toEqual({ kind: 'open', generation: 2, order });
  client.reset(8);
  expect(calls[2]).toEqual({ kind: 'open', generation: 3, order: { ...order, seed: 8, isAnew: true } });
});

test('drops news of what is no longer shown', () => {
  client.open(document);
  tell(1, { kind: 'snapshot', snapshot });
  client.reset(3);
  tell(1, { kind: 'snapshot', snapshot });
  tell(2, { kind: 'snapshot', snapshot });
  expect(shown).toBe(2);
});

test('parameters come to all who asked for this plan', async () => {
  client.open(document);
  const [first, second] = [client.export('A'), client.export('A')];
  tell(1, { kind: 'parameters', plan: 'A', step: 5, parameters });
  expect(await first).toMatchObject({ step: 5, parameters });
  expect(await second).toMatchObject({ plan: 'A' });
});

test.each([
  ['another document is shown', () => client.close()],
  ['the worker breaks', () => hear({ kind: 'failed', generation: 1, words: 'boom' })],
])('parameters never come once %s', async (_, happen) => {
  client.open(document);
  const asked = client.export('A');
  happen();
  expect(await asked).toBeUndefined();
});
