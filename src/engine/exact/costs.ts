import type { CompiledCosts } from '../compile/nodes';
import type { CompiledSources } from '../compile/program';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { type Shape, sizeOf } from '../ir/shape';
import { allAbove, lawsOf } from './above';
import { splitMeans } from './addends';
import { alone } from './alone';
import { type Sized, times, total } from './bounded';
import { LONG_STEP, SHORT_STEP } from './derivative';
import { elementCosts } from './elementCosts';
import { splitProducts } from './factors';
import { mostContinuous, type ValueGroup, valueGroups } from './groups';
import { Integral } from './integral';
import { type Integrand, integrandOf } from './integrand';
import { type Limits, MOST_CONTINUOUS } from './limits';
import { polynomialMeans } from './polynomialMoments';
import type { Failure } from './summation';

/** Expected costs at any numbers from outside. */
export interface Costs {
  readonly method: 'enumeration' | 'quadrature' | 'polynomials';
  /** The largest step of difference quotients; the less exact the costs are, the longer it is. */
  readonly step: number;
  /** The sum of the expected values of these outputs; of those alone that depend on `moved`, where it is given. */
  readonly sum: (
    at: Feeds,
    outputs: readonly number[],
    moved?: string,
  ) => Sized | { readonly failure: Failure };
}

/** Why expected costs cannot be had at all. */
export type NoCosts =
  | { readonly reason: 'continuous'; readonly scalars: number; readonly limit: number }
  | { readonly reason: 'rows' };

/**
 * Expected costs by summation and quadrature, or as polynomials; or why there are none.
 * @param openCosts the same costs with draws left open, asked for where vectors may be taken apart
 */
export function costsOf(
  compiled: CompiledSources,
  feeds: Feeds,
  limits: Limits,
  openCosts: () => CompiledCosts,
): Costs | NoCosts {
  const split = splitMeans(compiled);
  const plain = valueGroups(split.compiled, split.parts.flat());
  if ('failure' in plain) {
    const means = polynomialMeans(compiled.program);
    if (means(feeds)) return polynomialCosts(means);
  }
  const groups = 'failure' in plain ? valueGroups(split.compiled, split.parts.flat(), [], true) : plain;
  const hasVectors = (compiled.sources ?? []).some(({ value }) => sizeOf(shapeOf(compiled, value)) > 1);
  const byElement = hasVectors || 'failure' in groups ? partsByElement(openCosts()) : undefined;
  const apart =
    'failure' in groups
      ? undefined
      : partsOf(
          groups,
          split.parts.map((addends) => addends.map((id) => [id])),
        );
  const together = () => {
    const outputs = compiled.program.outputs.map(({ value }) => value);
    const whole = valueGroups(compiled, outputs, [], true);
    return 'failure' in whole
      ? undefined
      : partsOf(
          whole,
          outputs.map((id) => [[id]]),
        );
  };
  const isBetter = byElement && (!apart || mostElements(byElement) < mostElements(apart));
  const ways = [...(isBetter ? [() => byElement] : []), ...(apart ? [() => apart, together] : [])];
  if (ways.length > 0) return integratedCosts(ways, limits);
  return 'failure' in groups && groups.failure === 'continuous'
    ? { reason: 'continuous', scalars: groups.scalars, limit: MOST_CONTINUOUS }
    : { reason: 'rows' };
}

function shapeOf({ program }: CompiledSources, id: ValueId): Shape {
  return program.instructions[id]?.shape ?? [];
}

/** The most elements of sources that are summed over together. */
function mostElements({ groups }: Parts): number {
  return Math.max(0, ...groups.map(({ integrand }) => integrand.order.elements.length));
}

/** More addends are not integrated one by one. */
const MOST_ADDENDS = 200;

/** Costs written number by number, each addend integrated by itself; undefined where that does not help. */
function partsByElement(costs: CompiledCosts): Parts | undefined {
  const written = elementCosts(costs);
  if (!written) return undefined;
  const { compiled, parts } = splitMeans(written);
  const { costs: split, factors } = splitProducts(compiled, [...new Set(parts.flat())]);
  const ids = new Set([...factors.values()].flat());
  if (ids.size > MOST_ADDENDS) return undefined;
  const groups: ValueGroup[] = [];
  for (const id of ids) {
    const { compiled: own, root } = alone(split, id);
    const integrand = integrandOf(own, [root], true);
    if ('failure' in integrand) return undefined;
    groups.push({ ids: [id], integrand });
  }
  return partsOf(
    groups,
    parts.map((addends) => addends.map((id) => factors.get(id) ?? [id])),
  );
}

function polynomialCosts(meansAt: (feeds: Feeds) => readonly number[] | undefined): Costs {
  return {
    method: 'polynomials',
    step: SHORT_STEP,
    sum: (at, outputs) => {
      const means = meansAt(at) ?? [];
      return sum(outputs.map((i) => rounded(means[i] ?? Number.NaN)));
    },
  };
}

function rounded(value: number): Sized {
  return { value, error: 1e-14 * Math.abs(value), size: Math.abs(value) };
}

function sum(list: readonly Sized[]): Sized {
  return { ...total(list), size: list.reduce((size, own) => size + own.size, 0) };
}

interface Parts {
  readonly groups: readonly ValueGroup[];
  /** By output: what it is the sum of, each a product of independent values. */
  readonly parts: readonly (readonly (readonly ValueId[])[])[];
  /** Whether a value, or the distribution of what it depends on, reads the feed `name`. */
  readonly reads: (id: ValueId, name: string) => boolean;
}

function partsOf(groups: Parts['groups'], parts: Parts['parts']): Parts {
  const known = new Map<ValueId, ReadonlySet<string>>();
  for (const { ids, integrand } of groups)
    for (const [i, id] of ids.entries()) known.set(id, namesAbove(integrand, i));
  return { groups, parts, reads: (id, name) => known.get(id)?.has(name) ?? false };
}

/**
 * Costs as sums of parts, each integrated over its own sources. Of several ways to take them apart, the first that
 * gives everything that is asked for is used.
 */
function integratedCosts(ways: readonly (() => Parts | undefined)[], limits: Limits): Costs {
  const opened: (Parts | undefined)[] = [];
  const at = (i: number) => {
    if (!(i in opened)) opened[i] = ways[i]?.();
    return opened[i];
  };
  let way = 0;
  const current = () => at(way)?.groups ?? [];
  return {
    get method() {
      const lines = current().some(({ integrand }) => integrand.order.scalar !== undefined);
      return lines ? 'quadrature' : 'enumeration';
    },
    get step() {
      return mostContinuous(current()) > 2 ? LONG_STEP : SHORT_STEP;
    },
    sum: (feeds, outputs, moved) => {
      let failed: { readonly failure: Failure } | undefined;
      for (let i = way; i < ways.length; i++) {
        const parts = at(i);
        const found = parts && sumOfParts(parts, feeds, outputs, moved, limits);
        if (!found) continue;
        if (!('failure' in found)) {
          way = i;
          return found;
        }
        failed ??= found;
        if (found.failure === 'time') break;
      }
      return failed ?? { failure: 'rows' };
    },
  };
}

function sumOfParts(
  { groups, parts, reads }: Parts,
  at: Feeds,
  outputs: readonly number[],
  moved: string | undefined,
  limits: Limits,
): Sized | { readonly failure: Failure } {
  const asked = outputs.flatMap((output) => parts[output] ?? []);
  const addends =
    moved === undefined ? asked : asked.filter((factors) => factors.some((id) => reads(id, moved)));
  const needed = new Set(addends.flat());
  const means = new Map<ValueId, Sized>();
  for (const { ids, integrand } of groups) {
    if (!ids.some((id) => needed.has(id))) continue;
    const integral = Integral.make(integrand, at, MEANS, limits);
    if ('failure' in integral) return integral;
    // A root is a sum or product of costs, one number. All means are worked out at once.
    const own = integral.means;
    for (const [i, id] of ids.entries()) means.set(id, own[i] ?? UNKNOWN);
  }
  const found = sum(addends.map((factors) => product(factors.map((id) => means.get(id) ?? UNKNOWN))));
  return Number.isFinite(found.value + found.error) ? found : { failure: 'infinite' };
}

const MEANS = { squares: false, everything: false };

const UNKNOWN: Sized = { value: Number.NaN, error: 0, size: 0 };

function product([first = UNKNOWN, ...others]: readonly Sized[]): Sized {
  return others.reduce((own, factor) => ({ ...times(own, factor), size: own.size * factor.size }), first);
}

/** The names of the feeds that a root reads, or the distribution of what it depends on. */
function namesAbove({ open, roots }: Integrand, i: number): ReadonlySet<string> {
  const above = [...allAbove(open.instructions, lawsOf(open.sources), roots.slice(i, i + 1))];
  return new Set(
    above.flatMap((id) => {
      const instruction = open.instructions[id];
      return instruction?.op === 'feed' ? [instruction.name] : [];
    }),
  );
}
