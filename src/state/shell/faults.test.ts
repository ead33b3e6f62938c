// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faultWords, sayFaults } from './faults';
import { forgetSaid, useMessages } from './messages';

const told = () => useMessages.getState().messages.map(({ detail }) => detail);
const RESCUE = { label: 'Save as a file', run: () => undefined };
let stop = () => undefined as void;

beforeEach(() => {
  useMessages.setState({ messages: [] });
  forgetSaid();
  stop = sayFaults(RESCUE);
});
afterEach(() => stop());

const fail = (error: unknown, filename = '') =>
  dispatchEvent(new ErrorEvent('error', { error, message: String(error), filename }));

function reject(reason: unknown): void {
  const event = new Event('unhandledrejection');
  dispatchEvent(Object.assign(event, { reason }));
}

test('what fails in an event, a frame or a promise is said once each, with the way to be safe', () => {
  for (let i = 0; i < 100; i += 1) fail(new Error('no such node'));
  reject(new Error('no file'));
  reject('just words');
  expect(told()).toEqual(['no such node', 'no file', 'just words']);
  expect(useMessages.getState().messages[0]).toMatchObject({
    tone: 'error',
    text: 'Something failed, and your graph is kept.',
    actions: [RESCUE],
  });
});

test('what extensions and browsers report of themselves is none of it', () => {
  fail(new Error('theirs'), 'chrome-extension://abc/content.js');
  dispatchEvent(
    new ErrorEvent('error', { message: 'ResizeObserver loop completed with undelivered notifications.' }),
  );
  expect(told()).toEqual([]);
});

test('whatever is thrown has words, and not too many of them', () => {
  expect(faultWords(new RangeError(''))).toBe('RangeError');
  expect(faultWords(Object.create(null))).toBe('object');
  expect(faultWords(undefined)).toBe('undefined');
  expect(faultWords(new Error('x'.repeat(1e6))).length).toBeLessThan(400);
});
