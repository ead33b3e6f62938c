import type { Bench } from '../shared/browser';
import { type Contestant, vaeTasks } from './contestant';
import type { VaeTask } from './page/rival';
import type { VaePage, VaeRivalName } from './page/vaePage';

const TUNING_SECONDS = 0.5;

/** What has not ended by then counts as failed: it may hang. */
const LIMIT_MS = 180_000;
const MEMORY_LIMIT_MS = 1_800_000;

/** A rival in a page of its own, which stays open until it is closed. */
export async function contestantInPage({ openPage }: Bench, name: VaeRivalName): Promise<Contestant> {
  const page = await openPage();
  const ask = <K extends keyof VaePage>(
    key: K,
    ...args: Parameters<VaePage[K]>
  ): Promise<Awaited<ReturnType<VaePage[K]>>> =>
    inTime(
      page.evaluate(
        async ([method, given]) => {
          if (!window.bench) throw new Error('the page is not ready');
          const vae = await window.bench.vae();
          return Reflect.apply(vae[method as keyof VaePage], vae, given as unknown[]);
        },
        [key, args] as const,
      ),
      key === 'memory' ? MEMORY_LIMIT_MS : LIMIT_MS,
    );
  try {
    const { device, ...ways } = await ask('open', name);
    const chosen: Record<VaeTask, number> = { steps: 0, estimates: 0 };
    for (const task of vaeTasks) {
      let best = 0;
      for (const way of ways[task].keys()) {
        const rate = ways[task].length > 1 ? await ask('rate', task, way, TUNING_SECONDS) : 1;
        if (rate > best) [best, chosen[task]] = [rate, way];
      }
    }
    const words = (task: VaeTask) => `${device}: ${ways[task][chosen[task]] ?? ''}`;
    return {
      words: { steps: words('steps'), estimates: words('estimates') },
      rate: (task, seconds) => ask('rate', task, chosen[task], seconds),
      trained: (steps) => ask('trained', chosen.steps, steps),
      brief: (rounds) => ask('brief', chosen.estimates, rounds),
      memory: (steps, parts) => ask('memory', chosen.steps, steps, parts),
      close: () => page.close(),
    };
  } catch (error) {
    await page.close();
    throw error;
  }
}

async function inTime<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
