import type { CompiledSources } from '../compile/program';
import type { ValueId } from '../ir/operations';
import { dimensions, type Integrand, integrandOf, type NoIntegrand } from './integrand';
import { lineCount } from './order';
import { openSources } from './sources';

/**
 * Values that depend on the same sources, and are integrated together. The integrand is of these and of what was asked
 * for with each.
 */
export interface ValueGroup {
  readonly ids: readonly ValueId[];
  readonly integrand: Integrand;
}

/**
 * Groups values by the sources that they depend on: each alone depends on fewer than all together. `also` is
 * integrated with each group.
 */
export function valueGroups(
  compiled: CompiledSources,
  ids: Iterable<ValueId>,
  also: readonly ValueId[] = [],
  meansOnly = false,
): readonly ValueGroup[] | NoIntegrand {
  const groups = new Map<string, { readonly own: ValueId[]; readonly lines: number }>();
  for (const id of new Set(ids)) {
    const open = openSources(compiled, [id, ...also]);
    const key = open.sources.map((source) => source.value).join();
    const known = groups.get(key);
    if (known) known.own.push(id);
    else groups.set(key, { own: [id], lines: lineCount(open) });
  }
  const found: ValueGroup[] = [];
  let none: NoIntegrand | undefined;
  for (const { own, lines } of [...groups.values()].sort((a, b) => b.lines - a.lines)) {
    if (none && lines <= scalars(none)) break;
    const integrand = integrandOf(compiled, [...own, ...also], meansOnly);
    if (!('failure' in integrand)) found.push({ ids: own, integrand });
    // The refusal that is told is that of the most variables.
    else if (!none || (integrand.failure === 'continuous' && scalars(integrand) > scalars(none)))
      none = integrand;
  }
  return none ?? found;
}

function scalars(none: NoIntegrand): number {
  return none.failure === 'continuous' ? none.scalars : 0;
}

export function mostContinuous(groups: readonly ValueGroup[]): number {
  return Math.max(0, ...groups.map(({ integrand }) => dimensions(integrand)));
}
