import type { Enclosure } from '../intervals/enclosure';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import type { ScalarProgram, Switch } from './analysis';
import type { Ends } from './candidates';
import type { Scales } from './leaf';
import { levelsBetween } from './levels';
import type { Line } from './line';
import { measureOf } from './measure';
import type { Workspace } from './workspace';

/** Share of an integral below which a box does not count. */
const NEGLIGIBLE = 1e-16;
/** Measure of boxes that never count. */
const NOTHING = 1e-25;
/** Halvings of what lies beyond an end, after which it may matter for all that is known. */
const MATTER_DEPTH = 6;

export interface Box extends Ends {
  /** How many halvings made it. */
  readonly depth: number;
}

interface Paced extends Box {
  readonly paces: readonly number[];
  readonly average: readonly number[];
}

/**
 * The most boxes that are looked at for one pace, and the most halvings. A pace known up to this factor is known well
 * enough.
 */
const MOST_PACE_LOOKS = 80;
const MOST_PACE_DEPTH = 24;
const PACE_MARGIN = 1.3;

/**
 * What interval arithmetic tells of boxes of the continuous variables: what may jump in them, how fast operations
 * change, and how large the integrand may be.
 */
export class EnclosedBoxes {
  readonly scalar: ScalarProgram;
  /** Over the box that was looked at last. */
  readonly enclosure: Enclosure;
  readonly #switches: readonly Switch[];
  readonly #ids: readonly ValueId[];

  /** @param which distinguishes enclosures that are in use at the same time */
  constructor(
    workspace: Workspace,
    which: number,
    readonly dims: readonly number[],
    readonly lines: readonly Line[],
    readonly roots: number,
    readonly scales: Scales,
  ) {
    const { scalar } = workspace;
    if (!scalar) throw new Error('nothing continuous is known');
    this.scalar = scalar;
    this.#ids = dims.map((element) => scalar.elements[element]?.ids[0] ?? -1);
    this.enclosure = workspace.enclosure(this.#ids, which);
    this.#switches = scalar.switches.filter(({ id }) => this.enclosure.varies(id));
  }

  /** Sets what is constant over the boxes: feeds, and the values of other elements, as intervals. */
  prepare(
    feeds: Feeds,
    others: Iterable<readonly [ValueId, number, number]>,
    known: (s: Switch) => boolean,
  ): void {
    this.enclosure.feed(feeds);
    for (const [id, low, high] of others)
      this.enclosure.set(id, { value: { low, high }, slope: { low: 0, high: 0 } });
    this.enclosure.evaluatePoints();
    this.#known = this.#switches.filter(known);
  }

  #known: readonly Switch[] = [];

  /** @param perFold what an e-fold of an argument's own size counts */
  look({ low, high }: Ends, perFold = 1): void {
    this.#ids.forEach((id, k) => {
      const line = this.lines[k] as Line;
      this.enclosure.set(id, line.side(low[k] as number, high[k] as number));
      this.enclosure.widths[k] = (high[k] as number) - (low[k] as number);
    });
    this.enclosure.perFold = perFold;
    this.enclosure.evaluate();
  }

  /** The switches that may pass a level in the box that was looked at last. */
  undecided(): Switch[] {
    return this.#known.filter((own) => this.levels(own).length > 0);
  }

  /** The levels that a switch may pass inside the box. */
  levels({ fns, levels }: Switch): { readonly fn: ValueId; readonly level: number }[] {
    const { low, high } = this.enclosure;
    return fns.flatMap((fn) => {
      const [a, b] = [low[fn] as number, high[fn] as number];
      return levelsBetween(levels, a, b).map((level) => ({ fn, level }));
    });
  }

  /** The slope of a function along a dimension. */
  slope(fn: ValueId, k: number): readonly [number, number] {
    return [
      this.enclosure.slopeLow[k]?.[fn] ?? Number.NEGATIVE_INFINITY,
      this.enclosure.slopeHigh[k]?.[fn] ?? Number.POSITIVE_INFINITY,
    ];
  }

  /** What may jump or have a kink in a box, and whether something may be singular. */
  undecidedIn(
    low: readonly number[],
    high: readonly number[],
  ): { readonly undecided: readonly Switch[]; readonly isSingular: boolean } {
    this.look({ low, high });
    return { undecided: this.undecided(), isSingular: this.enclosure.isSingular };
  }

  /**
   * Whether something switches in a box, and the integral over it may exceed `allowed`, as far as halving it along
   * `dim` does not rule that out. Sizes that are not known say nothing.
   */
  mayMatter(low: readonly number[], high: readonly number[], dim: number, allowed: Float64Array): boolean {
    const open: Box[] = [{ low, high, depth: 0 }];
    for (let box = open.pop(); box; box = open.pop()) {
      this.look(box);
      const { sizes } = this.bounds(box);
      if (allowed.every((most, k) => !((sizes[k] as number) > most) || sizes[k] === Number.POSITIVE_INFINITY))
        continue;
      if (this.#known.every((own) => this.levels(own).length === 0)) continue;
      if (box.depth >= MATTER_DEPTH) return true;
      open.push(...halves(box, dim));
    }
    return false;
  }

  /**
   * How fast an operation changes at most along each dimension of a box, where the integrand matters. Boxes in which
   * it may be faster than `enough` are halved, the fastest first, until intervals tell no more.
   */
  pacesOf(low: readonly number[], high: readonly number[], enough: readonly number[]): readonly number[] {
    const open = [this.#paced({ low, high, depth: 0 })];
    const most = (of: (own: Paced) => readonly number[]) =>
      low.map((_, k) => open.reduce((greatest, own) => Math.max(greatest, of(own)[k] as number), 0));
    for (let looks = 0; looks < MOST_PACE_LOOKS; looks += 2) {
      const average = most((own) => own.average);
      let [worst, dim, excess] = [-1, 0, 1];
      open.forEach(({ paces }, i) => {
        paces.forEach((pace, k) => {
          const own = pace / Math.max(enough[k] as number, PACE_MARGIN * (average[k] as number));
          if (own > excess) [worst, dim, excess] = [i, k, own];
        });
      });
      const box = open[worst];
      if (!box || box.depth >= MOST_PACE_DEPTH) break;
      open.splice(worst, 1, ...halves(box, dim).map((half) => this.#paced(half)));
    }
    return most((own) => own.paces);
  }

  /** The pace of a box: at its fastest, and on average. */
  #paced(box: Box): Paced {
    const none = box.low.map(() => 0);
    this.look(box);
    if (this.bounds(box).negligible) return { ...box, paces: none, average: none };
    const average = Array.from(this.enclosure.pace);
    if (average.every((pace) => pace === 0)) return { ...box, paces: none, average };
    this.enclosure.widths.fill(0);
    this.enclosure.evaluate();
    return { ...box, paces: Array.from(this.enclosure.pace), average };
  }

  /** Bounds on the integral of each root over the box, then of its square. */
  bounds(box: Ends): { readonly negligible: boolean; readonly sizes: Float64Array } {
    const { low, high } = this.enclosure;
    const { first, second } = this.scales;
    let measure = this.#measure(box);
    for (const id of this.scalar.masses) measure *= Math.exp(high[id] as number);
    const sizes = new Float64Array(2 * this.roots);
    let negligible = this.roots > 0;
    for (let r = 0; r < this.roots; r++) {
      const id = this.scalar.roots[r] as ValueId;
      const size = Math.max(Math.abs(low[id] as number), Math.abs(high[id] as number));
      sizes[r] = size === 0 ? 0 : measure * size;
      sizes[this.roots + r] = second ? (sizes[r] as number) * size : 0;
      negligible &&= (sizes[r] as number) <= NEGLIGIBLE * (first[r] as number);
      if (second) negligible &&= (sizes[this.roots + r] as number) <= NEGLIGIBLE * (second[r] as number);
    }
    // Where there are no roots, cells are looked for, and what else is drawn is not known.
    if (this.scales.everything) negligible &&= measure < NOTHING;
    return { negligible, sizes };
  }

  #measure({ low, high }: Ends): number {
    let measure = 1;
    for (const [k, from] of low.entries())
      measure *= measureOf(this.lines[k] as Line, from, high[k] as number);
    return measure;
  }
}

/** The halves of a box along a dimension. */
export function halves({ low, high, depth }: Box, dim: number): Box[] {
  const middle = ((low[dim] as number) + (high[dim] as number)) / 2;
  const half = (ends: readonly number[]) => ends.map((t, k) => (k === dim ? middle : t));
  return [
    { low, high: half(high), depth: depth + 1 },
    { low: half(low), high, depth: depth + 1 },
  ];
}
