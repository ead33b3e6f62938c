import { useMemo } from 'react';
import type { Setting } from '../../presets/reinforcement/everyEstimator';
import {
  latestSurvey,
  type SurveyFrame,
  subscribeSurvey,
  useEveryEstimator,
} from '../../state/views/everyEstimator';
import { slowly } from '../plot/feed';
import { type ExactMean, exactMeans, type MethodRow, methodRow } from './rows';

/** The newest numbers of the survey for tables and words, a few times a second. */
export const useSlowSurvey = slowly({ latest: latestSurvey, subscribe: subscribeSurvey });

/** Measured numbers beside exact ones; the former only where they belong to the setting. */
export function methodRows(
  means: readonly ExactMean[],
  { setting: measuredAt, seed: measuredWith, reports }: SurveyFrame,
  setting: Setting,
  seed: number,
): MethodRow[] {
  const isCurrent = measuredAt === setting && measuredWith === seed;
  return means.map((own) => methodRow(own, isCurrent ? reports.get(own.method.id) : undefined));
}

/** The rows of the table, a few times a second. */
export function useRows(): { readonly truth: number; readonly rows: readonly MethodRow[] } {
  const setting = useEveryEstimator((state) => state.setting);
  const seed = useEveryEstimator((state) => state.seed);
  const frame = useSlowSurvey();
  const { truth, means } = useMemo(() => exactMeans(setting), [setting]);
  const rows = useMemo(() => methodRows(means, frame, setting, seed), [means, frame, setting, seed]);
  return { truth, rows };
}
