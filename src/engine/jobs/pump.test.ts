import { afterEach, expect, test, vi } from 'vitest';
import { reach, settle } from '../testing/fakeWorkers';
import type { Echo, Job } from './contract';
import { Pump } from './pump';

/** A job that notes what it does, whose rounds last until they are let go. */
class Slow implements Job<string> {
  readonly done: string[] = [];
  rounds = 0;
  wait = 0;
  isReady = true;
  letGo: () => void = () => {};
  fault: Error | undefined;

  take(order: string): void {
    this.done.push(order);
    if (order === 'work') this.rounds = 2;
  }

  close(): void {
    this.done.push('close');
  }

  get hasWork(): boolean {
    return this.rounds > 0;
  }

  round(): Promise<void> {
    const fault = this.fault;
    this.fault = undefined;
    if (fault) throw fault;
    this.done.push('round');
    this.rounds--;
    return new Promise((resolve) => {
      this.letGo = resolve;
    });
  }

  show(isAtRest: boolean): boolean {
    if (this.isReady) this.done.push(isAtRest ? 'show at rest' : 'show');
    return this.isReady;
  }
}

function begin(every = 0, now?: () => number) {
  const job = new Slow();
  const echoes: Echo<never>[] = [];
  const pump = new Pump<string, never>(
    () => job,
    (echo) => echoes.push(echo),
    {
      every,
      ...(now && { now }),
    },
  );
  let generation = 0;
  const open = (order: string) => pump.hear({ kind: 'open', generation: ++generation, order });
  const order = (text: string) => pump.hear({ kind: 'order', order: text });
  const kinds = () => echoes.map(({ kind }) => kind).filter((kind) => kind !== 'beat');
  return { job, pump, echoes, open, order, kinds };
}

afterEach(() => vi.useRealTimers());

test('orders are taken between two rounds, of those that open the newest alone, and the end is shown', async () => {
  const { job, open, order } = begin();
  open('work');
  await reach(() => job.done.includes('round'), 'a round');
  open('b');
  order('of b');
  open('c');
  order('of c');
  expect(job.done).toEqual(['work', 'round']);
  job.rounds = 0;
  job.letGo();
  await settle();
  expect(job.done).toEqual(['work', 'round', 'of b', 'c', 'of c', 'show at rest']);
});

test('tells what it turns to, what it has taken, and after how many calls it rests', async () => {
  const { echoes, open, order, kinds } = begin();
  open('a');
  await settle();
  order('b');
  await settle();
  expect(kinds()).toEqual(['takes', 'taken', 'rest', 'rest']);
  expect(echoes.at(-1)).toEqual({ kind: 'rest', calls: 2 });
});

test('shows when it is due, and stays due as long as there is nothing to show', async () => {
  let time = 1000;
  const { job, open } = begin(100, () => time);
  job.isReady = false;
  open('work');
  job.rounds = 5;
  const shows = () => job.done.filter((own) => own === 'show').length;
  const next = async () => {
    await settle();
    job.letGo();
    await settle();
  };
  await next();
  expect(shows()).toBe(0);
  job.isReady = true;
  await next();
  expect(shows()).toBe(1);
  await next();
  expect(shows()).toBe(1);
  time += 100;
  await next();
  expect(shows()).toBe(2);
});

test('a failure ends rounds until it is woken, and orders are taken meanwhile', async () => {
  const { job, pump, open, order, kinds } = begin();
  job.fault = new Error('no');
  open('work');
  await settle();
  expect(kinds()).toEqual(['takes', 'taken', 'failed', 'rest']);
  order('b');
  await settle();
  expect(job.done).toEqual(['work', 'b']);
  pump.hear({ kind: 'wake' });
  await reach(() => job.done.includes('round'), 'a round');
});

test('a call ends a pause between two rounds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { job, open, order } = begin();
  job.wait = 1000;
  open('work');
  await settle();
  expect(job.done).toEqual(['work']);
  order('b');
  await settle();
  expect(job.done).toEqual(['work', 'b']);
  vi.advanceTimersByTime(1000);
  await settle();
  expect(job.done.at(-1)).toBe('round');
});
