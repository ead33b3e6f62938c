import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dismiss, say, useMessages } from './messages';

const texts = () => useMessages.getState().messages.map(({ text }) => text);

beforeEach(() => {
  vi.useFakeTimers();
  useMessages.setState({ messages: [] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the newest three are seen', () => {
  for (const text of ['a', 'b', 'c', 'd']) say(text);
  expect(texts()).toEqual(['b', 'c', 'd']);
});

test('what was done is gone after five seconds, what went wrong after twelve', () => {
  say('done');
  say('wrong', { tone: 'error' });
  vi.advanceTimersByTime(4999);
  expect(texts()).toEqual(['done', 'wrong']);
  vi.advanceTimersByTime(1);
  expect(texts()).toEqual(['wrong']);
  vi.advanceTimersByTime(7000);
  expect(texts()).toEqual([]);
});

test('one that is dismissed leaves the others of the same words', () => {
  say('same');
  say('same', { detail: 'the second' });
  dismiss(useMessages.getState().messages[0]?.id ?? Number.NaN);
  expect(useMessages.getState().messages).toMatchObject([{ text: 'same', detail: 'the second' }]);
});
