import { normalPairFrom, pcg4d, rejectionBlock, sampleWord, seedWord, uniformFrom } from '../../base/noise';
import { logStandardGamma } from '../../base/special/gammaDraw';
import { argsOf, type Instruction, type InstructionOf, type ValueId } from '../../ir/operations';
import type { Feeds } from '../../ir/program';
import { sizeOf } from '../../ir/shape';
import { type Column, type RowKernel, rowKernelOf } from './kernels';
import { type Counters, NoiseColumns } from './noiseColumns';

interface Step {
  readonly id: ValueId;
  readonly instruction: Instruction;
  readonly args: readonly ValueId[];
  readonly columns: readonly Column[];
  readonly kernel: RowKernel | undefined;
  readonly out: Float64Array;
  readonly size: number;
}

/**
 * Evaluates instructions in float64 over blocks of rows, one row a sample. What does not depend on the sample is
 * computed once for each set of feeds, and what depends on nothing that has changed since the last block not again. Not
 * a compiler: plain loops over typed arrays.
 */
export class Machine {
  readonly #uniform: Step[] = [];
  readonly #varying: Step[] = [];
  readonly #columns: Column[] = [];
  readonly #noise: NoiseColumns;
  readonly #isRandom: boolean;
  /** By instruction: whether it has changed since the last block. */
  readonly #changed: Uint8Array;
  /** Rows of the last block. */
  #rows = 0;
  /** Whether what feeds decide is computed. */
  #isFed = false;

  /** @param capacity most rows of one block */
  constructor(
    instructions: readonly Instruction[],
    readonly capacity: number,
  ) {
    const varies: boolean[] = [];
    const noise: InstructionOf<'noise'>[] = [];
    instructions.forEach((instruction, id) => {
      const { op, shape } = instruction;
      const args = argsOf(instruction);
      const size = sizeOf(shape);
      const source = op === 'noise' || op === 'logStandardGamma' || op === 'state';
      const varying = source || args.some((arg) => varies[arg]);
      varies.push(varying);
      const out = new Float64Array(size * (varying ? capacity : 1));
      this.#columns.push({ data: out, stride: varying ? size : 0 });
      if (op === 'state') return;
      if (op === 'constant') {
        out.set(instruction.values);
        return;
      }
      if (op === 'noise') noise.push(instruction);
      const kernel =
        source || op === 'feed'
          ? undefined
          : rowKernelOf(
              instruction,
              args.map((arg) => shapeAt(instructions, arg)),
            );
      const columns = args.map((arg) => this.column(arg));
      const step: Step = { id, instruction, args, columns, kernel, out, size };
      (varying ? this.#varying : this.#uniform).push(step);
    });
    this.#noise = new NoiseColumns(noise, capacity);
    this.#isRandom = instructions.some(({ op }) => op === 'noise' || op === 'logStandardGamma');
    this.#changed = new Uint8Array(instructions.length);
  }

  /** Sets the values from outside and computes what depends on them alone. */
  feed(feeds: Feeds): void {
    const isFirst = !this.#isFed;
    this.#isFed = false;
    for (const step of this.#uniform) {
      const { id, instruction, out } = step;
      if (instruction.op === 'feed') this.#set(id, out, feedOf(feeds, instruction));
      else if (isFirst || this.#isStale(step)) this.#compute(step, 1);
    }
    this.#isFed = true;
  }

  /** Sets rows of a `state` instruction, row-major. */
  give(id: ValueId, rows: ArrayLike<number>): void {
    this.#set(id, this.column(id).data, rows);
  }

  /** Sets the same row `rows` times. */
  giveAll(id: ValueId, row: Float64Array, rows: number): void {
    const { data } = this.column(id);
    for (let i = 0; i < rows; i++) this.#set(id, data.subarray(i * row.length), row);
  }

  #set(id: ValueId, data: Float64Array, values: ArrayLike<number>): void {
    let i = 0;
    while (i < values.length && Object.is(data[i], values[i])) i++;
    if (i === values.length) return;
    data.set(values);
    this.#changed[id] = 1;
  }

  /** Computes one block of at most `capacity` rows. */
  run(counters: Counters, rows: number): void {
    const isDrawn = this.#isRandom && this.#noise.draw(counters, rows);
    const isLonger = rows > this.#rows;
    for (const step of this.#varying) {
      const { id, instruction, out } = step;
      switch (instruction.op) {
        case 'noise':
          if (!isDrawn) continue;
          this.#noise.read(instruction, out, rows);
          break;
        case 'logStandardGamma':
          if (!isDrawn && !isLonger && !this.#isStale(step)) continue;
          this.#gamma(instruction, out, counters, rows);
          break;
        default:
          if (!isLonger && !this.#isStale(step)) continue;
          this.#compute(step, rows);
      }
      this.#changed[id] = 1;
    }
    this.#changed.fill(0);
    this.#rows = rows;
  }

  column(id: ValueId): Column {
    const column = this.#columns[id];
    if (!column) throw new Error(`no instruction ${id}`);
    return column;
  }

  /** Whether something that it is computed from has changed. */
  #isStale({ args }: Step): boolean {
    for (const arg of args) if (this.#changed[arg] === 1) return true;
    return false;
  }

  #compute({ id, kernel, columns, out }: Step, rows: number): void {
    kernel?.(out, columns, rows);
    this.#changed[id] = 1;
  }

  #gamma(
    { source, mirrored, args: [arg], shape }: InstructionOf<'logStandardGamma'>,
    out: Float64Array,
    { seed, estimates, samples }: Counters,
    rows: number,
  ): void {
    const { data, stride } = this.column(arg);
    const size = sizeOf(shape);
    const words = new Int32Array(4);
    const first = seedWord(seed);
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < size; j++) {
        out[o++] = logStandardGamma(data[row * stride + j] as number, (attempt) => {
          words[0] = first;
          words[1] = estimates[row] as number;
          words[2] = sampleWord((samples[row] as number) + source.sample, source.copy);
          words[3] = rejectionBlock(source.index + j, attempt);
          pcg4d(words);
          const [a, b, c, d] = words as unknown as [number, number, number, number];
          const normal = normalPairFrom(a, b)[0];
          return mirrored
            ? { normal: -normal, uniform: uniformFrom(~c), boost: uniformFrom(~d) }
            : { normal, uniform: uniformFrom(c), boost: uniformFrom(d) };
        });
      }
  }
}

function shapeAt(instructions: readonly Instruction[], id: ValueId) {
  return (instructions[id] as Instruction).shape;
}

function feedOf(feeds: Feeds, { name, shape }: InstructionOf<'feed'>): Float64Array {
  const values = feeds.get(name);
  if (values?.length !== sizeOf(shape)) throw new Error(`${name}: ${sizeOf(shape)} numbers expected`);
  return values;
}
