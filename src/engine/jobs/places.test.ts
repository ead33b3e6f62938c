import { expect, test } from 'vitest';
import { reach, settle } from '../testing/fakeWorkers';
import type { Hire, Job, Outlet } from './contract';
import { Desk } from './desk';
import { firstOf, inWorker, onPage } from './places';

/** Tells every order back. */
class Echoing implements Job<{ readonly text: string }> {
  readonly hasWork = false;
  constructor(readonly outlet: Outlet<string>) {}
  take({ text }: { readonly text: string }): void {
    this.outlet.tell(text);
  }
  close(): void {}
  round(): void {}
}

function desk(hire: Hire<{ readonly text: string }, string>) {
  const news: string[] = [];
  const told: string[] = [];
  const own = new Desk<{ readonly text: string }, string>({
    name: 'it',
    hire,
    onNews: (text) => news.push(text),
    onFailure: ({ words }) => told.push(words),
  });
  return { own, news, told };
}

test('work on the page is the same work', async () => {
  const { own, news, told } = desk(onPage(async () => (outlet) => new Echoing(outlet)));
  own.open({ text: 'a' });
  own.tell({ text: 'b' });
  await reach(() => news.length === 2, 'both');
  own.end();
  own.open({ text: 'c' });
  await reach(() => news.length === 3, 'the next');
  expect(news).toEqual(['a', 'b', 'c']);
  expect(told).toEqual([]);
  own.end();
});

test('without workers there is work on the page, and else that is told', async () => {
  const inNone = inWorker<{ readonly text: string }, string>(() => new Worker('worker.js'));
  const onThePage = onPage<{ readonly text: string }, string>(async () => (outlet) => new Echoing(outlet));
  const somewhere = desk(firstOf(inNone, onThePage));
  somewhere.own.open({ text: 'a' });
  await reach(() => somewhere.news.length === 1, 'the news');
  expect(somewhere.told).toEqual([]);
  somewhere.own.end();

  const nowhere = desk(inNone);
  nowhere.own.open({ text: 'a' });
  expect(nowhere.told).toEqual([
    'It could not be started: this browser has no workers. Load the page again.',
  ]);
});

test('work that does not load on the page is told of', async () => {
  const { own, told } = desk(onPage(() => Promise.reject(new Error('no script'))));
  own.open({ text: 'a' });
  await settle();
  expect(told).toEqual(['It could not be started: no script. Load the page again.']);
});

test.each([
  ['an error', (worker: Worker) => worker.onerror?.({ message: 'boom' } as ErrorEvent), /broke off: boom/],
  [
    'a message that cannot be read',
    (worker: Worker) => worker.onmessageerror?.({} as MessageEvent),
    /broke off: a message could not be read/,
  ],
])('of a worker %s is heard, and that worker is ended', (_, happen, words) => {
  const calls: unknown[] = [];
  let isEnded = false;
  const worker = {
    postMessage: (call: unknown) => calls.push(call),
    terminate: () => {
      isEnded = true;
    },
  } as unknown as Worker;
  const { own, news, told } = desk(inWorker(() => worker));
  own.open({ text: 'a' });
  expect(calls).toEqual([{ kind: 'open', generation: 1, order: { text: 'a' } }]);
  const say = (data: unknown) => worker.onmessage?.({ data } as MessageEvent);
  say({ kind: 'takes', generation: 1 });
  say({ kind: 'news', generation: 1, news: 'a' });
  expect(news).toEqual(['a']);
  happen(worker);
  expect(told.at(-1)).toMatch(words);
  expect(isEnded).toBe(true);
});
