import { keepReachable } from '../../ir/deadCode';
import type { Instruction, ValueId } from '../../ir/operations';
import type { Feeds } from '../../ir/program';
import { sizeOf } from '../../ir/shape';
import type { Column } from './kernels';
import { Machine } from './machine';

const BLOCK = 512;
const NO_COUNTERS = { seed: 0, estimates: new Int32Array(BLOCK), samples: new Int32Array(BLOCK) };

/** Rows of numbers for `state` instructions, row-major; one row stands for all rows. */
export type GivenRows = ReadonlyMap<ValueId, Float64Array>;

/**
 * Called block by block with the columns of the roots (`data` row-major, `stride` 0 where a root is the same in all rows); says 'stop'
 * where no more blocks are wanted.
 */
export type RowVisit = (columns: readonly Column[], from: number, count: number) => 'stop' | undefined;

/**
 * Evaluates roots of one list of instructions at given rows of the `state` instructions that they need, again and
 * again. The instructions must hold no noise: the caller has put states in its place.
 */
export class RowEvaluator {
  readonly #machine: Machine;
  readonly #moved: ReadonlyMap<ValueId, ValueId>;
  readonly #columns: readonly Column[];

  constructor(
    readonly instructions: readonly Instruction[],
    readonly roots: readonly ValueId[],
  ) {
    const { instructions: kept, moved } = keepReachable(instructions, roots);
    this.#machine = new Machine(kept, BLOCK);
    this.#moved = moved;
    this.#columns = roots.map((root) => this.#machine.column(moved.get(root) ?? 0));
  }

  /** All values that the roots are made of. */
  get needed(): ReadonlySet<ValueId> {
    return new Set(this.#moved.keys());
  }

  feed(feeds: Feeds): void {
    this.#machine.feed(feeds);
  }

  evaluate(given: GivenRows, rows: number, visit: RowVisit): void {
    const inputs = [...given].flatMap(([id, data]) => {
      const position = this.#moved.get(id);
      return position === undefined
        ? []
        : [{ position, data, size: sizeOf(this.instructions[id]?.shape ?? []) }];
    });
    for (let from = 0; from < rows; from += BLOCK) {
      const count = Math.min(BLOCK, rows - from);
      for (const { position, data, size } of inputs) {
        if (data.length === size) this.#machine.giveAll(position, data, count);
        else this.#machine.give(position, data.subarray(from * size, (from + count) * size));
      }
      this.#machine.run(NO_COUNTERS, count);
      if (visit(this.#columns, from, count) === 'stop') return;
    }
  }
}

/** Evaluates `roots` once; see RowEvaluator. */
export function evaluateRows(
  instructions: readonly Instruction[],
  roots: readonly ValueId[],
  feeds: Feeds,
  given: GivenRows,
  rows: number,
  visit: RowVisit,
): void {
  const evaluator = new RowEvaluator(instructions, roots);
  evaluator.feed(feeds);
  evaluator.evaluate(given, rows, visit);
}
