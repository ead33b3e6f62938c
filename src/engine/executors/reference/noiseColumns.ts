import {
  blockOf,
  LANES,
  type NoiseKind,
  normalPairFrom,
  pcg4d,
  sampleWord,
  seedWord,
  uniformFrom,
} from '../../base/noise';
import type { InstructionOf } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';

type NoiseInstruction = InstructionOf<'noise'>;

/** Which draw every row of a block is: the first three words of the counter, before `seedWord` and `sampleWord`. */
export interface Counters {
  readonly seed: number;
  readonly estimates: Int32Array;
  readonly samples: Int32Array;
}

interface Block {
  readonly kind: NoiseKind;
  readonly block: number;
  readonly sample: number;
  readonly copy: number;
  /** Lane after lane, each `capacity` rows. */
  readonly lanes: Float64Array;
}

/** Whether the first rows are the same draws; those beyond what was drawn are not. */
function areSame(drawn: Counters, counters: Counters, rows: number): boolean {
  if (drawn.seed !== counters.seed) return false;
  for (let row = 0; row < rows; row++)
    if (drawn.estimates[row] !== counters.estimates[row] || drawn.samples[row] !== counters.samples[row])
      return false;
  return true;
}

/** Draws the base noise of all noise instructions of a program: one hash serves the four lanes of a block. */
export class NoiseColumns {
  readonly #capacity: number;
  readonly #blocks: Block[] = [];
  readonly #readers = new Map<NoiseInstruction, { block: Block; lane: number }[]>();
  readonly #counter = new Int32Array(4);
  #drawn: Counters | undefined;

  constructor(instructions: Iterable<NoiseInstruction>, capacity: number) {
    this.#capacity = capacity;
    const known = new Map<string, Block>();
    for (const instruction of instructions) {
      const { kind, source, shape } = instruction;
      const elements = Array.from({ length: sizeOf(shape) }, (_, j) => {
        const index = source.index + j;
        const key = `${kind} ${index >>> 2} ${source.sample} ${source.copy}`;
        let block = known.get(key);
        if (!block) {
          const lanes = new Float64Array(LANES * capacity);
          const { sample, copy } = source;
          block = { kind, block: blockOf(index), sample, copy, lanes };
          known.set(key, block);
          this.#blocks.push(block);
        }
        return { block, lane: index & 3 };
      });
      this.#readers.set(instruction, elements);
    }
  }

  /** Draws `rows` rows, unless they are those that were drawn last; whether they are others. */
  draw(counters: Counters, rows: number): boolean {
    if (this.#drawn && areSame(this.#drawn, counters, rows)) return false;
    const { seed, estimates, samples } = counters;
    this.#drawn = { seed, estimates: estimates.slice(0, rows), samples: samples.slice(0, rows) };
    const v = this.#counter;
    const n = this.#capacity;
    const first = seedWord(seed);
    for (const { kind, block, sample, copy, lanes } of this.#blocks) {
      for (let row = 0; row < rows; row++) {
        v[0] = first;
        v[1] = estimates[row] as number;
        v[2] = sampleWord((samples[row] as number) + sample, copy);
        v[3] = block;
        pcg4d(v);
        const [a, b, c, d] = v as unknown as [number, number, number, number];
        if (kind === 'uniform') {
          lanes[row] = uniformFrom(a);
          lanes[n + row] = uniformFrom(b);
          lanes[2 * n + row] = uniformFrom(c);
          lanes[3 * n + row] = uniformFrom(d);
        } else {
          [lanes[row], lanes[n + row]] = normalPairFrom(a, b);
          [lanes[2 * n + row], lanes[3 * n + row]] = normalPairFrom(c, d);
        }
      }
    }
    return true;
  }

  /** Copies what `instruction` reads into `out`, row by row. */
  read(instruction: NoiseInstruction, out: Float64Array, rows: number): void {
    const elements = this.#readers.get(instruction) ?? [];
    elements.forEach(({ block, lane }, j) => {
      const column = block.lanes.subarray(lane * this.#capacity);
      for (let row = 0, o = j; row < rows; row++, o += elements.length) out[o] = column[row] as number;
    });
  }
}
