import { Adaptive } from './adaptive';
import type { EnclosedBoxes } from './enclosedBoxes';
import { evenRows } from './evenRows';
import { arePhantoms } from './phantomKinks';
import { enclosedBoxesOf, type Region } from './region';
import type { Rows } from './rows';
import type { Failure, Run, Summation } from './summation';
import { type Smoothness, Trapezoid } from './trapezoid';

/** Integrates over the inner variables in every row of what comes first. */
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

  /** Bits of the ends beyond which there may be something of which the inside gives no sign, such as a rare event. */
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
    if (smoothness !== 'rough') {
      const even = new Trapezoid(this.summation, this.first, this.#regions, smoothness).run();
      if (even) return even;
    }
    return new Adaptive(this.summation, this.first, this.#regions, this.#scales(), task).run();
  }

  /**
   * Whether something jumps, has a kink or is singular, as far as intervals tell; where kinks may cancel, looks
   * decide.
   */
  #smoothness(): Smoothness | 'rough' {
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

  /** The boxes of a region; good until those of another are asked for. */
  #boxesIn(region: Region): EnclosedBoxes {
    const unknown = new Float64Array(this.summation.columns);
    return enclosedBoxesOf(this.summation, region, this.first, unknown, 'passing');
  }

  /** The sizes of the integrals, from a coarse grid. */
  #scales(): Float64Array {
    const count = [1, 48, 16, 10][this.#inner.length] ?? 8;
    const { expansion } = this.summation.task;
    const rows = expansion.lastRows(
      evenRows(
        expansion,
        this.first,
        this.#regions,
        this.#inner.map(() => count),
      ),
    );
    if (!rows) return new Float64Array(this.summation.columns);
    // Where something is not finite, the size is not known, and no box is taken for negligible.
    return this.summation.summed(rows).sums.sizes.map((size) => (Number.isFinite(size) ? size : 0));
  }
}

/** Share of an integral that may lie beyond an end, as far as intervals tell. */
const BEYOND = 1e-9;
