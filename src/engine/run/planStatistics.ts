import type { CompiledPlan } from '../compile/plan';
import type { Batch } from '../executors/contract';
import { sizeOf } from '../ir/shape';
import { type Moments, merge, NO_MOMENTS, variance } from '../statistics/moments';
import { Tail, type TailFit } from '../statistics/paretoTail';
import { Recent } from '../statistics/recent';
import { Trace } from '../statistics/trace';
import type { Focus, ParameterSnapshot } from './contract';

/** Single estimates kept for the picture. */
export const KEPT = 4000;
/** A tail is fitted again after so many times as many estimates. */
const REFIT = 1.25;
/** Coordinates whose traces are kept; of more, only these first ones. */
const TRACED = 64;
/** Coordinates of one parameter that a snapshot tells of. */
const TOLD = 1000;

interface Slot {
  readonly name: string;
  readonly offset: number;
  readonly output: number;
  readonly size: number;
}

/** What is known of one plan by its estimates: moments, running means, the last single estimates, and tails. */
export class PlanStatistics {
  readonly #compiled: CompiledPlan;
  readonly #slots: readonly Slot[];
  #moments: Moments[][] = [];
  #traces: Trace[] = [];
  #recent: Recent[] = [];
  #tails: FittedTail[] = [];
  #count = 0;

  constructor(compiled: CompiledPlan) {
    this.#compiled = compiled;
    let offset = 0;
    this.#slots = compiled.parameters.map(({ name, shape }, i) => {
      const slot = { name, offset, output: i + 1, size: sizeOf(shape) };
      offset += slot.size;
      return slot;
    });
  }

  /** Estimates so far. */
  get count(): number {
    return this.#count;
  }

  /** Of all parameters. */
  get coordinates(): number {
    return this.#slots.reduce((sum, { size }) => sum + size, 0);
  }

  get cost(): Moments {
    return this.#moments[0]?.[0] ?? NO_MOMENTS;
  }

  gradients(focus: Focus | undefined): ParameterSnapshot[] {
    return this.#slots.map((slot) => this.#parameter(slot, focus));
  }

  reset(): void {
    const { instructions, outputs } = this.#compiled.program;
    this.#count = 0;
    this.#moments = outputs.map(({ value }) =>
      Array.from({ length: sizeOf(instructions[value]?.shape ?? []) }, () => NO_MOMENTS),
    );
    const traced = Math.min(TRACED, this.coordinates);
    this.#traces = Array.from({ length: traced }, () => new Trace());
    this.#recent = Array.from({ length: traced }, () => new Recent(KEPT));
    this.#tails = Array.from({ length: traced }, () => new FittedTail());
  }

  take(batch: Batch): void {
    const isEarly = this.#count < KEPT;
    this.#count += batch.count;
    batch.moments.forEach((elements, output) => {
      const own = this.#moments[output];
      elements.forEach((moments, j) => {
        if (own) own[j] = merge(own[j] ?? NO_MOMENTS, moments);
      });
    });
    for (const { offset, output, size } of this.#slots) {
      const raw = batch.raw[output] ?? new Float64Array(0);
      for (let j = 0; j < size; j++) {
        const moments = batch.moments[output]?.[j];
        if (moments && isEarly) this.#traces[offset + j]?.addBegun(raw, j, size, moments);
        else if (moments) this.#traces[offset + j]?.add(moments);
        this.#recent[offset + j]?.add(raw, j, size);
        this.#tails[offset + j]?.tail.add(raw, j, size);
      }
    }
  }

  #parameter(slot: Slot, focus: Focus | undefined): ParameterSnapshot {
    const moments = this.#moments[slot.output] ?? [];
    const coordinate = focus?.parameter === slot.name ? focus.coordinate : 0;
    const trace = this.#traces[slot.offset + coordinate];
    return {
      parameter: slot.name,
      moments: moments.slice(0, TOLD),
      totalVariance: moments.reduce((sum, m) => sum + variance(m), 0),
      trace: {
        count: Float64Array.from(trace?.count ?? []),
        mean: Float64Array.from(trace?.mean ?? []),
        error: Float64Array.from(trace?.error ?? []),
      },
      recent: this.#recent[slot.offset + coordinate]?.values() ?? new Float64Array(0),
      tail: this.#tails[slot.offset + coordinate]?.fit(),
    };
  }
}

/** A tail and its last fit, which takes milliseconds and changes slowly. */
class FittedTail {
  readonly tail = new Tail();
  #fit: TailFit | undefined;
  #count = 0;

  fit(): TailFit | undefined {
    if (this.tail.count > REFIT * this.#count) {
      this.#count = this.tail.count;
      this.#fit = this.tail.fit();
    }
    return this.#fit;
  }
}
