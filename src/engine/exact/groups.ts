import type { CompiledSources } from '../compile/program';
import type { ValueId } from '../ir/operations';
import { type OpenSource, openSources } from './sources';

/** Values that depend on the same sources, and are integrated together. */
export interface ValueGroup {
  readonly ids: readonly ValueId[];
  /** Continuous scalars among their sources. */
  readonly continuous: number;
}

/** Values by themselves depend on fewer sources than all of them: groups of those that share theirs. `also` is asked for with each. */
export function valueGroups(
  compiled: CompiledSources,
  ids: Iterable<ValueId>,
  also: readonly ValueId[] = [],
): ValueGroup[] {
  const groups = new Map<string, { ids: ValueId[]; continuous: number }>();
  for (const id of new Set(ids)) {
    const { sources } = openSources(compiled, [id, ...also]);
    const key = sources.map((source) => source.value).join();
    const continuous = sources.reduce((sum, source) => sum + continuousScalars(source), 0);
    const group = groups.get(key) ?? { ids: [], continuous };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Scalars that need panels: neither a sum nor a few steps will do. */
function continuousScalars(source: OpenSource): number {
  if (source.stepwise || (source.kind === 'draw' && source.distribution.exact.kind === 'enumerate')) return 0;
  return source.size;
}

export function mostContinuous(groups: readonly ValueGroup[]): number {
  return Math.max(0, ...groups.map(({ continuous }) => continuous));
}
