import { breath } from '../base/breath';
import type { Echo, Job, Outlet } from '../jobs/contract';
import { Pump, type PumpOptions } from '../jobs/pump';

/** A job on a pump of this thread, and what it told. */
export function pumped<Order, News>(make: (outlet: Outlet<News>) => Job<Order>, options: PumpOptions = {}) {
  const echoes: Echo<News>[] = [];
  let rouse = () => {};
  const pump = new Pump<Order, News>(
    make,
    (echo) => {
      echoes.push(echo);
      rouse();
    },
    options,
  );
  let generation = 0;
  /** The first echo, old or to come, of which `find` makes something. */
  const until = async <T>(find: (echo: Echo<News>) => T | undefined): Promise<T> => {
    for (let from = 0; ; ) {
      for (; from < echoes.length; from++) {
        const found = find(echoes[from] as Echo<News>);
        if (found !== undefined) return found;
      }
      await new Promise<void>((resolve) => {
        rouse = resolve;
      });
    }
  };
  return {
    open: (order: Order) => pump.hear({ kind: 'open', generation: ++generation, order }),
    close: () => pump.hear({ kind: 'close', generation: ++generation }),
    tell: (order: Order) => pump.hear({ kind: 'order', order }),
    news: () => echoes.flatMap((echo) => (echo.kind === 'news' ? [echo.news] : [])),
    /** The same of news of the newest generation; rejects where its work fails. */
    until: <T>(find: (news: News) => T | undefined): Promise<T> =>
      until((echo) => {
        if (!('generation' in echo) || echo.generation !== generation) return undefined;
        if (echo.kind === 'failed') throw new Error(echo.words);
        return echo.kind === 'news' ? find(echo.news) : undefined;
      }),
    /** Resolves once it has nothing to do. */
    rest: async () => {
      while (echoes.at(-1)?.kind !== 'rest') await breath();
    },
  };
}
