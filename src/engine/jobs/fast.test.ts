import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ExecutorError } from '../executors/contract';
import { settle } from '../testing/fakeWorkers';
import { Fast, type FastExecutor } from './fast';
import { loaded } from './loaded';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const executor: FastExecutor = { prepare: () => Promise.reject(new Error('unused')) };

/** A source that answers one thing after the other, the last for ever. */
function sought(...answers: readonly (() => Promise<FastExecutor>)[]) {
  let asked = 0;
  const reasons: string[] = [];
  const notices: string[] = [];
  const make = () => (answers[Math.min(asked++, answers.length - 1)] ?? (() => Promise.reject()))();
  const fast = new Fast({ make }, 'the run', {
    onFast: () => {},
    onNone: ({ failure }) => reasons.push(failure),
    onNotice: (words) => notices.push(words),
  });
  return { fast, reasons, notices, asked: () => asked };
}

const here = () => Promise.resolve(executor);
const unloaded = () =>
  loaded(Promise.reject<FastExecutor>(new TypeError('Importing a module script failed.')));
const none = () => Promise.reject(new ExecutorError('no-webgl2-in-worker', 'none'));

test.each([
  ['its code does not come', unloaded, 'not-loaded'],
  ['there is no WebGL2 in a worker', none, 'no-webgl2-in-worker'],
  [
    'something fails that nobody foresaw',
    () => Promise.reject(new TypeError('x is not a function')),
    'failed',
  ],
])('where %s that is the reason, and not another', async (_, make, failure) => {
  const { reasons, notices } = sought(make);
  await settle();
  expect(reasons).toEqual([failure]);
  expect(notices).toEqual([]);
});

test.each([none, unloaded])(
  'what a browser does not have, or will not load twice, is not asked for again',
  async (make) => {
    const { fast, asked } = sought(make, here);
    await settle();
    fast.again();
    await settle();
    expect(asked()).toBe(1);
  },
);

test('after losses the reason is the loss, whatever came of the search for another', async () => {
  const { fast, reasons, notices } = sought(here, none);
  await settle();
  fast.lose(new ExecutorError('context-lost', 'gone'));
  for (let wait = 0; wait < 4; wait++) {
    await settle();
    vi.advanceTimersByTime(5000);
  }
  await settle();
  expect(reasons).toEqual(['context-lost']);
  expect(notices.at(-1)).toContain('lost again and again');
});
