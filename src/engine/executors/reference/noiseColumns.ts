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

/** Blocks of one kind, drawn for one sample. */
interface Group {
  readonly kind: NoiseKind;
  readonly sample: number;
  readonly copy: number;
  readonly blocks: number[];
  /** Places in `blocks`, by block. */
  readonly places: Map<number, number>;
  /** Block after block, lane after lane, each `capacity` rows. */
  lanes: Float64Array;
}

interface Reader {
  readonly group: Group;
  /** By element: where its lane begins. */
  readonly starts: Float64Array;
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
  readonly #groups: readonly Group[];
  readonly #readers = new Map<NoiseInstruction, Reader>();
  readonly #counter = new Int32Array(4);
  #drawn: Counters | undefined;

  constructor(instructions: Iterable<NoiseInstruction>, capacity: number) {
    this.#capacity = capacity;
    const groups = new Map<string, Group>();
    for (const instruction of instructions) {
      const { kind, source, shape } = instruction;
      const { sample, copy } = source;
      const key = `${kind} ${sample} ${copy}`;
      const none = { kind, sample, copy, blocks: [], places: new Map(), lanes: new Float64Array(0) };
      const group: Group = groups.get(key) ?? none;
      groups.set(key, group);
      const starts = new Float64Array(sizeOf(shape));
      for (let j = 0; j < starts.length; j++) {
        const index = source.index + j;
        starts[j] = (LANES * placeOf(group, blockOf(index)) + (index & 3)) * capacity;
      }
      this.#readers.set(instruction, { group, starts });
    }
    this.#groups = [...groups.values()];
    for (const group of this.#groups) group.lanes = new Float64Array(LANES * capacity * group.blocks.length);
  }

  /** Draws `rows` rows, unless they are those that were drawn last; whether they are others. */
  draw(counters: Counters, rows: number): boolean {
    if (this.#drawn && areSame(this.#drawn, counters, rows)) return false;
    const { seed, estimates, samples } = counters;
    this.#drawn = { seed, estimates: estimates.slice(0, rows), samples: samples.slice(0, rows) };
    const v = this.#counter;
    const n = this.#capacity;
    const first = seedWord(seed);
    for (const { kind, sample, copy, blocks, lanes } of this.#groups)
      for (let place = 0; place < blocks.length; place++)
        for (let row = 0, at = LANES * place * n; row < rows; row++, at++) {
          v[0] = first;
          v[1] = estimates[row] as number;
          v[2] = sampleWord((samples[row] as number) + sample, copy);
          v[3] = blocks[place] as number;
          pcg4d(v);
          const [a, b, c, d] = v as unknown as [number, number, number, number];
          if (kind === 'uniform') {
            lanes[at] = uniformFrom(a);
            lanes[n + at] = uniformFrom(b);
            lanes[2 * n + at] = uniformFrom(c);
            lanes[3 * n + at] = uniformFrom(d);
          } else {
            [lanes[at], lanes[n + at]] = normalPairFrom(a, b);
            [lanes[2 * n + at], lanes[3 * n + at]] = normalPairFrom(c, d);
          }
        }
    return true;
  }

  /** Copies what `instruction` reads into `out`, row by row. */
  read(instruction: NoiseInstruction, out: Float64Array, rows: number): void {
    const reader = this.#readers.get(instruction);
    if (!reader) return;
    const { starts, group } = reader;
    const { lanes } = group;
    for (let j = 0; j < starts.length; j++) {
      const start = starts[j] as number;
      for (let row = 0, o = j; row < rows; row++, o += starts.length) out[o] = lanes[start + row] as number;
    }
  }
}

/** Its place among the blocks of the group, a new one where it is not among them. */
function placeOf({ places, blocks }: Group, block: number): number {
  const known = places.get(block);
  if (known !== undefined) return known;
  places.set(block, blocks.length);
  return blocks.push(block) - 1;
}
