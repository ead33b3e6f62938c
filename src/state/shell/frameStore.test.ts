import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { frameStore } from './frameStore';

let frames: (() => void)[] = [];
const nextFrame = () => {
  const due = frames;
  frames = [];
  for (const run of due) run();
};

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('who asks has the newest at once; who listens, at most once an animation frame', () => {
  const store = frameStore(0);
  const heard: number[] = [];
  store.subscribe((frame) => heard.push(frame));
  expect(heard).toEqual([0]);
  for (const next of [1, 2, 3]) store.publish(next);
  expect(store.latest()).toBe(3);
  expect(heard).toEqual([0]);
  expect(frames).toHaveLength(1);
  nextFrame();
  expect(heard).toEqual([0, 3]);
  store.publish(4);
  nextFrame();
  expect(heard).toEqual([0, 3, 4]);
});

test('who has stopped hears nothing, not even what was published before', () => {
  const store = frameStore('first');
  const heard: string[] = [];
  const stop = store.subscribe((frame) => heard.push(frame));
  store.publish('second');
  stop();
  nextFrame();
  expect(heard).toEqual(['first']);
});
