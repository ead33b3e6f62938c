import { type DrawRequest, feedsOf, modelOf, nodeSampler } from '../../engine';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { type Gauge, gaugeOf, type Verdict } from './gauges';
import { documentAt, type FormName, type SliderValues } from './settings';

/**
 * The draws of one trial. Fixed before the first of them, and judged once, at the end: who looks again and again, and
 * stops at the first small p-value, finds one in the end for any line.
 */
export const DRAWS = 100_000;

/** Draws of one step: a few milliseconds. */
const STEP = 2000;

type Sampler = (request: DrawRequest) => Float64Array;

/** Sliders change numbers from outside alone, so a line is compiled once. */
const samplers = new Map<string, Sampler>();

function samplerOf(row: OneLiner, form: FormName): Sampler {
  const key = `${row.id} ${form}`;
  const sampler = samplers.get(key) ?? nodeSampler(modelOf(documentAt(row, {}, form)), 'x');
  samplers.set(key, sampler);
  return sampler;
}

/** One line at one setting of its sliders and one seed: draws in steps, then judges. */
export class Trial {
  readonly gauge: Gauge;
  verdict: Verdict | undefined;
  readonly #sample: Sampler;
  readonly #feeds: DrawRequest['feeds'];

  constructor(
    row: OneLiner,
    form: FormName,
    values: SliderValues,
    readonly seed: number,
  ) {
    const document = documentAt(row, values, form);
    this.gauge = gaugeOf(row, document, DRAWS);
    this.#sample = samplerOf(row, form);
    this.#feeds = feedsOf(document);
  }

  /** Goes on by one step; false once there is nothing left to do. */
  step(): boolean {
    const { drawn } = this.gauge;
    if (drawn < DRAWS) {
      const count = Math.min(STEP, DRAWS - drawn);
      this.gauge.add(this.#sample({ seed: this.seed, first: drawn, count, feeds: this.#feeds }));
      return true;
    }
    this.verdict ??= this.gauge.judge();
    return this.verdict === undefined;
  }
}
