import { ComparisonTable } from '../../../src/components/lab/ComparisonTable';
import { VarianceLab } from '../../../src/components/lab/VarianceLab';
import type { CoordinateTruth, PlanRow, PlanVerdict } from '../../../src/components/results/comparison';
import {
  EIGHT,
  eightPlans,
  everyKind,
  example,
  faulty,
  onePlan,
  SIMPLE_5,
  simple5,
} from '../fixtures/documents';
import { HEAVY, type PlanLook } from '../fixtures/run';
import { exact, inexact, truthOf } from '../fixtures/truth';
import type { Chapter, Section } from '../section';
import { EMPTY_DOCUMENT, open, run } from '../stores';

export const LAB: Chapter = {
  title: 'Lab',
  sections: [
    lab('lab-truth', 'With the exact truth', () => {
      open(simple5);
      run({
        plans: SIMPLE_5,
        truth: exact(truthOf(simple5, SIMPLE_5, { gradient: 7.29, method: 'polynomials' })),
      });
    }),
    lab('lab-one-plan', 'One plan, its truth still sought', () => {
      open(onePlan);
      run({ plans: SIMPLE_5, estimates: 400, state: { truth: SOUGHT } });
    }),
    lab('lab-eight-plans', 'Eight plans of few values', () => {
      open(eightPlans, { hiddenPlans: new Set(['Concrete']) });
      run({
        plans: EIGHT,
        truth: exact(
          truthOf(eightPlans, EIGHT, { gradient: 0.025, method: 'enumeration', verdicts: EIGHT_VERDICTS }),
        ),
      });
    }),
    lab('lab-heavy', 'Heavy tails and a broken plan', () => {
      open(simple5);
      run({
        plans: TAILS,
        truth: inexact(
          'the integral does not settle',
          truthOf(simple5, TAILS, { gradient: 7.4, method: 'long-run', standardError: 0.2 }),
        ),
        state: { executorWords: 'reference, float64: this browser has no WebGL2' },
      });
    }),
    lab('lab-withdrawn', 'A truth taken back', () => {
      open(simple5);
      run({
        plans: SIMPLE_5,
        truth: inexact(
          'a simulation disagrees with it',
          truthOf(simple5, SIMPLE_5, { gradient: 6.1, isWithdrawn: true }),
        ),
        state: { notice: 'The graphics context was lost: the run goes on in float64.' },
      });
    }),
    lab('lab-out-of-time', 'No truth for want of time, an array parameter', () => {
      open(everyKind, { coordinate: { parameter: 'theta', index: 1 } });
      run({ plans: SIMPLE_5, truth: inexact('it was not finished after 20 s', undefined, true) });
    }),
    lab('lab-held', 'While a formula is typed', () => {
      open(simple5);
      run({
        plans: SIMPLE_5,
        truth: exact(truthOf(simple5, SIMPLE_5, { gradient: 7.29 })),
        state: { isHeld: true },
      });
    }),
    lab('lab-waiting', 'Before the first estimates', () => open(simple5)),
    lab('lab-stopped', 'A graph that cannot run', () => open(faulty)),
    lab('lab-empty', 'No graph', () => open(EMPTY_DOCUMENT)),
    lab('lab-not-compared', 'A graph that is only trained', () =>
      open(example('vae-kl'), { labTab: 'variance' }),
    ),
    { id: 'lab-verdicts', title: 'Comparison table: all verdicts', show: Verdicts },
  ],
};

function lab(id: string, title: string, fill: () => void): Section {
  return { id, title, fill, show: VarianceLab, width: 1044, height: 336, flows: true };
}

const SOUGHT = {
  kind: 'sought',
  since: Number.NEGATIVE_INFINITY,
  share: 0.4,
  what: 'variance of Score',
} as const;

const EIGHT_VERDICTS = [
  'unbiased',
  'unbiased',
  'unbiased',
  'unbiased',
  'biased',
  'unknown',
  'unbiased',
  'biased',
] as const;

const TAILS: readonly PlanLook[] = [
  { mean: 7.29, deviation: 22.8, law: 'heavy', executor: 'reference', perSecond: 41_000 },
  { mean: 7.31, deviation: 28.7, law: 'broken', executor: 'reference', perSecond: 39_000 },
  { mean: 9.28, deviation: 18.4, law: 'skewed', executor: 'reference', perSecond: 43_000 },
  { mean: 7.45, deviation: 8.9, law: 'normal', executor: 'reference', perSecond: 48_000 },
];

const TRUTH: CoordinateTruth = {
  mean: 7.29,
  standardError: 0,
  bound: 0.012,
  text: '7.29',
  name: 'truth',
};

const ROW: PlanRow = {
  plan: '',
  mean: 7.287,
  standardError: 0.11,
  variance: 518.3,
  varianceError: 9.2,
  signalToNoise: 0.32,
  estimatesPerSecond: 2_410_000,
  varianceTime: 2.15e-4,
  exactMean: 7.29,
  exactMeanError: 1e-9,
  exactVariance: 518,
  note: undefined,
  verdict: { kind: 'open' },
  heavyTail: undefined,
  count: 40_000,
  broken: false,
};

const VERDICTS: readonly (readonly [string, PlanVerdict, Partial<PlanRow>?])[] = [
  ['Unbiased', { kind: 'unbiased', by: 'exact mean' }],
  ['Unbiased, with a note', { kind: 'unbiased', by: 'exact mean' }, { note: 'of the first estimate alone' }],
  ['Biased', { kind: 'biased', by: 'exact mean' }, { exactMean: 5.02, mean: 5.03 }],
  ['Biased elsewhere', { kind: 'biased elsewhere', by: 'exact mean' }],
  ['No bias seen', { kind: 'agrees', by: 'run', distance: 0.83 }],
  ['Biased, as measured', { kind: 'biased', by: 'run', distance: 21.4 }, { mean: 9.64 }],
  ['Bounds too wide', { kind: 'unknown', why: 'bounds' }],
  ['Withdrawn', { kind: 'unknown', why: 'withdrawn' }],
  ['Heavy tail', { kind: 'unknown', why: 'tail' }, { heavyTail: HEAVY, variance: 91_200 }],
  ['Not finite', { kind: 'open' }, { broken: true, signalToNoise: Number.NaN, varianceTime: Number.NaN }],
  [
    'Nothing yet',
    { kind: 'open' },
    {
      mean: Number.NaN,
      variance: Number.NaN,
      signalToNoise: Number.NaN,
      estimatesPerSecond: Number.NaN,
      varianceTime: Number.NaN,
      count: 0,
    },
  ],
  [
    'Without variance',
    { kind: 'unbiased', by: 'exact mean' },
    { variance: 0, signalToNoise: Number.POSITIVE_INFINITY, varianceTime: 0 },
  ],
];

function Verdicts() {
  const rows = VERDICTS.map(([plan, verdict, change]) => ({ ...ROW, plan, verdict, ...change }));
  return <ComparisonTable rows={rows} places={rows.map((_, i) => i)} truth={TRUTH} method="quadrature" />;
}
