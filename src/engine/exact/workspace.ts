import type { DrawSource } from '../compile/sources';
import { RowEvaluator } from '../executors/reference/evaluateRows';
import { Enclosure } from '../intervals/enclosure';
import type { Instruction, ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { elementOf } from '../ir/scalarize';
import type { ScalarProgram } from './analysis';
import { RunningError } from './runningError';
import type { OpenProgram } from './sources';

/** What is made once for a program, whatever numbers it is integrated at. */
export class Workspace {
  readonly masses: readonly ValueId[];
  /** The steps of evenly spaced points that sufficed last, line by line. */
  evenSteps: readonly number[] = [];
  /** What rounding of the roots' own values came to last, where they were so large. */
  rounded: readonly { readonly size: number; readonly error: number }[] = [];
  readonly #evaluator: RowEvaluator;
  readonly #ofScalars = new Map<ValueId, { readonly evaluator: RowEvaluator; readonly feeds: Feeds }>();
  readonly #ofArgs = new Map<ValueId, RowEvaluator>();
  readonly #enclosures = new Map<string, Enclosure>();
  readonly #runningErrorOf = new Map<ValueId, RunningError>();
  readonly #runningErrors = new Map<string, RunningError>();

  constructor(
    readonly open: OpenProgram,
    roots: readonly ValueId[],
    readonly scalar: ScalarProgram | undefined,
  ) {
    this.masses = open.sources.flatMap((source) => (source.kind === 'draw' ? [source.logProb] : []));
    this.#evaluator = new RowEvaluator(open.instructions, [...roots, ...this.masses]);
  }

  /** Evaluates the roots, then the log densities of draws. */
  get evaluator(): RowEvaluator {
    return this.#evaluator;
  }

  /** Evaluates one number of the scalar program with these numbers from outside. */
  evaluatorOf(fn: ValueId, feeds: Feeds): RowEvaluator {
    const known = this.#ofScalars.get(fn);
    const evaluator = known?.evaluator ?? new RowEvaluator(this.scalar?.instructions ?? [], [fn]);
    if (known?.feeds !== feeds) evaluator.feed(scalarFeeds(this.scalar?.instructions ?? [], feeds));
    this.#ofScalars.set(fn, { evaluator, feeds });
    return evaluator;
  }

  /** Bounds the rounding of one number of the scalar program; see `scalarFeeds`. */
  runningErrorOf(fn: ValueId): RunningError {
    const known = this.#runningErrorOf.get(fn);
    const evaluator = known ?? new RunningError(this.scalar?.instructions ?? [], [fn]);
    this.#runningErrorOf.set(fn, evaluator);
    return evaluator;
  }

  /** Numbers from outside under the names that the scalar program has for them. */
  scalarFeeds(feeds: Feeds): Feeds {
    return scalarFeeds(this.scalar?.instructions ?? [], feeds);
  }

  /** Evaluates the arguments of a draw, in their order. */
  evaluatorOfArgs({ value, args }: DrawSource): RowEvaluator {
    const known = this.#ofArgs.get(value);
    const evaluator = known ?? new RowEvaluator(this.open.instructions, Object.values(args));
    this.#ofArgs.set(value, evaluator);
    return evaluator;
  }

  /** Bounds the rounding of values, then of the log densities of draws. */
  runningError(ids: readonly ValueId[]): RunningError {
    const key = ids.join();
    const known = this.#runningErrors.get(key);
    if (known) return known;
    const made = new RunningError(this.open.instructions, [...ids, ...this.masses]);
    this.#runningErrors.set(key, made);
    return made;
  }

  /** An enclosure over these sides; `which` tells apart those that are in use together. */
  enclosure(sides: readonly ValueId[], which: number): Enclosure {
    const key = `${which}:${sides.join()}`;
    const known = this.#enclosures.get(key);
    if (known) return known;
    const made = new Enclosure(this.scalar?.instructions ?? [], sides);
    this.#enclosures.set(key, made);
    return made;
  }
}

/** Numbers from outside under the names that a scalar program has for them. */
function scalarFeeds(instructions: readonly Instruction[], feeds: Feeds): Feeds {
  return new Map(
    instructions.flatMap((instruction) => {
      if (instruction.op !== 'feed') return [];
      const { name, element } = elementOf(instruction.name);
      return [[instruction.name, Float64Array.of(feeds.get(name)?.[element] ?? Number.NaN)] as const];
    }),
  );
}
