import type { Document } from '../document/types';
import type { Attempt } from '../equivalence/attempt';
import type { Device } from '../executors/tensor/contract';
import { plainDevice } from '../executors/tensor/plain/plain';
import { Gains } from '../gains/gains';
import { Desk } from '../jobs/desk';
import { ProofClient } from '../proof/client';
import type { ProofOrder } from '../proof/contract';
import { ProofJob } from '../proof/job';
import type { RunNews, RunOrder } from '../run/contract';
import { RUN_SNAPSHOTS, RunJob } from '../run/job';
import { RUN } from '../run/work';
import type { SurveyOrder, SurveySnapshot } from '../survey/contract';
import { SURVEY_SNAPSHOTS, SurveyJob } from '../survey/job';
import { SURVEY } from '../survey/work';
import { TrainingClient } from '../training/client';
import type { TrainingNews, TrainingOrder } from '../training/contract';
import { TRAINING_SNAPSHOTS, TrainingJob } from '../training/job';
import { TruthClient } from '../truth/client';
import type { TruthNews, TruthOrder } from '../truth/contract';
import { TruthJob } from '../truth/job';
import { fakeDevice } from './fakeDevice';
import { fakeFast } from './fakeFast';
import { fakeWorkers } from './fakeWorkers';

/** What a visitor asks of a job, and sees of it. */
export interface FaultSubject {
  readonly workers: Pick<ReturnType<typeof fakeWorkers>, 'befall' | 'breakLast' | 'bar' | 'made'>;
  /** Its graphics device, where it has one. */
  readonly device?: ReturnType<typeof fakeFast>;
  /** Asks for a document with this number. */
  ask(number: number): void;
  /** What the visitor does to start it again. */
  again(): unknown;
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

/** Each once in a row. */
function note(told: string[], words: string | undefined): void {
  if (words !== undefined && words !== told.at(-1)) told.push(words);
}

function runSubject(): FaultSubject {
  const device = fakeFast();
  const workers = fakeWorkers<RunOrder, RunNews>((outlet) => new RunJob(outlet, device.source), {
    every: RUN_SNAPSHOTS,
  });
  const shown: FaultSubject['shown'] = [];
  const told: string[] = [];
  const run = new Desk({
    ...RUN,
    hire: workers.hire,
    onNews: (news) => {
      if (news.kind === 'snapshot') {
        const [plan] = news.snapshot.plans;
        if (plan) shown.push({ number: plan.cost.mean, executor: plan.executor });
      } else note(told, news.status.notice);
    },
    onFailure: ({ words }) => told.push(words),
  });
  return {
    workers,
    device,
    ask: (number) => {
      run.open({ kind: 'open', document: documentOf(number), seed: 1 });
      run.tell({ kind: 'go', on: true });
    },
    again: () => run.tell({ kind: 'go', on: true }),
    shown,
    told,
    end: () => run.end(),
  };
}

function truthSubject(): FaultSubject {
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
  const shown: FaultSubject['shown'] = [];
  const told: string[] = [];
  const client = new TruthClient((news) => {
    if (news.kind !== 'answer') return;
    const { report, why } = news.answer;
    if (report) shown.push({ number: report.cost.mean });
    else note(told, why);
  }, workers.hire);
  return {
    workers,
    ask: (number) => client.seek(documentOf(number)),
    again: () => client.retry(false),
    shown,
    told,
    end: () => client.clear(),
  };
}

function surveySubject(): FaultSubject {
  const device = fakeFast();
  const workers = fakeWorkers<SurveyOrder, SurveySnapshot>((outlet) => new SurveyJob(outlet, device.source), {
    every: SURVEY_SNAPSHOTS,
  });
  const shown: FaultSubject['shown'] = [];
  const told: string[] = [];
  const survey = new Desk({
    ...SURVEY,
    hire: workers.hire,
    onNews: ({ reports: [report], notice }) => {
      if (report) shown.push({ number: report.gradient.mean, executor: report.executor });
      note(told, notice);
    },
    onFailure: ({ words }) => told.push(words),
  });
  return {
    workers,
    device,
    ask: (number) => {
      const document = documentOf(number);
      const entry = { id: 'a', document, estimates: 1e12, milliseconds: 1e12, timed: true };
      survey.open({ kind: 'open', entries: [entry] });
      survey.tell({ kind: 'go', on: true });
    },
    again: () => survey.tell({ kind: 'go', on: true }),
    shown,
    told,
    end: () => survey.end(),
  };
}

function proofSubject(): FaultSubject {
  const workers = fakeWorkers<ProofOrder, Attempt>((outlet) => new ProofJob(outlet));
  const shown: FaultSubject['shown'] = [];
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

function trainers(device: Device) {
  return fakeWorkers<TrainingOrder, TrainingNews>(
    (outlet) => new TrainingJob(outlet, { candidates: async () => [device] }),
    { every: TRAINING_SNAPSHOTS },
  );
}

/** Its cost is the number at every step, whatever is learned. */
export function trainingSubject() {
  const fake = fakeDevice();
  const workers = trainers(fake.device);
  const shown: (FaultSubject['shown'][number] & { readonly steps: number })[] = [];
  const told: string[] = [];
  const client = new TrainingClient(
    {
      onNews: (news) => {
        if (news.kind === 'status') note(told, news.status.notice);
        if (news.kind !== 'snapshot') return;
        const [plan] = news.snapshot.plans;
        if (plan && plan.steps > 0)
          shown.push({ number: plan.costs[0]?.mean ?? Number.NaN, steps: plan.steps });
        note(told, plan?.divergence?.words);
      },
      onFailure: (words) => told.push(words),
    },
    workers.hire,
  );
  return {
    workers,
    fake,
    ask: (number: number) => {
      const cost = { name: 'f', kind: 'cost', parents: ['x'], expression: `${number} + 0*x` } as const;
      const { nodes, ...document } = documentOf(number);
      client.open({ ...document, nodes: [...nodes.filter(({ kind }) => kind !== 'cost'), cost] });
      client.tell({ kind: 'go', on: true });
    },
    again: () => client.tell({ kind: 'go', on: true }),
    shown,
    told,
    end: () => client.dispose(),
  };
}

/** What is learned stays at the number that it starts from, as no cost depends on it. */
function gainsSubject(): FaultSubject {
  const workers = trainers(plainDevice);
  const shown: FaultSubject['shown'] = [];
  const told: string[] = [];
  const gains = new Gains(
    {
      onCurves: ([curve]) => {
        if (curve && curve.step.length > 1) shown.push({ number: curve.gain.at(-1) ?? Number.NaN });
      },
      onTask: () => {},
      onPassed: (_, words) => told.push(words),
    },
    workers.hire,
  );
  let last = 0;
  const ask = (number: number) => {
    last = number;
    const { nodes, ...document } = documentOf(0);
    const own = nodes.map((node) => (node.kind === 'parameter' ? { ...node, value: number } : node));
    gains.begin([{ id: 'a', document: { ...document, nodes: own }, parameter: 'theta' }], 4);
  };
  return { workers, ask, again: () => ask(last), shown, told, end: () => gains.forget() };
}

export const SUBJECTS: Readonly<Record<string, () => FaultSubject>> = {
  run: runSubject,
  truth: truthSubject,
  survey: surveySubject,
  proof: proofSubject,
  training: trainingSubject,
  gains: gainsSubject,
};
