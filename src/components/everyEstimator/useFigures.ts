import { useCallback, useMemo } from 'react';
import { bestGain, variance } from '../../engine';
import { HORIZONS, regulatorAt } from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';
import {
  isSamePolicy,
  latestSurvey,
  subscribeSurvey,
  sweepId,
  useEveryEstimator,
} from '../../state/views/everyEstimator';
import { latestGains, useGains } from '../../state/views/gains';
import type { Size } from '../plot/figure';
import { usePalette } from '../ui/usePalette';
import { biasCurves, biasFigure, type Trust } from './biasFigure';
import { latestExact, subscribeExact } from './exactVariances';
import { gainFigure, type Progress } from './gainFigure';
import { type HorizonLine, horizonFigure } from './horizonFigure';
import { exactMeans } from './rows';
import { methodRows } from './useRows';

/** Both of what the figure of horizons shows. */
export function subscribeHorizons(changed: () => void): () => void {
  const stops = [subscribeSurvey(changed), subscribeExact(changed)];
  return () => {
    for (const stop of stops) stop();
  };
}

export function useHorizonFigure() {
  const setting = useEveryEstimator((state) => state.setting);
  const palette = usePalette();
  return useCallback(
    (size: Size) => {
      const { byMethod } = latestExact();
      const frame = latestSurvey();
      const isSwept = isSamePolicy(frame.sweep.setting, setting);
      const lines = METHODS.map((method): HorizonLine => {
        const swept = HORIZONS.flatMap((horizon): [number, number][] => {
          const report = isSwept ? frame.reports.get(sweepId(method.id, horizon)) : undefined;
          return report?.done ? [[horizon, variance(report.gradient)]] : [];
        });
        const own = frame.setting === setting ? frame.reports.get(method.id) : undefined;
        return {
          method,
          exact: byMethod.get(method.id) ?? [],
          measured: swept.length > 0 ? swept : own?.done ? [[setting.horizon, variance(own.gradient)]] : [],
        };
      });
      return horizonFigure(lines, setting.horizon, HORIZONS.length, palette, size);
    },
    [setting, palette],
  );
}

export function useBiasFigure(trust: Trust) {
  const setting = useEveryEstimator((state) => state.setting);
  const seed = useEveryEstimator((state) => state.seed);
  const palette = usePalette();
  const { means } = useMemo(() => exactMeans(setting), [setting]);
  const curves = useMemo(() => biasCurves(trust, setting), [trust, setting]);
  return useCallback(
    (size: Size) => {
      const rows = methodRows(means, latestSurvey(), setting, seed);
      return biasFigure(trust, setting, curves, rows, palette, size);
    },
    [trust, setting, seed, means, curves, palette],
  );
}

export function useGainFigure(progress: Progress) {
  const setting = useEveryEstimator((state) => state.setting);
  const steps = useGains(({ learning }) => learning.steps);
  const palette = usePalette();
  const best = useMemo(() => bestGain(regulatorAt(setting)), [setting]);
  return useCallback(
    (size: Size) => gainFigure(latestGains(), { best, start: setting.gain, steps }, progress, palette, size),
    [best, setting, steps, progress, palette],
  );
}
