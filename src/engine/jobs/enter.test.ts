import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { settle } from '../testing/fakeWorkers';
import { enter } from './enter';

const thread: { onmessage: ((event: MessageEvent) => void) | undefined } = { onmessage: undefined };

beforeEach(() => vi.stubGlobal('self', thread));

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const post = (data: string) => thread.onmessage?.({ data } as MessageEvent);

test('what is posted while the work loads reaches it, in its order, and what comes later behind that', async () => {
  const heard: string[] = [];
  let arrive: (service: { begin: () => void }) => void = () => {};
  enter(() => new Promise((resolve) => (arrive = resolve)));
  post('a');
  post('b');
  arrive({ begin: () => (thread.onmessage = ({ data }) => heard.push(data)) });
  await settle();
  post('c');
  expect(heard).toEqual(['a', 'b', 'c']);
});

test('work that does not load is an error of the thread, which its page hears', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  enter(() => Promise.reject(new Error('no chunk')));
  await settle();
  expect(() => vi.runAllTimers()).toThrow('no chunk');
});
