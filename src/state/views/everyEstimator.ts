import { create } from 'zustand';
import { Desk, SURVEY, type SurveyEntry, type SurveyReport } from '../../engine';
import {
  estimateAt,
  HORIZONS,
  type Setting,
  SWEEP_ESTIMATES,
  USUAL,
} from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';
import { frameStore } from '../shell/frameStore';

/** Where the sliders of the view stand. Lasts as long as the visit. */
export interface EveryEstimatorState {
  readonly setting: Setting;
  readonly seed: number;
  /** Whether variances without a formula are measured at every horizon, too. */
  readonly sweeps: boolean;
}

export const useEveryEstimator = create<EveryEstimatorState>()(() => ({
  setting: USUAL,
  seed: 1,
  sweeps: true,
}));

/** What has been measured, by the setting and seed that it belongs to. */
export interface SurveyFrame {
  readonly setting: Setting;
  readonly seed: number;
  /** By method; at another horizon by `sweepId`. */
  readonly reports: ReadonlyMap<string, SurveyReport>;
  /** Of the measurements at every horizon, how many there are to be and how many are done. */
  readonly sweep: { readonly setting: Setting; readonly of: number; readonly done: number };
  /** What went wrong, in words. */
  readonly notice: string | undefined;
}

const frames = frameStore<SurveyFrame>({
  setting: USUAL,
  seed: 1,
  reports: new Map(),
  sweep: { setting: USUAL, of: 0, done: 0 },
  notice: undefined,
});

export const { latest: latestSurvey, subscribe: subscribeSurvey } = frames;

export const sweepId = (method: string, horizon: number): string => `${method} ${horizon}`;

/** Whether measurements at every horizon, which depend on the policy alone, are those of a setting. */
export const isSamePolicy = (a: Setting, b: Setting): boolean => a.gain === b.gain && a.noise === b.noise;

/** What the estimates of one entry may take, in milliseconds. */
const LONGEST = 2000;

/** A setting and a seed that something was asked for, or measured at. */
type Problem = Pick<EveryEstimatorState, 'setting' | 'seed'>;

/** What is asked of the survey. */
const own: {
  opened: Problem;
  /** Measured at every horizon. */
  swept: Problem;
  entriesOfSweep: readonly SurveyEntry[] | undefined;
  isSeen: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
  calm: ReturnType<typeof setTimeout> | undefined;
} = {
  opened: { setting: USUAL, seed: 1 },
  swept: { setting: USUAL, seed: 1 },
  entriesOfSweep: undefined,
  isSeen: false,
  timer: undefined,
  calm: undefined,
};

const survey = new Desk({
  ...SURVEY,
  onNews: ({ reports, notice }) => {
    const byId = new Map(reports.map((report) => [report.id, report]));
    const sweep = sweepEntries();
    const done = sweep.filter(({ id }) => byId.get(id)?.done).length;
    frames.publish({
      ...own.opened,
      reports: byId,
      sweep: { setting: own.swept.setting, of: sweep.length, done },
      notice,
    });
  },
  onFailure: ({ words }) => frames.publish({ ...frames.latest(), notice: words }),
});

/** Surveys while the view is seen. Returns the undoing. */
export function startSurvey(): () => void {
  own.isSeen = true;
  openNow();
  survey.tell({ kind: 'go', on: true });
  return () => {
    own.isSeen = false;
    survey.tell({ kind: 'go', on: false });
    clearTimeout(own.timer);
    clearTimeout(own.calm);
    [own.timer, own.calm] = [undefined, undefined];
  };
}

/** Lets another have the machine. */
export function pauseSurvey(): void {
  survey.tell({ kind: 'go', on: false });
}

export function resumeSurvey(): void {
  if (own.isSeen) survey.tell({ kind: 'go', on: true });
}

export function moveSetting(change: Partial<Setting>): void {
  useEveryEstimator.setState(({ setting }) => ({ setting: { ...setting, ...change } }));
  follow();
}

export function setSurveySeed(seed: number): void {
  useEveryEstimator.setState({ seed });
  follow();
}

export function setSweeps(sweeps: boolean): void {
  useEveryEstimator.setState({ sweeps });
  openNow();
}

/** A moving slider opens so often at most, in milliseconds, and what takes long waits until it has come to rest. */
const OPENING = 100;
const CALM = 600;

function follow(): void {
  clearTimeout(own.calm);
  own.calm = setTimeout(openNow, CALM);
  own.timer ??= setTimeout(() => {
    own.timer = undefined;
    open();
  }, OPENING);
}

function openNow(): void {
  const { setting, seed } = useEveryEstimator.getState();
  if (!isSamePolicy(own.swept.setting, setting) || own.swept.seed !== seed) {
    own.swept = { setting, seed };
    own.entriesOfSweep = undefined;
  }
  open();
}

function open(): void {
  const { setting, seed } = useEveryEstimator.getState();
  own.opened = { setting, seed };
  const entries = METHODS.map((method) => ({
    id: method.id,
    document: { ...estimateAt(method, setting), seed },
    estimates: method.estimates,
    milliseconds: LONGEST,
    timed: true,
  }));
  survey.open({ kind: 'open', entries: [...entries, ...sweepEntries()] });
}

/** The methods without a formula at every horizon, each method's shortest first. */
function sweepEntries(): readonly SurveyEntry[] {
  if (!useEveryEstimator.getState().sweeps) return [];
  const { setting, seed } = own.swept;
  own.entriesOfSweep ??= HORIZONS.flatMap((horizon) =>
    METHODS.filter(({ isExact }) => !isExact).map(
      (method): SurveyEntry => ({
        id: sweepId(method.id, horizon),
        document: { ...estimateAt(method, { ...setting, horizon }), seed },
        estimates: Math.min(SWEEP_ESTIMATES, method.estimates),
        milliseconds: LONGEST,
        timed: false,
      }),
    ),
  );
  return own.entriesOfSweep;
}
