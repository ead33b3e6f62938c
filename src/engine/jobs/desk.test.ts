import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Call, Echo } from './contract';
import { Desk, type Work } from './desk';

interface Order {
  readonly kind: string;
  readonly name?: string;
}

/** Workers that do nothing but note what they are told. */
function desk(work: Partial<Work<Order, string>> = {}) {
  const workers: { calls: Call<Order>[]; isEnded: boolean; hear: (echo: Echo<string>) => void }[] = [];
  const news: string[] = [];
  const told: string[] = [];
  const own = new Desk<Order, string>({
    name: 'it',
    hire: ({ hear }) => {
      const worker = { calls: [] as Call<Order>[], isEnded: false, hear };
      workers.push(worker);
      return {
        post: (call) => worker.calls.push(call),
        end: () => {
          worker.isEnded = true;
        },
      };
    },
    ...work,
    onNews: (text) => news.push(text),
    onFailure: ({ words }) => told.push(words),
  });
  const last = () => workers.at(-1);
  return { own, workers, news, told, last };
}

const open = (name: string): Order => ({ kind: 'open', name });
const names = (calls: readonly Call<Order>[] = []) =>
  calls.flatMap((call) => ('order' in call ? [call.order.name ?? call.order.kind] : [call.kind]));

let time = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('no worker is made before there is something to open', () => {
  const { own, workers } = desk({ kept: ['go'], wakes: () => true });
  own.tell({ kind: 'go' });
  own.close();
  expect(workers).toHaveLength(0);
});

test('kept orders reach a worker that is made later, of each kind the newest; others do not', () => {
  const { own, last } = desk({ kept: ['go', 'speed'] });
  own.tell({ kind: 'go', name: 'go slowly' });
  own.tell({ kind: 'go', name: 'go fast' });
  own.tell({ kind: 'speed' });
  own.tell({ kind: 'step' });
  own.open(open('a'));
  expect(names(last()?.calls)).toEqual(['go fast', 'speed', 'a']);
});

test('news of what was open before is dropped', () => {
  const { own, last, news } = desk();
  own.open(open('a'));
  own.open(open('b'));
  last()?.hear({ kind: 'news', generation: 1, news: 'of a' });
  last()?.hear({ kind: 'news', generation: 2, news: 'of b' });
  own.close();
  last()?.hear({ kind: 'news', generation: 2, news: 'of b, late' });
  expect(news).toEqual(['of b']);
});

test('with patience one thing is worked out at a time: the newest waits, and one that takes longer is given up for it', () => {
  const { own, workers, last } = desk({ patience: 300 });
  own.open(open('a'));
  own.open(open('b'));
  time = 299;
  own.open(open('c'));
  expect(names(last()?.calls)).toEqual(['a']);
  last()?.hear({ kind: 'taken', generation: 1 });
  expect(names(last()?.calls)).toEqual(['a', 'c']);
  time = 600;
  own.open(open('d'));
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(names(last()?.calls)).toEqual(['d']);
});

test('a sign of life is an answer, and a worker at rest owes none', () => {
  const { own, last, told } = desk({ silence: () => 3000 });
  own.open(open('a'));
  for (let second = 0; second < 10; second++) {
    vi.advanceTimersByTime(2000);
    last()?.hear({ kind: 'beat' });
  }
  // It had not heard of the order when it came to rest.
  own.tell({ kind: 'step' });
  last()?.hear({ kind: 'rest', calls: 1 });
  vi.advanceTimersByTime(2000);
  last()?.hear({ kind: 'rest', calls: 2 });
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});

test('orders do not keep a silent worker alive', () => {
  const { own, workers, last, told } = desk({ silence: () => 3000 });
  own.open(open('a'));
  last()?.hear({ kind: 'takes', generation: 1 });
  for (let second = 0; second < 3; second++) {
    own.tell({ kind: 'step' });
    vi.advanceTimersByTime(1000);
  }
  expect(workers[0]?.isEnded).toBe(true);
  expect(told).toEqual(['It gave no answer for 3 s and was ended.']);
});

test('a worker that is overdue is given up for what is opened next', () => {
  const { own, workers, last } = desk({ overdue: 2000 });
  own.open(open('a'));
  last()?.hear({ kind: 'takes', generation: 1 });
  vi.advanceTimersByTime(1000);
  own.open(open('b'));
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  own.open(open('c'));
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(names(last()?.calls)).toEqual(['c']);
});

test('one that never spoke could not be started', () => {
  const told: string[] = [];
  let breakIt: (message: string) => void = () => {};
  const own = new Desk<Order, string>({
    name: 'it',
    mend: 'Load the page again.',
    hire: ({ broke }) => {
      breakIt = broke;
      return { post: () => {}, end: () => {} };
    },
    onNews: () => {},
    onFailure: ({ words }) => told.push(words),
  });
  own.open(open('a'));
  breakIt('');
  expect(told).toEqual(['It could not be started. Load the page again.']);
});
