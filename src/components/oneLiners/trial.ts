import { modelOf, type NodeSampler, nodeSampler } from '../../engine';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { type Gauge, gaugeOf, type TrialVerdict } from './gauges';
import { documentAt, type FormName, type SliderValues } from './settings';

/**
 * The draws of one trial. Fixed before the first of them, and judged once, at the end: who looks again and again, and
 * stops at the first small p-value, finds one in the end for any line.
 */
export const TRIAL_DRAWS = 100_000;

/** Draws of one step: a few milliseconds. */
const STEP = 2000;

/** One line at one setting of its sliders and one seed: draws in steps, then judges. */
export class Trial {
  readonly gauge: Gauge;
  verdict: TrialVerdict | undefined;
  readonly #sample: NodeSampler;

  constructor(
    row: OneLiner,
    form: FormName,
    values: SliderValues,
    readonly seed: number,
  ) {
    const document = documentAt(row, values, form);
    this.gauge = gaugeOf(row, document, TRIAL_DRAWS);
    this.#sample = nodeSampler(modelOf(document), 'x');
  }

  /** Goes on by one step; false once there is nothing left to do. */
  step(): boolean {
    const { drawn } = this.gauge;
    if (drawn < TRIAL_DRAWS) {
      const count = Math.min(STEP, TRIAL_DRAWS - drawn);
      this.gauge.add(this.#sample(this.seed, drawn, count));
      return true;
    }
    this.verdict ??= this.gauge.judge();
    return this.verdict === undefined;
  }
}
