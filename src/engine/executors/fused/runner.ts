import type { Program } from '../../ir/program';
import { sizeOf } from '../../ir/shape';
import type { Batch, Request, Runner } from '../contract';
import type { Hoisted } from './hoist';
import type { Lanes } from './lanes';
import { type Frames, framesAround, momentsOfEstimates, momentsOfSums, plainFrames, Tally } from './tally';

/** A draw that takes longer than this would make the rest of the machine stutter. */
const DRAW_MS = 40;
/** Draws queued ahead of the one that is read, so that the GPU does not wait for the reading. */
const AHEAD = 2;
const FASTEST_GROWTH = 8;

/** Runs one program on its lanes: cuts a request into draws, and gathers what they leave. */
export class FusedRunner implements Runner {
  readonly executor = 'fused';
  readonly #program: Program;
  readonly #hoisted: Hoisted;
  readonly #lanes: Lanes;
  readonly #outputs: number;
  #feeds: Float32Array | undefined;
  /** From an earlier draw with the same feeds. */
  #frames: Frames | undefined;
  /** Of the chains of states. */
  #warm = false;
  #stale = false;
  /** Measured time of one step of all lanes. */
  #stepMs = 0;
  #steps = 1;
  #last: Promise<unknown> = Promise.resolve();

  constructor(program: Program, hoisted: Hoisted, lanes: Lanes) {
    this.#program = program;
    this.#hoisted = hoisted;
    this.#lanes = lanes;
    this.#outputs = hoisted.body.outputs.length;
  }

  /** Estimates made in one step: `count` of a request is rounded up to a multiple of it. */
  get lanes(): number {
    return this.#lanes.count;
  }

  /** Into how many draws one step is cut, by its measured time. */
  get drawsOfOneStep(): number {
    return this.#bands(1);
  }

  /** Requests queue up behind one another. */
  run(request: Request): Promise<Batch> {
    const next = this.#last.then(
      () => this.#run(request),
      () => this.#run(request),
    );
    this.#last = next;
    return next;
  }

  reset(): void {
    this.#stale = true;
  }

  /** What is under way is let finish first. */
  dispose(): void {
    const end = () => this.#lanes.dispose();
    this.#last.then(end, end);
  }

  async #run({ seed, first, count, feeds, raw }: Request): Promise<Batch> {
    const { lanes } = this;
    if (this.#stale) {
      this.#lanes.reset();
      this.#warm = false;
      this.#frames = undefined;
      this.#stale = false;
    }
    this.#feed(Float32Array.from(this.#hoisted.prelude(feeds)));
    if (this.#program.states.length > 0 && !this.#warm) await this.#warmUp(seed, first);
    this.#warm = true;

    const tally = new Tally(this.#outputs);
    const steps = Math.max(1, Math.ceil(count / lanes));
    const single = Math.min(steps, Math.max(Math.ceil(raw / lanes), this.#frames ? 0 : 1));
    const columns = rawColumns(this.#outputs, Math.min(raw, single * lanes));
    const plain = plainFrames(this.#outputs);
    for (let step = 0; step < single; step++) {
      const sums = await this.#draw(seed, first + step * lanes, 1, plain);
      tally.add(lanes, (output) => momentsOfEstimates(sums, output, lanes));
      keepRaw(columns, sums, step * lanes, lanes);
    }
    this.#frames ??= framesAround(tally.moments);
    await this.#summed(seed, first + single * lanes, steps - single, this.#frames, tally);
    return this.#batch(tally, columns);
  }

  /** Makes `steps` steps in draws as long as measured time allows, a few of them queued ahead. */
  async #summed(seed: number, first: number, steps: number, frames: Frames, tally: Tally): Promise<void> {
    const { lanes } = this;
    const queue: { readonly steps: number; readonly sums: Promise<Float32Array> }[] = [];
    let drawn = 0;
    try {
      while (drawn < steps || queue.length > 0) {
        while (drawn < steps && queue.length < this.#ahead()) {
          const now = Math.min(this.#steps, steps - drawn);
          queue.push({ steps: now, sums: this.#draw(seed, first + drawn * lanes, now, frames) });
          drawn += now;
        }
        const oldest = queue[0];
        if (!oldest) break;
        const start = performance.now();
        const sums = await oldest.sums;
        queue.shift();
        tally.add(oldest.steps * lanes, (output) => momentsOfSums(sums, output, lanes, oldest.steps, frames));
        this.#measure(oldest.steps, performance.now() - start);
      }
    } catch (error) {
      await Promise.allSettled(queue.map(({ sums }) => sums));
      throw error;
    }
  }

  async #warmUp(seed: number, first: number): Promise<void> {
    const { warmUp } = this.#program;
    const frames = plainFrames(this.#outputs);
    for (let done = 0; done < warmUp; ) {
      const steps = Math.min(this.#steps, warmUp - done);
      const start = performance.now();
      const from = first - (warmUp - done) * this.lanes;
      await this.#drawBands(seed, from, steps, frames, () => this.#lanes.settle());
      this.#measure(steps, performance.now() - start);
      done += steps;
    }
  }

  #draw(seed: number, first: number, steps: number, frames: Frames): Promise<Float32Array> {
    return this.#drawBands(seed, first, steps, frames, () => this.#lanes.read());
  }

  /**
   * Queues the draws of some steps, and `finish` right behind them. Waits between the bands of one step, so that they
   * do not hold the GPU at a stretch; without bands all is queued before this returns.
   */
  async #drawBands<T>(
    seed: number,
    first: number,
    steps: number,
    frames: Frames,
    finish: () => Promise<T>,
  ): Promise<T> {
    const bands = this.#bands(steps);
    const { side } = this.#lanes;
    for (let band = 0; band < bands; band++) {
      const rows = [Math.floor((band * side) / bands), Math.floor(((band + 1) * side) / bands)] as const;
      this.#lanes.draw({ seed, first, steps, frames, rows });
      if (band < bands - 1) await this.#lanes.settle();
    }
    this.#lanes.advance();
    return finish();
  }

  /** Until the last band of a draw is read, no other may touch the textures. */
  #ahead(): number {
    return this.#bands(this.#steps) > 1 ? 1 : AHEAD;
  }

  /** A single step that takes too long is drawn in bands of rows. */
  #bands(steps: number): number {
    return steps > 1 ? 1 : Math.min(this.#lanes.side, Math.max(1, Math.ceil(this.#stepMs / DRAW_MS)));
  }

  #measure(steps: number, ms: number): void {
    this.#stepMs = ms / steps;
    const fitting = Math.floor(DRAW_MS / Math.max(this.#stepMs, 1e-3));
    this.#steps = Math.max(1, Math.min(fitting, steps * FASTEST_GROWTH));
  }

  /** Numbers that differ from the last request's make its frames stale. */
  #feed(hoisted: Float32Array): void {
    const known = this.#feeds;
    if (known && hoisted.every((value, i) => Object.is(value, known[i]))) return;
    this.#feeds = hoisted;
    this.#frames = undefined;
    const padded = new Float32Array(Math.ceil(hoisted.length / 4) * 4);
    padded.set(hoisted);
    this.#lanes.feed(padded);
  }

  #batch(tally: Tally, columns: readonly Float64Array[]): Batch {
    let element = 0;
    const moments = [];
    const raw = [];
    for (const { value } of this.#program.outputs) {
      const size = sizeOf(this.#program.instructions[value]?.shape ?? []);
      moments.push(tally.moments.slice(element, element + size));
      raw.push(interleave(columns.slice(element, element + size)));
      element += size;
    }
    return { count: tally.count, moments, raw };
  }
}

function rawColumns(outputs: number, length: number): Float64Array[] {
  return Array.from({ length: outputs }, () => new Float64Array(length));
}

/** Copies the estimates of one step in plain frames, as far as they are asked for. */
function keepRaw(columns: readonly Float64Array[], sums: Float32Array, from: number, lanes: number): void {
  columns.forEach((column, output) => {
    for (let lane = 0; lane < lanes && from + lane < column.length; lane++)
      column[from + lane] = sums[(output * lanes + lane) * 4] ?? Number.NaN;
  });
}

/** Estimate by estimate, element by element. */
function interleave(columns: readonly Float64Array[]): Float64Array {
  const size = columns.length;
  const raw = new Float64Array(size * (columns[0]?.length ?? 0));
  columns.forEach((column, element) => {
    for (let i = 0; i < column.length; i++) raw[i * size + element] = column[i] ?? Number.NaN;
  });
  return raw;
}
