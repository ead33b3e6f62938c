import { create } from 'zustand';
import { SurveyClient, type SurveyEntry, type SurveyReport } from '../engine';
import {
  estimateAt,
  HORIZONS,
  type Setting,
  SWEEP_ESTIMATES,
  USUAL,
} from '../presets/reinforcement/everyEstimator';
import { METHODS } from '../presets/reinforcement/methods';
import { frameStore } from './frameStore';

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
}

const frames = frameStore<SurveyFrame>({
  setting: USUAL,
  seed: 1,
  reports: new Map(),
  sweep: { setting: USUAL, of: 0, done: 0 },
});

export const { latest: latestSurvey, subscribe: subscribeSurvey } = frames;

export const sweepId = (method: string, horizon: number): string => `${method} ${horizon}`;

/** Whether measurements at every horizon, which depend on the policy alone, are those of a setting. */
export const isSamePolicy = (a: Setting, b: Setting): boolean => a.gain === b.gain && a.noise === b.noise;

/** What the estimates of one entry may take, in milliseconds. */
const LONGEST = 2000;

let client: SurveyClient | undefined;
let opened = { setting: USUAL, seed: 1 };
let swept = { setting: USUAL, seed: 1 };

let isSeen = false;

/** Surveys while the view is seen. Returns the undoing. */
export function startSurvey(): () => void {
  client ??= new SurveyClient(({ reports }) => {
    const byId = new Map(reports.map((report) => [report.id, report]));
    const sweep = sweepEntries();
    const done = sweep.filter(({ id }) => byId.get(id)?.done).length;
    frames.publish({
      ...opened,
      reports: byId,
      sweep: { setting: swept.setting, of: sweep.length, done },
    });
  });
  isSeen = true;
  openNow();
  client.resume();
  return () => {
    isSeen = false;
    client?.pause();
    clearTimeout(timer);
    clearTimeout(calm);
    [timer, calm] = [undefined, undefined];
  };
}

/** Lets another have the machine. */
export function pauseSurvey(): void {
  client?.pause();
}

export function resumeSurvey(): void {
  if (isSeen) client?.resume();
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
let timer: ReturnType<typeof setTimeout> | undefined;
let calm: ReturnType<typeof setTimeout> | undefined;

function follow(): void {
  clearTimeout(calm);
  calm = setTimeout(openNow, CALM);
  timer ??= setTimeout(() => {
    timer = undefined;
    open();
  }, OPENING);
}

function openNow(): void {
  const { setting, seed } = useEveryEstimator.getState();
  if (!isSamePolicy(swept.setting, setting) || swept.seed !== seed) {
    swept = { setting, seed };
    entriesOfSweep = undefined;
  }
  open();
}

function open(): void {
  const { setting, seed } = useEveryEstimator.getState();
  opened = { setting, seed };
  client?.open([
    ...METHODS.map(
      (method): SurveyEntry => ({
        id: method.id,
        document: { ...estimateAt(method, setting), seed },
        estimates: method.estimates,
        milliseconds: LONGEST,
        timed: true,
      }),
    ),
    ...sweepEntries(),
  ]);
}

let entriesOfSweep: readonly SurveyEntry[] | undefined;

/** The methods without a formula at every horizon, each method's shortest first. */
function sweepEntries(): readonly SurveyEntry[] {
  if (!useEveryEstimator.getState().sweeps) return [];
  entriesOfSweep ??= HORIZONS.flatMap((horizon) =>
    METHODS.flatMap((method): SurveyEntry[] =>
      method.isExact
        ? []
        : [
            {
              id: sweepId(method.id, horizon),
              document: { ...estimateAt(method, { ...swept.setting, horizon }), seed: swept.seed },
              estimates: Math.min(SWEEP_ESTIMATES, method.estimates),
              milliseconds: LONGEST,
              timed: false,
            },
          ],
    ),
  );
  return entriesOfSweep;
}
