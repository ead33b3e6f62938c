import { addDifferences } from './addUp';
import { decayOf, evenError } from './errors';
import { evenRows } from './evenRows';
import { coarseRules } from './leafPoints';
import { boxesOf, enclosedBoxesOf, type Region } from './region';
import type { Rows } from './rows';
import { type Failure, type Run, type Summation, type Sums, standingAt } from './summation';

/**
 * What is known of an integrand in which nothing jumps. `analytic`: intervals rule out singularities and kinks.
 * `perhaps`: they do not, but looks found none.
 */
export type Smoothness = 'analytic' | 'perhaps';

/** Share of the points that are tried where intervals do not rule out a singularity. */
const HALFHEARTED = 0.6;

/** The most radians or e-folds from one point to the next. */
const MOST_PACE_STEP = 1.5;

/** A rule of so many points along each line, and what it gave. */
interface Tried {
  readonly rows: Rows;
  readonly massed: Rows;
  readonly sums: Sums;
  /** By coarser rule, then by column. */
  readonly differences: readonly Float64Array[];
}

/** How good a rule is. */
interface Judged {
  readonly decay: number;
  /** By coarser rule: the largest error of a column, as a share of its size. */
  readonly worst: readonly number[];
  /** Radians or e-folds from one point to the next, by line. */
  readonly turns: readonly number[];
}

/**
 * The trapezoidal rule along every line: its error falls geometrically with the number of points for analytic
 * integrands that have vanished at both ends (Trefethen and Weideman, SIAM Review 56(3), 2014). Every second point is
 * the coarser rule.
 */
export class Trapezoid {
  readonly #inner: readonly number[];

  /** @param first the rows of what comes first, one for each region */
  constructor(
    readonly summation: Summation,
    readonly first: Rows,
    readonly regions: readonly Region[],
    readonly smoothness: Smoothness,
  ) {
    this.#inner = summation.task.expansion.order.inner;
  }

  /** Refines the rule until its error is small enough; undefined where it does not settle. */
  run(): Run | { readonly failure: Failure } | undefined {
    const { task, columns } = this.summation;
    const { workspace } = task.expansion;
    const share = this.smoothness === 'analytic' ? 1 : HALFHEARTED;
    const most = share * ([0, 20_000, 700, 160][this.#inner.length] ?? 100);
    let counts = this.#startCounts();
    for (;;) {
      if (task.expired()) return { failure: 'time' };
      if (counts.some((count) => count > most)) return undefined;
      const tried = this.#try(counts);
      if (!tried) return undefined;
      if (task.expired()) return { failure: 'time' };
      if (!tried.sums.finite) return undefined;
      const { massed, sums } = tried;
      const lost = new Float64Array(columns);
      const standing = standingAt(sums.atEdge, sums.sizes);
      if (standing !== 0)
        return { rows: massed, lost, rule: { kind: 'even', decay: 1 }, standing, means: [] };
      const judged = this.#judge(tried, counts);
      const finer = this.#refined(counts, judged);
      if (finer.every((count, k) => count === counts[k])) {
        workspace.evenSteps = this.#steps(counts);
        const rule = { kind: 'even', decay: judged.decay } as const;
        return { rows: massed, lost, rule, standing: 0, means: this.#means(tried, judged) };
      }
      counts = finer;
    }
  }

  #startCounts(): number[] {
    const { expansion } = this.summation.task;
    const dims = this.#inner.length;
    const start = [0, 80, 64, 40][dims] ?? 40;
    return this.#inner.map((i, k) => {
      const base = dims > 2 || expansion.sourceOf(i).kind === 'normal' ? start : 2 * start;
      // Where panels were added, as many points are needed for each unit of length.
      const region = this.regions[0];
      const panels = region?.panels[k] ?? [];
      const own = region?.lines[k]?.panels ?? panels;
      const longer = ((panels.at(-1) ?? 1) - (panels[0] ?? 0)) / ((own.at(-1) ?? 1) - (own[0] ?? 0));
      // Begins with the step that sufficed at other feeds.
      const known = this.#longest(k) / (expansion.workspace.evenSteps[k] ?? Number.POSITIVE_INFINITY);
      return 4 * Math.ceil(Math.max(base * Math.max(1, longer), known) / 4 - 1e-9);
    });
  }

  /** Undefined where there are too many rows. */
  #try(counts: readonly number[]): Tried | undefined {
    const { expansion } = this.summation.task;
    const rows = expansion.lastRows(evenRows(expansion, this.first, this.regions, counts));
    if (!rows) return undefined;
    const differences = Array.from(
      { length: coarseRules(counts.length) },
      () => new Float64Array(this.summation.columns),
    );
    const { massed, sums } = this.summation.summed(rows, (added, from) => {
      differences.forEach((own, d) => {
        addDifferences(own, rows.weights, rows.coarse[d] as Float64Array, from, added);
      });
    });
    return { rows, massed, sums, differences };
  }

  #judge({ sums: { sizes }, differences }: Tried, counts: readonly number[]): Judged {
    const { relative } = this.summation.task;
    const steps = this.#steps(counts);
    const worstOf = (decay: number) =>
      differences.map((own) =>
        own.reduce((most, x, k) => {
          const size = sizes[k] as number;
          return size > 0 ? Math.max(most, evenError(Math.abs(x), size, decay) / size) : most;
        }, 0),
      );
    // Where the error is too large even in the best case, paces need not be known.
    const isHopeless = worstOf(0).some((own) => own > relative / 2);
    const enough = turnsFor(relative / 2 / worstOf(1).reduce((most, own) => Math.max(most, own), 0));
    const paces = isHopeless
      ? steps.map(() => 0)
      : this.#paces(
          sizes,
          steps.map((step) => enough / step),
        );
    const turns = steps.map((step, k) => step * (paces[k] as number));
    const decay = this.smoothness === 'analytic' ? decayOf(Math.max(...turns)) : 1;
    return { decay, worst: worstOf(decay), turns };
  }

  /** Twice the points along the lines that need more. */
  #refined(counts: readonly number[], { worst, turns }: Judged): number[] {
    // Where the rule that is coarser along all lines is off, and none by itself, all are refined.
    const unsettled = (k: number) => (worst[k] as number) > this.summation.task.relative / 2;
    const together = unsettled(worst.length - 1) && !counts.some((_, k) => unsettled(k));
    return counts.map((count, k) => {
      const slow = (turns[k] as number) <= MOST_PACE_STEP;
      return slow && !together && !unsettled(k) ? count : 2 * count;
    });
  }

  #means({ rows, sums, differences }: Tried, { decay }: Judged): Run['means'] {
    const last = differences.at(-1);
    const errors = sums.loose.map(
      (own, k) => own + evenError(Math.abs(last?.[k] ?? 0), sums.sizes[k] as number, decay),
    );
    return this.summation.means(sums, errors, rows.count);
  }

  #steps(counts: readonly number[]): number[] {
    return counts.map((count, k) => this.#longest(k) / count);
  }

  #longest(k: number): number {
    return Math.max(...this.regions.map(({ panels }) => (panels[k]?.at(-1) ?? 0) - (panels[k]?.[0] ?? 0)));
  }

  /** How fast an operation changes along every line where it matters. */
  #paces(sizes: Float64Array, enough: readonly number[]): number[] {
    const paces = this.#inner.map(() => 0);
    for (const region of this.regions) {
      const boxes = enclosedBoxesOf(this.summation, region, this.first, sizes, 'passing');
      for (const { low, high } of boxesOf(region.panels))
        boxes.pacesOf(low, high, larger(enough, paces)).forEach((pace, k) => {
          paces[k] = Math.max(paces[k] as number, pace);
        });
    }
    return paces;
  }
}

/** How many radians or e-folds a step may have for halving it to leave such a share of an error. */
function turnsFor(decay: number): number {
  return decay >= 1 ? MOST_PACE_STEP : Math.min(MOST_PACE_STEP, -Math.PI / (2 * Math.log(decay)));
}

function larger(a: readonly number[], b: readonly number[]): number[] {
  return a.map((own, k) => Math.max(own, b[k] as number));
}
