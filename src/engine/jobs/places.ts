import { messageOf } from '../base/messageOf';
import type { Hire, Job, Outlet } from './contract';
import { errorWords } from './errorWords';
import { Pump, type PumpOptions } from './pump';

/** Work in a worker of its own. */
export function inWorker<Order, News>(make: () => Worker): Hire<Order, News> {
  return ({ hear, broke }) => {
    const worker = made(make);
    worker.onmessage = ({ data }) => hear(data);
    // Of a script that does not load there is no message; of others some browsers put words before it.
    worker.onerror = ({ message }) =>
      broke(errorWords((message ?? '').replace(/^(Uncaught )?(\w*Error: )?/, '')));
    worker.onmessageerror = () => broke('a message could not be read');
    return {
      post: (call) => worker.postMessage(call),
      end: () => worker.terminate(),
    };
  };
}

function made(make: () => Worker): Worker {
  try {
    return make();
  } catch (error) {
    throw typeof Worker === 'undefined' ? new Error('this browser has no workers') : error;
  }
}

/** The first place where there can be work, as far as can be told at once. */
export function firstOf<Order, News>(first: Hire<Order, News>, second: Hire<Order, News>): Hire<Order, News> {
  return (ears) => {
    try {
      return first(ears);
    } catch {
      return second(ears);
    }
  };
}

/** The same work on the page, where a worker would lack what it needs: each round is one slice. */
export function onPage<Order, News>(
  load: () => Promise<(outlet: Outlet<News>) => Job<Order>>,
  options?: PumpOptions,
): Hire<Order, News> {
  return ({ hear, broke }) => {
    const pump = load().then((make) => new Pump<Order, News>(make, hear, options));
    pump.catch((error: unknown) => broke(messageOf(error)));
    const post = (call: Parameters<Pump<Order, News>['hear']>[0]) =>
      void pump.then(
        (own) => own.hear(call),
        () => undefined,
      );
    return { post, end: () => post({ kind: 'close', generation: -1 }) };
  };
}

/** The worker's side: a pump that hears what is posted to this thread. */
export function serve<Order, News>(make: (outlet: Outlet<News>) => Job<Order>, options?: PumpOptions): void {
  const pump = new Pump<Order, News>(make, (echo) => self.postMessage(echo), options);
  self.onmessage = ({ data }) => pump.hear(data);
  // What is rejected and caught by nobody is no error of the worker to its page.
  self.addEventListener('unhandledrejection', ({ reason }) => pump.fail(reason));
}
