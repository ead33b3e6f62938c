import { numbersChecker } from '../check/checkNumbers';
import { compileCostDraws } from '../compile/nodes';
import type { Finding } from '../diagnostics/types';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import type { Feeds } from '../ir/program';
import type { Model } from '../model/model';

/** Sums of costs by drawing. */
export class CostSampler {
  readonly #runner: ReferenceRunner;
  readonly #findings: (feeds: Feeds) => readonly Finding[];
  readonly names: readonly string[];

  constructor(
    readonly model: Model,
    readonly feeds: Feeds,
  ) {
    const { program } = compileCostDraws(model);
    this.#runner = prepareReference(program);
    this.#findings = numbersChecker(model);
    this.names = program.outputs.map(({ name }) => name.slice('cost:'.length));
  }

  /** Whether every distribution can take these numbers. */
  isSound(feeds: Feeds): boolean {
    return this.#findings(feeds).length === 0;
  }

  /** The sum of these costs in every one of `count` draws. */
  sums(costs: readonly string[], feeds: Feeds, seed: number, first: number, count: number): Float64Array {
    const { raw } = this.#runner.runNow({ seed, first, count, feeds, raw: count });
    const sums = new Float64Array(count);
    this.names.forEach((name, i) => {
      if (!costs.includes(name)) return;
      raw[i]?.forEach((cost, row) => {
        sums[row] = (sums[row] as number) + cost;
      });
    });
    return sums;
  }
}
