import { useEffect } from 'react';
import { type EstimateMoments, estimatorMoments } from '../../engine';
import { believedAt, HORIZONS, regulatorAt, type Setting } from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';
import { frameStore } from '../../state/shell/frameStore';
import { workInSlices } from '../plot/slices';

/** Exact variances of one estimate by method, for horizons of 1, 2, ..., as far as they have been worked out. */
export interface ExactVariances {
  readonly setting: Setting | undefined;
  readonly byMethod: ReadonlyMap<string, readonly number[]>;
}

const frames = frameStore<ExactVariances>({ setting: undefined, byMethod: new Map() });

export const { latest: latestExact, subscribe: subscribeExact } = frames;

/** Works them out a few milliseconds a frame; what was known of another setting stays until then. */
export function useExactVariances({ gain, noise, model, critic }: Setting): void {
  useEffect(() => {
    const setting = { horizon: HORIZONS.length, gain, noise, model, critic };
    const exact = METHODS.filter(({ isExact }) => isExact);
    const found = new Map<string, readonly number[]>();
    let moments: Generator<EstimateMoments> | undefined;
    let variances: number[] = [];
    let at = 0;
    return workInSlices({
      step: () => {
        const method = exact[at];
        if (!method) return false;
        moments ??= estimatorMoments(regulatorAt(setting), gain, method.mean, believedAt(setting));
        const { value, done } = moments.next();
        if (!done) variances.push(value.variance);
        else {
          found.set(method.id, variances);
          [moments, variances, at] = [undefined, [], at + 1];
        }
        return at < exact.length;
      },
      show: () => {
        if (at === exact.length) frames.publish({ setting, byMethod: found });
      },
    });
  }, [gain, noise, model, critic]);
}
