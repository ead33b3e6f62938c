import type { Column } from '../executors/reference/kernels';
import { Machine } from '../executors/reference/machine';
import { keepReachable } from '../ir/deadCode';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { ErrorRule, Known } from './errorLoops';
import { errorRuleOf } from './errorRules';

/** The most rows that are looked at together. */
export const MOST_LOOKED_AT = 32;

interface Step {
  readonly instruction: Instruction;
  readonly known: Known;
  readonly args: readonly Known[];
  readonly rule: ErrorRule;
  readonly varies: boolean;
}

const NO_COUNTERS = {
  seed: 0,
  estimates: new Int32Array(MOST_LOOKED_AT),
  samples: new Int32Array(MOST_LOOKED_AT),
};

/**
 * Values of roots in a few rows of the `state` instructions that they read, with bounds on their rounding; see
 * `errorRuleOf`.
 */
export class RunningError {
  readonly #machine: Machine;
  readonly #moved: ReadonlyMap<ValueId, ValueId>;
  readonly #steps: readonly Step[];

  constructor(
    readonly instructions: readonly Instruction[],
    readonly roots: readonly ValueId[],
  ) {
    const { instructions: kept, moved } = keepReachable(instructions, roots);
    this.#moved = moved;
    this.#machine = new Machine(kept, MOST_LOOKED_AT);
    const all: Known[] = [];
    this.#steps = kept.map((instruction, id) => {
      const values = this.#machine.column(id);
      const errors = { data: new Float64Array(values.data.length), stride: values.stride };
      const known = { values, errors };
      all.push(known);
      const args = argsOf(instruction);
      const rule = errorRuleOf(
        instruction,
        args.map((arg) => kept[arg]?.shape ?? []),
      );
      return {
        instruction,
        known,
        args: args.map((arg) => all[arg] ?? known),
        rule,
        varies: values.stride > 0,
      };
    });
  }

  /** Columns of the roots in the rows at `places` of what is given, a row a sample or one for all. */
  at(
    places: Int32Array,
    feeds: Feeds,
    given: ReadonlyMap<ValueId, Float64Array>,
  ): readonly { readonly values: Column; readonly errors: Column }[] {
    const rows = places.length;
    this.#machine.feed(feeds);
    for (const [id, data] of given) {
      const position = this.#moved.get(id);
      if (position === undefined) continue;
      const size = sizeOf(this.instructions[id]?.shape ?? []);
      if (data.length === size) {
        this.#machine.giveAll(position, data, rows);
        continue;
      }
      const own = new Float64Array(rows * size);
      places.forEach((row, i) => {
        own.set(data.subarray(row * size, (row + 1) * size), i * size);
      });
      this.#machine.give(position, own);
    }
    this.#machine.run(NO_COUNTERS, rows);
    for (const { known, args, rule, varies } of this.#steps)
      rule(known.errors.data, known.values, args, varies ? rows : 1);
    return this.roots.map((root) => {
      const step = this.#steps[this.#moved.get(root) ?? -1];
      if (!step) throw new Error(`no value ${root}`);
      return step.known;
    });
  }
}
