import { RowEvaluator } from '../executors/reference/evaluateRows';
import { Enclosure } from '../intervals/enclosure';
import type { ValueId } from '../ir/operations';
import type { ScalarProgram } from './analysis';
import type { OpenProgram } from './sources';

/** What is made once for a program, whatever numbers it is integrated at. */
export class Workspace {
  readonly masses: readonly ValueId[];
  readonly #evaluator: RowEvaluator;
  readonly #ofScalars = new Map<ValueId, RowEvaluator>();
  readonly #enclosures = new Map<string, Enclosure>();

  constructor(
    open: OpenProgram,
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

  /** Evaluates one number of the scalar program; feed it before use. */
  evaluatorOf(fn: ValueId): RowEvaluator {
    const known = this.#ofScalars.get(fn);
    if (known) return known;
    const made = new RowEvaluator(this.scalar?.instructions ?? [], [fn]);
    this.#ofScalars.set(fn, made);
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
