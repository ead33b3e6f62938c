import { Worker } from 'node:worker_threads';
import type { Job, News, Report } from './worker';

/** What came of one document: a report, or the stage at which its worker was given up. */
export type Outcome =
  | { readonly seed: number; readonly report: Report; readonly late?: undefined; readonly died?: undefined }
  | {
      readonly seed: number;
      readonly report?: undefined;
      readonly late: 'start' | 'truth' | 'runs' | 'shrinking';
      /** What its thread died of (memory, say), where it was not out of time. */
      readonly died?: string;
    };

interface PoolOptions {
  readonly workers: number;
  /** Of one stage of one document, in milliseconds: then its worker is ended, and another takes its place. */
  readonly longest: number;
  /** The next document; undefined: no more. */
  readonly next: () => Job | undefined;
  readonly told: (outcome: Outcome) => void;
}

/** Runs jobs on worker threads until there are none left. */
export async function runPool({ workers, longest, next, told }: PoolOptions): Promise<void> {
  await Promise.all(Array.from({ length: workers }, lane));

  async function lane(): Promise<void> {
    let worker = started();
    for (let job = next(); job; job = next()) {
      const outcome = await done(worker, job, longest);
      if (!outcome.report) {
        await worker.terminate();
        worker = started();
      }
      told(outcome);
    }
    await worker.terminate();
  }
}

function started(): Worker {
  return new Worker(new URL('./thread.mjs', import.meta.url));
}

function done(worker: Worker, job: Job, longest: number): Promise<Outcome> {
  const { seed } = job;
  return new Promise((resolve) => {
    let stage: 'start' | 'truth' | 'runs' | 'shrinking' = 'start';
    const late = () => settle(() => resolve({ seed, late: stage }));
    // A new worker compiles first.
    let timer = setTimeout(late, longest + 60_000);
    const message = (news: News) => {
      if (news.kind === 'done') settle(() => resolve({ seed, report: news.report }));
      else {
        stage = news.stage;
        clearTimeout(timer);
        timer = setTimeout(late, stage === 'truth' ? longest : 10 * longest + job.shrinking * 10);
      }
    };
    const fail = (error: Error) => settle(() => resolve({ seed, late: stage, died: error.message }));
    const settle = (then: () => void) => {
      clearTimeout(timer);
      worker.off('message', message);
      worker.off('error', fail);
      then();
    };
    worker.on('message', message);
    worker.on('error', fail);
    worker.postMessage(job);
  });
}
