import { FindingError } from '../../diagnostics/types';
import { costOf } from '../../ir/cost';
import type { ValueId } from '../../ir/operations';
import type { Program } from '../../ir/program';
import { sizeOf } from '../../ir/shape';
import { fromPowerSums, type Moments } from '../../statistics/moments';
import type { Batch, Parts, Request, Runner } from '../contract';
import { Machine } from './machine';

/** Rows that one block holds: enough to keep the loops long, few enough to stay in the cache. */
const BLOCK = 256;

/** Numbers that a block may hold in all (8 MiB), and that one row of it may (1 GiB). */
const BLOCK_NUMBERS = 2 ** 20;
const ROW_NUMBERS = 2 ** 27;

/** Operations of one part of a batch: some ten milliseconds. */
const PART = 2 ** 22;

/** Operations that it takes to go on by one instruction, where few rows are worked out together. */
export const OVERHEAD = 16;

export interface ReferenceOptions {
  /** Chains that carry states side by side: estimate e belongs to chain (e - first) mod lanes. */
  readonly lanes?: number;
}

/**
 * Prepares a program on the reference executor: float64, plain JavaScript, the yardstick of the others.
 * A program without states takes its estimates in any number; with states `count` is rounded up to whole lanes.
 * Throws a FindingError for a program whose arrays do not fit into memory.
 */
export function prepareReference(program: Program, options: ReferenceOptions = {}): ReferenceRunner {
  return new ReferenceRunner(program, options.lanes ?? 1);
}

export class ReferenceRunner implements Runner {
  readonly executor = 'reference';
  readonly #machine: Machine;
  readonly #block: number;
  /** Operations that one row takes. */
  readonly #work: number;
  readonly #lanes: number;
  readonly #outputs: readonly { id: ValueId; size: number }[];
  readonly #states: readonly ChainState[];
  #warm = false;

  constructor(
    readonly program: Program,
    lanes: number,
  ) {
    const row = program.instructions.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (row > ROW_NUMBERS) {
      const facts = { what: 'the numbers that one sample needs are', size: row, limit: ROW_NUMBERS };
      throw new FindingError([{ code: 'too-large', facts }]);
    }
    this.#block = Math.max(1, Math.min(BLOCK, Math.floor(BLOCK_NUMBERS / Math.max(1, row))));
    this.#work = Math.max(1, costOf(program.instructions).operations);
    this.#lanes = program.states.length > 0 ? lanes : 1;
    // With states all rows of a block read the same generation of them: one row a lane.
    this.#machine = new Machine(program.instructions, program.states.length > 0 ? lanes : this.#block);
    this.#outputs = program.outputs.map(({ value }) => ({ id: value, size: this.#sizeOf(value) }));
    this.#states = program.states.map(({ name, next, initial, shape }) => {
      const readers = program.instructions.flatMap((instruction, id) =>
        instruction.op === 'state' && instruction.name === name ? [id] : [],
      );
      const size = sizeOf(shape);
      return {
        readers,
        next,
        initial,
        size,
        values: new Float64Array(size * lanes),
        sums: new Float64Array(size * lanes),
      };
    });
    this.reset();
  }

  run(request: Request): Promise<Batch> {
    return Promise.resolve(this.runNow(request));
  }

  /** The same without a promise. */
  runNow(request: Request): Batch {
    const parts = this.parts(request);
    for (;;) {
      const { done, value } = parts.next();
      if (done) return value;
    }
  }

  *parts({ seed, first, count, feeds, raw }: Request): Parts {
    this.#machine.feed(feeds);
    if (this.#states.length === 0) return yield* this.#independent(seed, first, count, raw);
    if (!this.#warm)
      yield* this.#chain(seed, first - this.program.warmUp * this.#lanes, this.program.warmUp, undefined);
    this.#warm = true;
    const steps = Math.ceil(count / this.#lanes);
    const tally = new Tally(
      this.#outputs.map(({ size }) => size),
      steps * this.#lanes,
      raw,
    );
    yield* this.#chain(seed, first, steps, tally);
    return tally.batch();
  }

  reset(): void {
    this.#warm = false;
    for (const { values, initial, size } of this.#states)
      for (let i = 0; i < values.length; i++) values[i] = initial[i % size] ?? 0;
  }

  dispose(): void {}

  /** Rows run over (estimate, sample), samples fastest. */
  *#independent(seed: number, first: number, count: number, raw: number): Parts {
    const m = this.program.samples;
    const tally = new Tally(
      this.#outputs.map(({ size }) => size),
      count,
      raw,
    );
    const estimates = new Int32Array(this.#block);
    const samples = new Int32Array(this.#block);
    const sums = this.#outputs.map(({ size }) => new Float64Array(size));
    const part = Math.max(1, Math.floor(PART / (this.#work * this.#block))) * this.#block;
    for (let done = 0; done < count * m; done += this.#block) {
      if (done > 0 && done % part === 0) yield;
      const rows = Math.min(this.#block, count * m - done);
      for (let row = 0; row < rows; row++) {
        estimates[row] = first + Math.floor((done + row) / m);
        samples[row] = (done + row) % m;
      }
      this.#machine.run({ seed, estimates, samples }, rows);
      this.#outputs.forEach(({ id, size }, output) => {
        const { data, stride } = this.#machine.column(id);
        const sum = sums[output] as Float64Array;
        for (let row = 0; row < rows; row++) {
          for (let j = 0; j < size; j++) sum[j] = (sum[j] as number) + (data[row * stride + j] as number) / m;
          if ((done + row + 1) % m !== 0) continue;
          tally.add(output, sum);
          sum.fill(0);
        }
      });
    }
    return tally.batch();
  }

  /** All lanes step together: every sample of one estimate, then the states move on. */
  *#chain(seed: number, first: number, steps: number, tally: Tally | undefined): Generator<undefined, void> {
    const lanes = this.#lanes;
    const m = this.program.samples;
    const estimates = new Int32Array(lanes);
    const samples = new Int32Array(lanes);
    const sums = this.#outputs.map(({ size }) => new Float64Array(size * lanes));
    const part = Math.ceil(PART / (lanes * (this.#work + OVERHEAD * this.program.instructions.length)));
    for (let step = 0; step < steps; step++) {
      for (let lane = 0; lane < lanes; lane++) estimates[lane] = first + step * lanes + lane;
      for (const { readers, values, sums: next } of this.#states) {
        for (const id of readers) this.#machine.give(id, values);
        next.fill(0);
      }
      for (const sum of sums) sum.fill(0);
      for (let sample = 0; sample < m; sample++) {
        if ((step * m + sample + 1) % part === 0) yield;
        samples.fill(sample);
        this.#machine.run({ seed, estimates, samples }, lanes);
        for (const { next, sums: out, size } of this.#states) this.#accumulate(next, size, out);
        this.#outputs.forEach(({ id, size }, output) => {
          this.#accumulate(id, size, sums[output] as Float64Array);
        });
      }
      for (const { values, sums: next } of this.#states) values.set(next);
      if (tally)
        for (let lane = 0; lane < lanes; lane++)
          this.#outputs.forEach(({ size }, output) => {
            tally.add(output, (sums[output] as Float64Array).subarray(lane * size, (lane + 1) * size));
          });
    }
  }

  #accumulate(id: ValueId, size: number, out: Float64Array): void {
    const { data, stride } = this.#machine.column(id);
    for (let lane = 0, o = 0; lane < this.#lanes; lane++)
      for (let j = 0; j < size; j++, o++)
        out[o] = (out[o] as number) + (data[lane * stride + j] as number) / this.program.samples;
  }

  #sizeOf(id: ValueId): number {
    return sizeOf(this.program.instructions[id]?.shape ?? []);
  }
}

interface ChainState {
  readonly readers: readonly ValueId[];
  readonly next: ValueId;
  readonly initial: readonly number[];
  readonly size: number;
  readonly values: Float64Array;
  readonly sums: Float64Array;
}

/** Power sums around the first estimate, for every element of every output, and the first `raw` estimates. */
class Tally {
  readonly #shifts: Float64Array[];
  readonly #sums: Float64Array[];
  readonly #raw: Float64Array[];
  readonly #seen: number[];

  constructor(
    readonly sizes: readonly number[],
    readonly count: number,
    raw: number,
  ) {
    this.#shifts = sizes.map((size) => new Float64Array(size));
    this.#sums = sizes.map((size) => new Float64Array(size * 4));
    this.#raw = sizes.map((size) => new Float64Array(size * Math.min(raw, count)));
    this.#seen = sizes.map(() => 0);
  }

  add(output: number, estimate: Float64Array): void {
    const shifts = this.#shifts[output] as Float64Array;
    const sums = this.#sums[output] as Float64Array;
    const raw = this.#raw[output] as Float64Array;
    const seen = this.#seen[output] as number;
    const size = estimate.length;
    if (seen === 0) shifts.set(estimate);
    if (seen * size < raw.length) raw.set(estimate, seen * size);
    this.#seen[output] = seen + 1;
    for (let j = 0, o = 0; j < size; j++, o += 4) {
      const d = (estimate[j] as number) - (shifts[j] as number);
      const d2 = d * d;
      sums[o] = (sums[o] as number) + d;
      sums[o + 1] = (sums[o + 1] as number) + d2;
      sums[o + 2] = (sums[o + 2] as number) + d2 * d;
      sums[o + 3] = (sums[o + 3] as number) + d2 * d2;
    }
  }

  batch(): Batch {
    const moments = this.sizes.map((size, output) =>
      Array.from({ length: size }, (_, j): Moments => {
        const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = (this.#sums[output] as Float64Array).subarray(
          j * 4,
          j * 4 + 4,
        );
        const shift = (this.#shifts[output] as Float64Array)[j] as number;
        return fromPowerSums(this.count, shift, s1, s2, s3, s4);
      }),
    );
    return { count: this.count, moments, raw: this.#raw };
  }
}
