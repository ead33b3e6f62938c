import type { CompiledSources } from '../compile/program';
import { argsOf, type ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { splitMeans } from './addends';
import { type Sized, total } from './bounded';
import { LONG_STEP, SHORT_STEP } from './derivative';
import { Integral } from './expectation';
import { mostContinuous, type ValueGroup, valueGroups } from './groups';
import { type Limits, MOST_CONTINUOUS } from './limits';
import { polynomialMeans } from './polynomialMoments';
import { openSources } from './sources';
import type { Failure } from './summation';

/** Expected costs at any numbers from outside. */
export interface Costs {
  readonly method: 'enumeration' | 'quadrature' | 'polynomials';
  /** The largest step of difference quotients: the longer, the less exact the costs are. */
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

/** Expected costs by summation and quadrature, or as polynomials; or why there are none. */
export function costsOf(compiled: CompiledSources, feeds: Feeds, limits: Limits): Costs | NoCosts {
  const outputs = compiled.program.outputs.map(({ value }) => value);
  const split = splitMeans(compiled);
  const plain = valueGroups(split.compiled, split.parts.flat());
  if ('failure' in plain) {
    const means = polynomialMeans(compiled.program);
    if (means(feeds)) return polynomialCosts(means);
  }
  const groups = 'failure' in plain ? valueGroups(split.compiled, split.parts.flat(), [], true) : plain;
  if (!('failure' in groups)) {
    const together = () => {
      const whole = valueGroups(compiled, outputs, [], true);
      return 'failure' in whole
        ? undefined
        : partsOf(
            compiled,
            whole,
            outputs.map((id) => [id]),
          );
    };
    return integratedCosts(partsOf(split.compiled, groups, split.parts), together, limits);
  }
  return groups.failure === 'continuous'
    ? { reason: 'continuous', scalars: groups.scalars, limit: MOST_CONTINUOUS }
    : { reason: 'rows' };
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
  /** Whether a part, or the law of what it depends on, reads the numbers from outside that are called `name`. */
  readonly reads: (part: ValueId, name: string) => boolean;
  readonly groups: readonly ValueGroup[];
  /** By output: what it is the sum of. */
  readonly parts: readonly (readonly ValueId[])[];
}

function partsOf(compiled: CompiledSources, groups: Parts['groups'], parts: Parts['parts']): Parts {
  const known = new Map<ValueId, ReadonlySet<string>>();
  const reads = (part: ValueId, name: string) => {
    const names = known.get(part) ?? namesAbove(compiled, part);
    known.set(part, names);
    return names.has(name);
  };
  return { reads, groups, parts };
}

/** Costs as sums of parts, each integrated over its own sources; together where a part by itself has no finite mean. */
function integratedCosts(apart: Parts, together: () => Parts | undefined, limits: Limits): Costs {
  let parts = apart;
  let all: { readonly parts: Parts | undefined } | undefined;
  const dims = mostContinuous(apart.groups);
  const lines = apart.groups.some(({ integrand }) => integrand.order.scalar !== undefined);
  const sum: Costs['sum'] = (at, outputs, moved) => {
    const found = sumOfParts(parts, at, outputs, moved, limits);
    if (!('failure' in found) || parts !== apart || found.failure === 'time') return found;
    all ??= { parts: together() };
    if (!all.parts) return found;
    const whole = sumOfParts(all.parts, at, outputs, moved, limits);
    if (!('failure' in whole)) parts = all.parts;
    return whole;
  };
  return {
    method: dims > 0 || lines ? 'quadrature' : 'enumeration',
    step: dims > 2 ? LONG_STEP : SHORT_STEP,
    sum,
  };
}

function sumOfParts(
  { reads, groups, parts }: Parts,
  at: Feeds,
  outputs: readonly number[],
  moved: string | undefined,
  limits: Limits,
): Sized | { readonly failure: Failure } {
  const counts = new Map<ValueId, number>();
  for (const output of outputs)
    for (const id of parts[output] ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  const all: Sized[] = [];
  for (const { ids, integrand } of groups) {
    const wanted = ids.filter((id) => counts.has(id) && (moved === undefined || reads(id, moved)));
    if (wanted.length === 0) continue;
    const integral = Integral.make(integrand, at, MEANS, limits);
    if ('failure' in integral) return integral;
    // A root is a sum of costs, one number.
    for (const [i, id] of ids.entries())
      if (wanted.includes(id)) all.push(scaledBy(integral.means[i], counts.get(id) ?? 0));
  }
  return sum(all);
}

const MEANS = { squares: false, everything: false };

function scaledBy(own: Sized | undefined, factor: number): Sized {
  const { value, error, size } = own ?? { value: Number.NaN, error: 0, size: 0 };
  return { value: factor * value, error: factor * error, size: factor * size };
}

/** The names of numbers from outside that a value reads, or the law of what it depends on. */
function namesAbove(compiled: CompiledSources, root: ValueId): ReadonlySet<string> {
  const { instructions, sources } = openSources(compiled, [root]);
  const met = new Set([
    root,
    ...sources.flatMap((source) =>
      source.kind === 'draw' ? [source.logProb, ...Object.values(source.args)] : [],
    ),
  ]);
  const names = new Set<string>();
  for (const id of met) {
    const instruction = instructions[id];
    if (!instruction) continue;
    if (instruction.op === 'feed') names.add(instruction.name);
    for (const arg of argsOf(instruction)) met.add(arg);
  }
  return names;
}
