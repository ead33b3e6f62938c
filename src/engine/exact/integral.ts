import { evaluateRows } from '../executors/reference/evaluateRows';
import type { Column } from '../executors/reference/kernels';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Bounded, Sized } from './bounded';
import { evenError, panelError } from './errors';
import { Expansion } from './expansion';
import { dimensions, type Integrand } from './integrand';
import { type Limits, NO_LIMITS } from './limits';
import { candidatesOf, chooseLooks, type Looks, looksAt, meanRounding, NO_LOOKS, roundedAt } from './looks';
import { integrate } from './quadrature';
import { Reach } from './reach';
import { selected } from './rows';
import { type Failure, type Integrated, roundingOf } from './summation';

/** Share of an integral that its error may come to, by the number of continuous variables. */
const RELATIVE = [1e-12, 1e-12, 1e-11, 3e-6] as const;

/** The rounding of the mass of a count that is drawn by its distribution function. */
const LEVEL_ROUNDING = 4e-16;

/** What the rows must be good for, besides the means of the roots. */
export interface Wanted {
  /** Means of their squares and products. */
  readonly squares: boolean;
  /** Roots at other feeds, on which no source depends. */
  readonly everything: boolean;
}

/** Values in every row of an integral. There are no rows where nothing has mass. */
export interface Table {
  /** Row-major. */
  readonly values: Float64Array;
  /** Numbers in a row. */
  readonly width: number;
  /** The errors of the values in the rows that are looked at, row-major. */
  readonly errors: Float64Array;
}

/** A program laid out for integration at one setting of the feeds. */
export class Integral {
  private constructor(
    readonly integrand: Integrand,
    readonly integrated: Integrated,
    readonly feeds: Feeds,
    /** Share of the size of an integral that its rounding may come to. */
    readonly rounding: number,
    readonly limits: Limits,
  ) {}

  /** Places rows whose errors are small enough for the means of the roots. */
  static make(
    integrand: Integrand,
    feeds: Feeds,
    wanted: Wanted,
    limits: Limits,
  ): Integral | { readonly failure: Failure } {
    const { open, order, roots } = integrand;
    const expansion = new Expansion(open, order, feeds, new Reach(), integrand.workspace, limits.expired);
    const integrated = integrate({
      expansion,
      roots,
      ...wanted,
      relative: RELATIVE[dimensions(integrand)] ?? 1e-6,
      expired: limits.expired,
    });
    if ('failure' in integrated) return integrated;
    const rounding = roundingOf(integrated.rows.count, expansion.largestCount);
    return new Integral(integrand, integrated, feeds, rounding, limits);
  }

  #means: readonly Sized[] | undefined;

  /** The means of the roots, element by element. */
  get means(): readonly Sized[] {
    this.#means ??= this.#meansWithRounding();
    return this.#means;
  }

  #meansWithRounding(): readonly Sized[] {
    const { means } = this.integrated;
    const { workspace } = this.integrand;
    // Rounding is taken to be the same as before, as long as the sizes are about the same.
    const isKnown = means.every(({ size }, k) => {
      const known = workspace.rounded[k]?.size ?? Number.NaN;
      return size <= 2 * known && known <= 2 * size;
    });
    if (!isKnown) workspace.rounded = this.#roundedMeans();
    return means.map((own, k) => ({ ...own, error: own.error + (workspace.rounded[k]?.error ?? 0) }));
  }

  /** The sizes of the means of the roots, and the errors that come from rounding of the roots' own values. */
  #roundedMeans(): { readonly size: number; readonly error: number }[] {
    const { integrand, integrated, feeds } = this;
    const { rows, means } = integrated;
    const candidates = candidatesOf(rows);
    const few = selected(rows.values, rows.count, candidates);
    const { values, width } = evaluated(integrand, integrand.roots, feeds, few, candidates.length, NO_LIMITS);
    const looks = chooseLooks(rows, candidates, values, width);
    const evaluator = integrand.workspace.runningError(integrand.roots);
    const rounded = roundedAt(evaluator, looks, feeds, rows.values, integrand.roots);
    return means.map(({ size }, k) => ({ size, error: meanRounding(looks, rounded, k) }));
  }

  /**
   * Evaluates outputs in every row: all elements of `ids`, one after the other. It stops where it is once time is up,
   * so callers must look at the clock afterwards.
   * @param states values of the program's own states (baselines), by their instruction
   * @param feeds other feeds, on which no source depends
   */
  evaluate(
    ids: readonly ValueId[],
    states: ReadonlyMap<ValueId, Float64Array> = new Map(),
    feeds: Feeds = this.feeds,
  ): Table {
    const { integrand } = this;
    const { rows } = this.integrated;
    const given = new Map([...rows.values, ...states]);
    const { values, width } = evaluated(integrand, ids, feeds, given, rows.count, this.limits);
    this.#looks ??= looksAt(rows, values, width);
    const { errors, masses } = roundedAt(
      integrand.workspace.runningError(ids),
      this.#looks,
      feeds,
      given,
      ids,
    );
    this.#masses ??= masses;
    return { values, width, errors };
  }

  #looks: Looks | undefined;
  /**
   * The error of the mass of each row that is looked at. It stays: sources depend on nothing that evaluations change.
   */
  #masses: Float64Array | undefined;

  /** Mean of every column of a table made by `evaluate`. */
  mean(table: Table): Bounded[] {
    const { values, width } = table;
    const { weights, count } = this.integrated.rows;
    return Array.from({ length: width }, (_, j) => {
      const added = new Float64Array(count);
      for (let row = 0; row < count; row++) {
        const weight = weights[row] as number;
        // A row without mass does not count, whatever its value is.
        if (weight !== 0) added[row] = weight * (values[row * width + j] as number);
      }
      const { value, error } = this.#sum(added);
      const rounded = this.#rounded((row, look, mass) => {
        const own = Math.abs(values[row * width + j] as number);
        return (table.errors[look * width + j] as number) + mass * own;
      });
      return { value, error: error + rounded };
    });
  }

  /** The error of a sum over all rows, estimated from the errors of the rows that are looked at. */
  #rounded(of: (row: number, look: number, mass: number) => number): number {
    const { places, weights } = this.#looks ?? NO_LOOKS;
    let sum = 0;
    for (let look = 0; look < places.length; look++) {
      const weight = weights[look] as number;
      if (weight !== 0)
        sum += weight * of(places[look] as number, look, (this.#masses?.[look] ?? 0) as number);
    }
    return sum;
  }

  /** Mean of the product of a column of one table and a column of another, each less its centre. */
  meanProduct(a: Table, i: number, centreA: number, b: Table, j: number, centreB: number): Bounded {
    const { weights, count } = this.integrated.rows;
    const added = new Float64Array(count);
    for (let row = 0; row < count; row++) {
      const weight = weights[row] as number;
      if (weight === 0) continue;
      const [x, y] = [a.values[row * a.width + i] as number, b.values[row * b.width + j] as number];
      added[row] = weight * (x - centreA) * (y - centreB);
    }
    const { value, error } = this.#sum(added);
    // Where both values are 0 there may be no rows, and the products of the centres must be added. A mass that is
    // short only by rounding is complete.
    const left = 1 - this.mass;
    const missing = Math.abs(left) > 8 * this.rounding ? left * centreA * centreB : 0;
    const rounded = this.#rounded((row, look, mass) => {
      const [x, y] = [a.values[row * a.width + i] as number, b.values[row * b.width + j] as number];
      const [p, q] = [Math.abs(x - centreA), Math.abs(y - centreB)];
      const [ex, ey] = [a.errors[look * a.width + i] as number, b.errors[look * b.width + j] as number];
      return p * ey + q * ex + ex * ey + p * q * mass;
    });
    return { value: value + missing, error: error + Math.abs(missing) * 1e-12 + rounded };
  }

  /** The total weight of all rows: 1, less what was left out. */
  get mass(): number {
    this.#mass ??= this.integrated.rows.weights.reduce((sum, weight) => sum + weight, 0);
    return this.#mass;
  }

  #mass: number | undefined;

  /** Whether counts are drawn by inverting a uniform: the levels are then known up to the rounding of 1. */
  #countsLevels(): boolean {
    return this.integrand.order.scalar?.switches.some(({ levels }) => levels === 'own') ?? false;
  }

  /** @param added what every row adds */
  #sum(added: Float64Array): Bounded {
    const { rows, lost, rule } = this.integrated;
    const { weights, coarse, part, count } = rows;
    let value = 0;
    let size = 0;
    let error = 0;
    for (let from = 0, to = 0; from < count; from = to) {
      if (part) while (to < count && part[to] === part[from]) to++;
      else to = count;
      let partSize = 0;
      for (let row = from; row < to; row++) {
        value += added[row] as number;
        partSize += Math.abs(added[row] as number);
      }
      size += partSize;
      if (rule.kind === 'even')
        error += evenError(Math.abs(differenceOf(added, coarse.at(-1), from, to)), partSize, rule.decay);
      else
        for (const ratios of coarse)
          error += panelError(Math.abs(differenceOf(added, ratios, from, to)), partSize);
    }
    let slack = 0;
    if (rows.loose)
      for (let row = 0; row < count; row++)
        slack += (rows.loose[row] as number) * Math.abs(added[row] as number);
    const outside = slack + lost.reduce((most, own) => Math.max(most, own), 0);
    const granular = this.#countsLevels() ? LEVEL_ROUNDING * largestOf(added, weights) : 0;
    return { value, error: error + outside + granular + this.rounding * size };
  }
}

/** All elements of `ids` in so many rows, one after the other, row-major. */
function evaluated(
  { open: { instructions } }: Integrand,
  ids: readonly ValueId[],
  feeds: Feeds,
  given: ReadonlyMap<ValueId, Float64Array>,
  count: number,
  limits: Limits,
): { readonly values: Float64Array; readonly width: number } {
  const sizes = ids.map((id) => sizeOf(instructions[id]?.shape ?? []));
  const width = sizes.reduce((sum, size) => sum + size, 0);
  const values = new Float64Array(width * count);
  evaluateRows(instructions, ids, feeds, given, count, (columns, from, block) => {
    let column = 0;
    for (const [i, own] of columns.entries())
      for (let j = 0; j < (sizes[i] as number); j++)
        copyColumn(values, from * width + column++, width, own, j, block);
    return limits.expired() ? 'stop' : undefined;
  });
  return { values, width };
}

/** Writes number `j` of a column's rows from `to` on, `step` apart. */
function copyColumn(
  values: Float64Array,
  to: number,
  step: number,
  { data, stride }: Column,
  j: number,
  count: number,
): void {
  for (let row = 0; row < count; row++) values[to + row * step] = data[row * stride + j] as number;
}

/** What the fine rule and a coarser one differ by in some rows. */
function differenceOf(
  added: Float64Array,
  ratios: Float64Array | undefined,
  from: number,
  to: number,
): number {
  let difference = 0;
  if (ratios)
    for (let row = from; row < to; row++)
      difference += (1 - (ratios[row] as number)) * (added[row] as number);
  return difference;
}

/** The largest of what is summed, without its weight. */
function largestOf(added: Float64Array, weights: Float64Array): number {
  let largest = 0;
  for (let row = 0; row < added.length; row++)
    if (weights[row] !== 0)
      largest = Math.max(largest, Math.abs((added[row] as number) / (weights[row] as number)));
  return largest;
}
