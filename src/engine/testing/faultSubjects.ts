import type { Document } from '../document/types';
import { RunClient } from '../run/client';
import { RUN_SNAPSHOTS, RunJob } from '../run/job';
import type { RunNews, RunOrder, TruthNews, TruthOrder } from '../run/protocol';
import { TruthClient } from '../run/truthClient';
import { TruthJob } from '../run/truthJob';
import { fakeFast } from './fakeFast';
import { fakeWorkers } from './fakeWorkers';

/** What a visitor asks of a job, and sees of it. */
export interface Subject {
  readonly workers: Pick<ReturnType<typeof fakeWorkers>, 'befall' | 'breakLast' | 'bar' | 'made'>;
  /** Its graphics device, where it has one. */
  readonly device?: ReturnType<typeof fakeFast>;
  /** Asks for a document with this number. */
  ask(number: number): void;
  /** What the visitor does to start it again. */
  again(): void;
  /** Results shown, each as the number that it is of, and the executor. */
  readonly shown: { readonly number: number; readonly executor?: string | undefined }[];
  /** What the visitor was told went wrong. */
  readonly told: string[];
  end(): void;
}

/** x ~ Normal(theta, 1) at the cost theta + 0 x: its expected cost is theta, in every draw. */
function documentOf(theta: number): Document {
  return {
    scg: 1,
    title: 'test',
    about: '',
    seed: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: theta },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Normal',
        args: { loc: 'theta', scale: '1' },
      },
      { name: 'f', kind: 'cost', parents: ['theta', 'x'], expression: 'theta + 0*x' },
    ],
    plans: [{ name: 'score', nodes: { x: { estimator: 'score' } } }],
  };
}

function runSubject(): Subject {
  const device = fakeFast();
  const workers = fakeWorkers<RunOrder, RunNews>((outlet) => new RunJob(outlet, device.source), {
    every: RUN_SNAPSHOTS,
  });
  const shown: Subject['shown'] = [];
  const told: string[] = [];
  const client = new RunClient(
    {
      onSnapshot: ({ plans: [plan] }) => {
        if (plan) shown.push({ number: plan.cost.mean, executor: plan.executor });
      },
      onStatus: ({ notice }) => {
        if (notice && notice !== told.at(-1)) told.push(notice);
      },
      onFailure: (words) => told.push(words),
    },
    workers.hire,
  );
  return {
    workers,
    device,
    ask: (number) => {
      client.open(documentOf(number));
      client.resume();
    },
    again: () => client.resume(),
    shown,
    told,
    end: () => client.dispose(),
  };
}

function truthSubject(): Subject {
  const workers = fakeWorkers<TruthOrder, TruthNews>(
    (outlet) =>
      new TruthJob(outlet, ({ document }) => {
        const [theta] = document.nodes;
        const mean = theta?.kind === 'parameter' ? (theta.value as number) : Number.NaN;
        const cost = { mean, standardError: 0, bound: 0 };
        const report = {
          method: 'long-run',
          isWithdrawn: false,
          cost,
          gradients: [],
          plans: [],
          without: [],
        };
        return { report, exact: undefined, none: { reason: 'nan' } } as never;
      }),
  );
  const shown: Subject['shown'] = [];
  const told: string[] = [];
  const client = new TruthClient(
    {
      onAnswer: ({ report, why }) => {
        if (report) shown.push({ number: report.cost.mean });
        else if (why) told.push(why);
      },
      onPart: () => {},
      onChecked: () => {},
      onProgress: () => {},
    },
    workers.hire,
  );
  return {
    workers,
    ask: (number) => client.seek(documentOf(number)),
    again: () => client.retry(false),
    shown,
    told,
    end: () => client.clear(),
  };
}

export const SUBJECTS: Readonly<Record<string, () => Subject>> = { run: runSubject, truth: truthSubject };
