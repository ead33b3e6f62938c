import { Adaptive } from './adaptive';
import { addDifferences } from './addUp';
import type { EnclosedBoxes } from './enclosedBoxes';
import { decayOf, evenError } from './errors';
import { evenRows } from './evenRows';
import { coarseRules } from './leafPoints';
import { arePhantoms } from './phantomKinks';
import { boxesOf, enclosedBoxesOf, type Region } from './region';
import type { Rows } from './rows';
import { type Failure, type Run, type Summation, standingAt } from './summation';

/** Integrates over the continuous variables of every row of what comes first. */
export class Inner {
  readonly #regions: readonly Region[];
  readonly #inner: readonly number[];

  constructor(
    readonly summation: Summation,
    readonly first: Rows,
  ) {
    const { expansion } = summation.task;
    this.#inner = expansion.order.inner;
    const { reach } = expansion;
    const few = this.#inner.length > 2;
    this.#regions = Array.from({ length: first.count }, (_, row): Region => {
      const lines = this.#inner.map((i) => expansion.lineAt(i, first, row));
      const panels = lines.map((line, k) =>
        reach.panels(this.#inner[k] as number, few ? line.fewPanels : line.panels, line.least, line.most),
      );
      return { row, lines, panels };
    });
  }

  run(): Run | { readonly failure: Failure } {
    const run = this.#within();
    return 'failure' in run || run.standing !== 0 ? run : { ...run, beyond: this.#beyond(run) };
  }

  /** Bits of the ends beyond which something may be that what is seen within them does not tell of, such as a rare event. */
  #beyond({ means }: Run): number {
    const { task, columns } = this.summation;
    const allowed = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
    means.forEach(({ size }, k) => {
      allowed[k] = BEYOND * size;
    });
    let bits = 0;
    const { scalar } = task.expansion.order;
    if (!scalar?.switches.some(({ deciders }) => this.#inner.some((i) => deciders.has(i)))) return bits;
    for (const region of this.#regions) {
      const { lines, panels, row } = region;
      const boxes = this.#boxesIn(region);
      const weight = this.first.weights[row] as number;
      const own = allowed.map((most) => (weight > 0 ? most / weight : Number.POSITIVE_INFINITY));
      const low = panels.map((edges) => edges[0] as number);
      const high = panels.map((edges) => edges.at(-1) as number);
      lines.forEach(({ least, most }, k) => {
        const at = (ends: readonly number[], t: number) => ends.map((end, i) => (i === k ? t : end));
        const bit = (side: 'low' | 'high') => task.expansion.reach.bit(this.#inner[k] as number, side);
        const [from, to] = [low[k] as number, high[k] as number];
        if (from > least && boxes.mayMatter(at(low, least), at(high, from), k, own)) bits |= bit('low');
        if (to < most && boxes.mayMatter(at(low, to), at(high, most), k, own)) bits |= bit('high');
      });
    }
    return bits;
  }

  #within(): Run | { readonly failure: Failure } {
    const { task } = this.summation;
    const smoothness = this.#smoothness();
    const smooth = smoothness === 'rough' ? undefined : this.#trapezoid(smoothness);
    if (smooth) return smooth;
    return new Adaptive(this.summation, this.first, this.#regions, this.#scales(), task).run();
  }

  /** Whether something jumps, has a kink or is singular, by intervals; by looks at it where a kink may be none. */
  #smoothness(): Smoothness {
    const { task } = this.summation;
    if (!task.expansion.order.scalar) return 'rough';
    let smoothness: Smoothness = 'analytic';
    for (const region of this.#regions) {
      const boxes = this.#boxesIn(region);
      const ends = (side: 0 | -1) => region.panels.map((edges) => edges.at(side) as number);
      const { undecided, isSingular } = boxes.undecidedIn(ends(0), ends(-1));
      if (undecided.some(({ kink }) => !kink)) return 'rough';
      const { row, lines, panels } = region;
      if (undecided.length > 0 && !arePhantoms(this.summation, this.first, row, lines, panels, undecided))
        return 'rough';
      if (isSingular) smoothness = 'perhaps';
    }
    return smoothness;
  }

  /** What is known of a region's boxes, until another is asked about. */
  #boxesIn(region: Region, sizes: Float64Array = new Float64Array(this.summation.columns)): EnclosedBoxes {
    return enclosedBoxesOf(this.summation, region, this.first, sizes, 'passing');
  }

  /** Sizes of what is integrated, from a coarse grid. */
  #scales(): Float64Array {
    const count = [1, 48, 16, 10][this.#inner.length] ?? 8;
    const rows = this.summation.task.expansion.lastRows(this.#rows(this.#inner.map(() => count)));
    if (!rows) return new Float64Array(this.summation.columns);
    // Of what is not finite somewhere no box is known not to count.
    return this.summation.summed(rows).sums.sizes.map((size) => (Number.isFinite(size) ? size : 0));
  }

  /**
   * The trapezoidal rule along every line: its error falls geometrically with the number of points for analytic integrands that have
   * vanished at both ends (Trefethen and Weideman, SIAM Review 56(3), 2014). Every second point is the coarser rule. Undefined
   * where it does not settle.
   */
  #trapezoid(smoothness: Exclude<Smoothness, 'rough'>): Run | { readonly failure: Failure } | undefined {
    const { task } = this.summation;
    const { workspace } = task.expansion;
    const dims = this.#inner.length;
    const most = (smoothness === 'analytic' ? 1 : HALFHEARTED) * ([0, 20_000, 700, 160][dims] ?? 100);
    const start = [0, 80, 64, 40][dims] ?? 40;
    let counts: number[] = this.#inner.map((i, k) => {
      const base = dims > 2 || task.expansion.sourceOf(i).kind === 'normal' ? start : 2 * start;
      // Panels that were added need their own points.
      const region = this.#regions[0];
      const panels = region?.panels[k] ?? [];
      const own = region?.lines[k]?.panels ?? panels;
      const longer = ((panels.at(-1) ?? 1) - (panels[0] ?? 0)) / ((own.at(-1) ?? 1) - (own[0] ?? 0));
      // What sufficed for other numbers from outside is where to begin.
      const known = this.#longest(k) / (workspace.evenSteps[k] ?? Number.POSITIVE_INFINITY);
      return 4 * Math.ceil(Math.max(base * Math.max(1, longer), known) / 4 - 1e-9);
    });
    for (;;) {
      if (task.expired()) return { failure: 'time' };
      if (counts.some((count) => count > most)) return undefined;
      const rows = task.expansion.lastRows(this.#rows(counts));
      if (!rows) return undefined;
      const { columns } = this.summation;
      const differences = Array.from({ length: coarseRules(dims) }, () => new Float64Array(columns));
      const { massed, sums } = this.summation.summed(rows, (added, from) => {
        differences.forEach((own, d) => {
          addDifferences(own, rows.weights, rows.coarse[d] as Float64Array, from, added);
        });
      });
      if (task.expired()) return { failure: 'time' };
      if (!sums.finite) return undefined;
      const standing = standingAt(sums.atEdge, sums.sizes);
      if (standing !== 0)
        return {
          rows: massed,
          lost: new Float64Array(columns),
          rule: { kind: 'even', decay: 1 },
          standing,
          means: [],
        };
      const steps = counts.map((count, k) => this.#longest(k) / count);
      const sizes = sums.sizes;
      // What is left in the best case, of which operations may turn out to be too fast.
      const worstOf = (decay: number) =>
        differences.map((own) =>
          own.reduce((most, x, k) => {
            const size = sizes[k] as number;
            return size > 0 ? Math.max(most, evenError(Math.abs(x), size, decay) / size) : most;
          }, 0),
        );
      const isHopeless = worstOf(0).some((own) => own > task.relative / 2);
      const enough = turnsFor(task.relative / 2 / worstOf(1).reduce((most, own) => Math.max(most, own), 0));
      const paces = isHopeless
        ? steps.map(() => 0)
        : this.#paces(
            sizes,
            steps.map((step) => enough / step),
          );
      const turns = steps.map((step, k) => step * (paces[k] as number));
      const decay = smoothness === 'analytic' ? decayOf(Math.max(...turns)) : 1;
      const errors = differences.map((own) =>
        own.map((x, k) => evenError(Math.abs(x), sizes[k] as number, decay)),
      );
      const worst = worstOf(decay);
      // Where all together are off and none by itself, all are refined.
      const unsettled = (k: number) => (worst[k] as number) > task.relative / 2;
      const together = unsettled(worst.length - 1) && !counts.some((_, k) => unsettled(k));
      const finer = counts.map((count, k) => {
        const slow = (turns[k] as number) <= MOST_PACE_STEP;
        return slow && !together && !unsettled(k) ? count : 2 * count;
      });
      if (finer.every((count, k) => count === counts[k])) {
        workspace.evenSteps = counts.map((count, k) => this.#longest(k) / count);
        return {
          rows: massed,
          lost: new Float64Array(columns),
          rule: { kind: 'even', decay },
          standing: 0,
          means: this.summation.means(
            sums,
            sums.loose.map((own, k) => own + (errors.at(-1)?.[k] ?? 0)),
            rows.count,
          ),
        };
      }
      counts = finer;
    }
  }

  #longest(k: number): number {
    return Math.max(...this.#regions.map(({ panels }) => (panels[k]?.at(-1) ?? 0) - (panels[k]?.[0] ?? 0)));
  }

  #rows(counts: readonly number[]): Rows {
    return evenRows(this.summation.task.expansion, this.first, this.#regions, counts);
  }

  /** How fast an operation changes along every line where it matters. */
  #paces(sizes: Float64Array, enough: readonly number[]): number[] {
    const paces = this.#inner.map(() => 0);
    for (const region of this.#regions) {
      const boxes = this.#boxesIn(region, sizes);
      for (const { low, high } of boxesOf(region.panels))
        boxes.pacesOf(low, high, larger(enough, paces)).forEach((pace, k) => {
          paces[k] = Math.max(paces[k] as number, pace);
        });
    }
    return paces;
  }
}

/** `perhaps`: neither intervals nor looks found anything, but intervals alone cannot rule it out. */
type Smoothness = 'analytic' | 'perhaps' | 'rough';

/** Share of the points that are tried where something may be singular. */
const HALFHEARTED = 0.6;

/** Share of an integral that may lie beyond an end, as far as intervals tell. */
const BEYOND = 1e-9;

/** How many of these leave such a share of an error when the step is halved, or as many as are let pass. */
function turnsFor(decay: number): number {
  return decay >= 1 ? MOST_PACE_STEP : Math.min(MOST_PACE_STEP, -Math.PI / (2 * Math.log(decay)));
}

function larger(a: readonly number[], b: readonly number[]): number[] {
  return a.map((own, k) => Math.max(own, b[k] as number));
}

/** Radians or e-folds from one point of the trapezoidal rule to the next. */
const MOST_PACE_STEP = 1.5;
