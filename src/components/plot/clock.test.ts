import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Clock } from './clock';

const FRAME = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: FrameRequestCallback) =>
    setTimeout(() => draw(performance.now()), FRAME),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const paced = (pace: number) => ({ pace: () => pace });
const heavy = { pace: () => 150, isHeavy: true };

describe('heavy jobs', () => {
  test('asked for all the time have a turn seven times a second at most', () => {
    const draw = vi.fn();
    const { request } = new Clock().add(draw, heavy);
    for (let t = 0; t < 2000; t += 5) {
      request();
      vi.advanceTimersByTime(5);
    }
    expect(draw.mock.calls.length).toBeGreaterThanOrEqual(12);
    expect(draw.mock.calls.length).toBeLessThanOrEqual(14);
  });

  test('take turns, never two in one task, nor one soon after another', () => {
    const times: number[] = [];
    const clock = new Clock();
    const jobs = [0, 1, 2].map(() => clock.add(() => void times.push(performance.now()), heavy));
    for (const job of jobs) job.request();
    vi.advanceTimersByTime(1000);
    expect(times).toHaveLength(3);
    times.slice(1).forEach((time, i) => {
      expect(time - (times[i] ?? 0)).toBeGreaterThanOrEqual(30);
    });
  });

  test('leave four fifths of the time to others where they take long', () => {
    const took = 40;
    let labour = 0;
    const clock = new Clock();
    const jobs = [0, 1].map(() =>
      clock.add(() => {
        labour += took;
        vi.advanceTimersByTime(took);
      }, heavy),
    );
    const start = performance.now();
    while (performance.now() - start < 4000) {
      for (const { request } of jobs) request();
      vi.advanceTimersByTime(5);
    }
    expect(labour).toBeGreaterThan(600);
    expect(labour).toBeLessThanOrEqual(840);
  });

  test('let whoever has waited longest go first', () => {
    const order: string[] = [];
    const clock = new Clock();
    const [a, b] = ['a', 'b'].map((name) => clock.add(() => void order.push(name), heavy));
    a?.request();
    vi.advanceTimersByTime(400);
    a?.request();
    b?.request();
    vi.advanceTimersByTime(400);
    expect(order).toEqual(['a', 'b', 'a']);
  });
});

describe('light jobs', () => {
  test('that are wanted have their turns in the same frame', () => {
    const times: number[] = [];
    const clock = new Clock();
    const jobs = [0, 1, 2].map(() => clock.add((now) => void times.push(now)));
    for (const job of jobs) job.request();
    vi.advanceTimersByTime(1000);
    expect(times).toEqual([FRAME, FRAME, FRAME].map((ms) => (times[0] ?? 0) - FRAME + ms));
  });

  test('do what one asks of another in the same frame', () => {
    const times: number[] = [];
    const clock = new Clock();
    const drawn = clock.add((now) => void times.push(now));
    const read = clock.add((now) => {
      times.push(now);
      drawn.request();
    });
    read.request();
    vi.advanceTimersByTime(1000);
    expect(times).toHaveLength(2);
    expect(times[0]).toBe(times[1]);
  });

  test('go on frame by frame as long as they ask for it', () => {
    let left = 5;
    const draw = vi.fn(() => --left > 0);
    new Clock().add(draw).request();
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(5);
  });

  test('keep the pace that holds when they are asked for', () => {
    let pace = 100;
    const draw = vi.fn();
    const { request } = new Clock().add(draw, { pace: () => pace });
    request();
    vi.advanceTimersByTime(20);
    request();
    vi.advanceTimersByTime(60);
    expect(draw).toHaveBeenCalledTimes(1);
    pace = 0;
    request();
    vi.advanceTimersByTime(20);
    expect(draw).toHaveBeenCalledTimes(2);
  });

  test('are not held up by one that rests longer', () => {
    const [slow, quick] = [vi.fn(), vi.fn()];
    const clock = new Clock();
    const rests = clock.add(slow, paced(1000));
    rests.request();
    vi.advanceTimersByTime(20);
    rests.request();
    clock.add(quick).request();
    vi.advanceTimersByTime(20);
    expect(quick).toHaveBeenCalledTimes(1);
    expect(slow).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1100);
    expect(slow).toHaveBeenCalledTimes(2);
  });
});

describe.each([
  ['heavy', heavy],
  ['light', {}],
])('%s jobs', (_, manner) => {
  test('have no turn unasked, nor after they are removed', () => {
    const draw = vi.fn();
    const job = new Clock().add(draw, manner);
    vi.advanceTimersByTime(1000);
    expect(draw).not.toHaveBeenCalled();
    job.request();
    job.remove();
    job.request();
    vi.advanceTimersByTime(1000);
    expect(draw).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('do not stop others where they throw', () => {
    const draw = vi.fn();
    const clock = new Clock();
    clock
      .add(() => {
        throw new Error('broken figure');
      }, manner)
      .request();
    clock.add(draw, manner).request();
    expect(() => vi.advanceTimersByTime(FRAME)).toThrow('broken figure');
    vi.advanceTimersByTime(1000);
    expect(draw).toHaveBeenCalledTimes(1);
  });
});
