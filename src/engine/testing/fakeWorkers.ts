import type { Hire, Job, Outlet } from '../jobs/contract';
import { Pump, type PumpOptions } from '../jobs/pump';

/** What befalls the next thing that a job does. */
type Mishap = 'throws' | 'wants memory' | 'hangs';

/** Workers that are a pump of this thread behind a message port, and what can befall them. */
export function fakeWorkers<Order, News>(
  make: (outlet: Outlet<News>) => Job<Order>,
  options: PumpOptions = {},
) {
  let mishap: Mishap | undefined;
  let isBarred = false;
  let made = 0;
  let breakLast: (message: string) => void = () => {};
  const befall = (): void | Promise<void> => {
    const now = mishap;
    mishap = undefined;
    if (now === 'throws') throw new Error('sabotage');
    if (now === 'wants memory') throw new RangeError('Array buffer allocation failed');
    if (now === 'hangs') return new Promise(() => {});
  };
  const frail = (outlet: Outlet<News>) => frailJob(make(outlet), befall);
  const hire: Hire<Order, News> = ({ hear, broke }) => {
    if (isBarred) throw new Error('no script');
    made++;
    const { port1, port2 } = new MessageChannel();
    const pump = new Pump<Order, News>(frail, (echo) => port2.postMessage(echo), options);
    port2.onmessage = ({ data }) => pump.hear(data);
    port1.onmessage = ({ data }) => hear(data);
    breakLast = (message) => {
      port2.onmessage = null;
      broke(message);
    };
    return {
      post: (call) => port1.postMessage(call),
      end: () => {
        port1.close();
        pump.hear({ kind: 'close', generation: -1 });
      },
    };
  };
  return {
    hire,
    made: () => made,
    befall: (next: Mishap) => {
      mishap = next;
    },
    /** The last worker breaks, with an error or without a word. */
    breakLast: (message = '') => breakLast(message),
    bar: (barred: boolean) => {
      isBarred = barred;
    },
  };
}

/** A job, but for what befalls it. */
function frailJob<Order>(job: Job<Order>, befall: () => void | Promise<void>): Job<Order> {
  return {
    take: (order) => befall() ?? job.take(order),
    close: () => job.close(),
    stopped: () => job.stopped?.(),
    get hasWork() {
      return job.hasWork;
    },
    get wait() {
      return job.wait ?? 0;
    },
    round: () => befall() ?? job.round(),
    show: (isAtRest) => job.show?.(isAtRest) ?? true,
  };
}

/** Lets all messages and microtasks that are under way come to rest, `turns` times over. */
export async function settle(turns = 50): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Resolves once `holds`, asked in one task after another and never by the clock. */
export async function reach(holds: () => boolean, what: string): Promise<void> {
  for (let turn = 0; !holds(); turn++) {
    if (turn > 5000) throw new Error(`never reached: ${what}`);
    await settle(1);
  }
}
