import type { DrawSource } from '../compile/sources';
import type { NumericArgs } from '../distributions/contract';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import type { Switch } from './analysis';
import { forEachRow } from './elementArgs';
import { EnclosedBoxes } from './enclosedBoxes';
import { LeafRule } from './leafPoints';
import { axisLine, type Line, LOGISTIC_LINE, NORMAL_LINE } from './line';
import type { Order } from './order';
import { Partition } from './partition';
import type { Reach } from './reach';
import { extendRows, looseOf, ONE_ROW, type Points, placed, type Rows, type Slot } from './rows';
import type { OpenProgram, OpenSource } from './sources';
import type { Workspace } from './workspace';

/** More rows than this take too long: the caller says that there is no exact answer. */
export const MOST_ROWS = 3_000_000;
/** So do more values than this in all rows together. */
const MOST_VALUES = 20_000_000;

const NO_POINTS: Points = { points: [], weights: [], firstEdge: 0, lastEdge: 0 };

const NO_SCALES = { first: new Float64Array(0), second: undefined, everything: true };

/** Lists the values of choices and the cells of lines, element after element, at one setting of the feeds. */
export class Expansion {
  constructor(
    readonly open: OpenProgram,
    readonly order: Order,
    readonly feeds: Feeds,
    readonly reach: Reach,
    readonly workspace: Workspace,
    readonly expired: () => boolean,
  ) {}

  /** Why rows could not be made. */
  failure: 'rows' | 'rough' | 'time' = 'rows';

  /** The largest count that was drawn: the logarithm of its mass is a difference of numbers of about that size. */
  largestCount = 0;

  /** The rows of what is not integrated over; undefined where they would be too many, see `failure`. */
  firstRows(): Rows | undefined {
    // A discrete element has at least two values, so hopeless graphs are refused before the work is done.
    if (2 ** this.order.first.length > MOST_ROWS) return undefined;
    return this.#extended(ONE_ROW, this.order.first);
  }

  /**
   * The rows extended by what depends on the continuous variables; undefined where they would be too many, see
   * `failure`.
   */
  lastRows(rows: Rows): Rows | undefined {
    return this.#extended(rows, this.order.last);
  }

  slot(i: number): Slot {
    const { element } = this.#element(i);
    const { value, size, width } = this.sourceOf(i);
    return { value, element, width, size };
  }

  sourceOf(i: number): OpenSource {
    return this.open.sources[this.#element(i).source] as OpenSource;
  }

  #element(i: number) {
    const element = this.order.elements[i];
    if (!element) throw new Error(`no element ${i}`);
    return element;
  }

  #extended(rows: Rows, elements: readonly number[]): Rows | undefined {
    let grown = rows;
    for (const i of elements) {
      const points = this.#element(i).kind === 'choice' ? this.#choices(i, grown) : this.#cells(i, grown);
      if (!points) return undefined;
      const count = points.reduce((sum, { weights }) => sum + weights.length, 0);
      if (count > MOST_ROWS || count * this.order.elements.length > MOST_VALUES) return undefined;
      if (this.#isLate()) return undefined;
      grown = extendRows(grown, this.slot(i), points);
    }
    return grown;
  }

  #choices(i: number, rows: Rows): Points[] | undefined {
    const source = this.sourceOf(i);
    if (source.kind !== 'draw' || source.distribution.exact.kind !== 'enumerate')
      throw new Error('no choice');
    const { exact, support } = source.distribution;
    const leftOut = this.reach.leftOut(i);
    let [count, made, isTooMuch] = [0, 0, false];
    const found = this.#forEachRow(i, source, rows, (args) => {
      isTooMuch ||= count > MOST_ROWS || (++made % 256 === 0 && this.#isLate());
      if (isTooMuch) return NO_POINTS;
      const draws = exact.points(args, leftOut);
      count += draws.length;
      const [first, last] = [draws[0]?.[0] ?? 0, draws.at(-1)?.[0] ?? 0];
      const open = support === 'naturals' || (support === 'counts' && last < (args.total_count?.[0] ?? 0));
      const counts = support === 'naturals' || support === 'counts';
      if (counts) this.largestCount = Math.max(this.largestCount, last);
      return {
        points: draws.length === 1 ? (draws[0] ?? []) : draws.flat(),
        weights: new Float64Array(draws.length).fill(1),
        firstEdge: counts && first > 0 ? this.reach.bit(i, 'low') : 0,
        lastEdge: open ? this.reach.bit(i, 'high') : 0,
      };
    });
    return isTooMuch ? undefined : found;
  }

  #isLate(): boolean {
    if (this.expired()) this.failure = 'time';
    return this.failure === 'time';
  }

  /** Makes something for every row from the arguments of an element there. */
  #forEachRow<T>(
    i: number,
    source: OpenSource & DrawSource,
    rows: Pick<Rows, 'count' | 'values'>,
    make: (args: NumericArgs) => T,
  ): T[] {
    const evaluator = this.workspace.evaluatorOfArgs(source);
    return forEachRow(this.open, evaluator, source, this.#element(i).element, this.feeds, rows, make);
  }

  /** One point for all between two flips of what reads the line. */
  #cells(i: number, rows: Rows): Points[] | undefined {
    const line = baseLine(this.sourceOf(i));
    const boxes = new EnclosedBoxes(this.workspace, 0, [i], [line], 0, NO_SCALES);
    const partition = new Partition(boxes, () => false);
    const known = (own: Switch) =>
      [...own.deciders].every((other) => other <= i || this.order.inner.includes(other));
    const others = this.othersOf([i]);
    const rule = new LeafRule(
      this.workspace,
      [i],
      [line],
      others.map(({ id }) => id),
      this.feeds,
      [true],
    );
    const panels = this.reach.panels(i, line.panels, line.least, line.most);
    const cells: Points[] = [];
    let [toLeast, toMost] = [true, true];
    for (let row = 0; row < rows.count; row++) {
      if (row % 64 === 63 && this.#isLate()) return undefined;
      const at = (id: ValueId) => this.valueAt(rows, row, id);
      boxes.prepare(
        this.feeds,
        others.map(({ id }) => [id, at(id), at(id)] as const),
        known,
      );
      const found = cellsOf(partition, line, panels);
      const { at: places, weights, loose } = rule.points(found.leaves, (_leaf, id) => at(id));
      if (partition.exhausted) {
        this.failure = 'rough';
        return undefined;
      }
      const points = (places[0] ?? new Float64Array(0)).map(line.value);
      cells.push({
        points,
        weights,
        loose: looseOf(loose),
        firstEdge: !found.toLeast || isSequence(places[0], -1, panels) ? this.reach.bit(i, 'low') : 0,
        lastEdge: !found.toMost || isSequence(places[0], 1, panels) ? this.reach.bit(i, 'high') : 0,
      });
      toLeast &&= found.toLeast;
      toMost &&= found.toMost;
    }
    if (toLeast) this.reach.end(i, 'low');
    if (toMost) this.reach.end(i, 'high');
    return cells;
  }

  /** The scalar program's variables but those of `dims`, with where their values stand. */
  othersOf(dims: readonly number[]): { readonly id: ValueId; readonly element: number }[] {
    return this.order.elements.flatMap(({ ids }, element) =>
      dims.includes(element) ? [] : ids.map((id) => ({ id, element })),
    );
  }

  /** The value of a variable of the scalar program in a row. */
  valueAt(rows: Rows, row: number, id: ValueId): number {
    const place = this.#places().get(id);
    if (!place) throw new Error(`no variable ${id}`);
    const data = rows.values.get(place.value);
    return data ? (data[row * place.size + place.offset] as number) : 0;
  }

  #known:
    | Map<ValueId, { readonly value: ValueId; readonly size: number; readonly offset: number }>
    | undefined;

  #places() {
    this.#known ??= new Map(
      this.order.elements.flatMap(({ ids }, i) => {
        const { value, element, width, size } = this.slot(i);
        return ids.map((id, j) => [id, { value, size, offset: element * width + j }] as const);
      }),
    );
    return this.#known;
  }

  /** The line of a continuous element in one row of what comes first. */
  lineAt(i: number, rows: Rows, row: number): Line {
    const source = this.sourceOf(i);
    if (source.kind !== 'draw') return baseLine(source);
    const { exact } = source.distribution;
    if (exact.kind !== 'density') throw new Error(`${source.distribution.name} has no axis`);
    const samples = this.#samplesAbove(i, rows, row);
    const axes = this.#forEachRow(i, source, samples, exact.axis);
    const middle = axes[Math.floor(axes.length / 2)];
    if (!middle) throw new Error('no axis');
    const least = Math.min(...axes.map(({ from, draw }) => draw(from)));
    const most = Math.max(...axes.map(({ to, draw }) => draw(to)));
    return axisLine({
      ...middle,
      from: least < middle.draw(middle.from) ? inverse(middle.draw, least, middle.from, -1) : middle.from,
      to: most > middle.draw(middle.to) ? inverse(middle.draw, most, middle.to, 1) : middle.to,
    });
  }

  /** Rows over which the lines that an element's distribution depends on run through their usual values. */
  #samplesAbove(i: number, rows: Rows, row: number): { count: number; values: Map<ValueId, Float64Array> } {
    const values = new Map(
      [...rows.values].map(([id, data]) => {
        const size = data.length / rows.count;
        return [id, data.slice(row * size, (row + 1) * size)] as const;
      }),
    );
    let samples: Rows = { ...ONE_ROW, values };
    const above = this.order.scalar?.above[i] ?? new Set<number>();
    for (const j of this.order.inner) {
      if (!above.has(j) || j === i) continue;
      const line = this.lineAt(j, rows, row);
      const points = Float64Array.from(line.panels, line.value);
      const all = { points, weights: new Float64Array(points.length).fill(1), firstEdge: 0, lastEdge: 0 };
      samples = extendRows(
        samples,
        this.slot(j),
        Array.from({ length: samples.count }, () => all),
      );
    }
    return { count: samples.count, values: new Map(samples.values) };
  }

  /** Writes coordinates of lines into rows. */
  place(values: Map<ValueId, Float64Array>, i: number, own: Float64Array): void {
    placed(values, this.slot(i), own, own.length);
  }
}

/** The most leaves that are worth having beyond the ends of the panels, where only rare events are. */
const FEW = 40;

/**
 * Whether so many cells lie beyond an end of the panels that they would go on to where floats end, as those of a count
 * without a limit do.
 */
function isSequence(places: Float64Array | undefined, side: 1 | -1, panels: readonly number[]): boolean {
  const end = (side > 0 ? panels.at(-1) : panels[0]) as number;
  const beyond = places?.reduce((count, t) => (side * (t - end) > 0 ? count + 1 : count), 0) ?? 0;
  return beyond > MOST_FLIPS;
}
const MOST_FLIPS = 8;

/**
 * The leaves of a line within its panels, and beyond them where these are few; `toLeast` and `toMost` say whether they
 * go on to the ends of the line.
 */
function cellsOf(partition: Partition, { least, most }: Line, panels: readonly number[]) {
  const [first, last] = [panels[0] as number, panels.at(-1) as number];
  const beyond = (low: number, high: number) => (low < high ? partition.divideInto(FEW, [low], [high]) : []);
  const [below, above] = [beyond(least, first), beyond(last, most)];
  const within = panels.slice(1).flatMap((to, k) => partition.divide([panels[k] as number], [to]));
  const leaves = [...(below ?? []), ...within, ...(above ?? [])];
  return {
    leaves: leaves.sort((a, b) => (a.low[0] as number) - (b.low[0] as number)),
    toLeast: below !== undefined,
    toMost: above !== undefined,
  };
}

function baseLine(source: OpenSource): Line {
  return source.kind === 'normal' ? NORMAL_LINE : LOGISTIC_LINE;
}

/** Where an increasing function reaches a value beyond `start`. */
function inverse(f: (t: number) => number, value: number, start: number, direction: 1 | -1): number {
  let step = 1;
  while (step < 1000 && (direction > 0 ? f(start + step) < value : f(start - step) > value)) step *= 2;
  return start + direction * step;
}
