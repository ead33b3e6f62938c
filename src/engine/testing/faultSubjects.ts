import type { Document } from '../document/types';
import type { Attempt } from '../equivalence/attempt';
import { ProofClient } from '../proof/client';
import type { ProofOrder } from '../proof/contract';
import { ProofJob } from '../proof/job';
import { RunClient } from '../run/client';
import { RUN_SNAPSHOTS, RunJob } from '../run/job';
import type { RunNews, RunOrder, TruthNews, TruthOrder } from '../run/protocol';
import { TruthClient } from '../run/truthClient';
import { TruthJob } from '../run/truthJob';
import { SurveyClient } from '../survey/client';
import type { SurveyOrder, SurveySnapshot } from '../survey/contract';
import { SURVEY_SNAPSHOTS, SurveyJob } from '../survey/job';
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

/** The cost c theta at theta = 1: its mean, and every pathwise estimate of its gradient, is c. */
function documentOf(c: number): Document {
  return {
    scg: 1,
    title: 'test',
    about: '',
    seed: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: 1 },
      { name: 'c', kind: 'input', value: c },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Normal',
        args: { loc: 'theta', scale: '1' },
      },
      { name: 'f', kind: 'cost', parents: ['theta', 'c', 'x'], expression: 'c*theta + 0*x' },
    ],
    plans: [{ name: 'pathwise', nodes: { x: { estimator: 'pathwise' } } }],
  };
}

function numberOf({ nodes }: Document): number {
  const c = nodes.find(({ name }) => name === 'c');
  return c?.kind === 'input' ? Number(c.value) : Number.NaN;
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
        const cost = { mean: numberOf(document), standardError: 0, bound: 0 };
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

function surveySubject(): Subject {
  const device = fakeFast();
  const workers = fakeWorkers<SurveyOrder, SurveySnapshot>((outlet) => new SurveyJob(outlet, device.source), {
    every: SURVEY_SNAPSHOTS,
  });
  const shown: Subject['shown'] = [];
  const told: string[] = [];
  const client = new SurveyClient(
    {
      onSnapshot: ({ reports: [report], notice }) => {
        if (report) shown.push({ number: report.gradient.mean, executor: report.executor });
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
      const document = documentOf(number);
      client.open([{ id: 'a', document, estimates: 1e12, milliseconds: 1e12, timed: true }]);
      client.resume();
    },
    again: () => client.resume(),
    shown,
    told,
    end: () => {
      client.pause();
      client.open([]);
    },
  };
}

function proofSubject(): Subject {
  const workers = fakeWorkers<ProofOrder, Attempt>((outlet) => new ProofJob(outlet));
  const shown: Subject['shown'] = [];
  const told: string[] = [];
  const client = new ProofClient(workers.hire);
  const ask = (number: number) => {
    const document = documentOf(number);
    const [plan] = document.plans;
    if (!plan) return;
    const side = { document, plan };
    client.prove({ left: side, right: side, options: {} }, (news) => {
      if (news.kind === 'failed') told.push(news.message);
      else shown.push({ number });
    });
  };
  let last = 0;
  return {
    workers,
    ask: (number) => {
      last = number;
      ask(number);
    },
    again: () => ask(last),
    shown,
    told,
    end: () => {},
  };
}

export const SUBJECTS: Readonly<Record<string, () => Subject>> = {
  run: runSubject,
  truth: truthSubject,
  survey: surveySubject,
  proof: proofSubject,
};
