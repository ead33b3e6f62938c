import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RedrawQueue } from './redrawQueue';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a figure asked for all the time is drawn at most seven times a second', () => {
  const draw = vi.fn();
  const { request } = new RedrawQueue().add(draw);
  for (let t = 0; t < 2000; t += 5) {
    request();
    vi.advanceTimersByTime(5);
  }
  expect(draw.mock.calls.length).toBeGreaterThanOrEqual(12);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(14);
});

test('two figures take turns, never in one task', () => {
  const times: number[] = [];
  const queue = new RedrawQueue();
  const figures = [0, 1, 2].map(() => queue.add(() => times.push(performance.now())));
  for (const figure of figures) figure.request();
  vi.advanceTimersByTime(1000);
  expect(times).toHaveLength(3);
  expect(new Set(times).size).toBe(3);
});

test('nothing is drawn unasked, nor after removal', () => {
  const draw = vi.fn();
  const figure = new RedrawQueue().add(draw);
  vi.advanceTimersByTime(1000);
  expect(draw).not.toHaveBeenCalled();
  figure.request();
  figure.remove();
  vi.advanceTimersByTime(1000);
  expect(draw).not.toHaveBeenCalled();
});

test('a figure that throws does not stop the others', () => {
  const draw = vi.fn();
  const queue = new RedrawQueue();
  queue
    .add(() => {
      throw new Error('broken figure');
    })
    .request();
  queue.add(draw).request();
  expect(() => vi.advanceTimersByTime(1)).toThrow('broken figure');
  vi.advanceTimersByTime(1000);
  expect(draw).toHaveBeenCalledTimes(1);
});
