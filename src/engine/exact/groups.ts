import type { CompiledSources } from '../compile/program';
import type { ValueId } from '../ir/operations';
import { type OpenSource, openSources } from './sources';

/** Outputs that depend on the same sources, and are integrated together. */
export interface OutputGroup {
  /** Positions among the outputs. */
  readonly outputs: readonly number[];
  /** Continuous scalars among their sources. */
  readonly continuous: number;
}

/** Every output by itself depends on fewer sources than all of them: groups of those that share theirs. `also` is asked for with each. */
export function outputGroups(compiled: CompiledSources, also: readonly ValueId[] = []): OutputGroup[] {
  const { outputs } = compiled.program;
  const groups = new Map<string, { outputs: number[]; continuous: number }>();
  outputs.forEach(({ value }, position) => {
    const { sources } = openSources(compiled, [value, ...also]);
    const key = sources.map((source) => source.value).join();
    const continuous = sources.reduce((sum, source) => sum + continuousScalars(source), 0);
    const group = groups.get(key) ?? { outputs: [], continuous };
    group.outputs.push(position);
    groups.set(key, group);
  });
  return [...groups.values()];
}

/** Scalars that need panels: neither a sum nor a few steps will do. */
function continuousScalars(source: OpenSource): number {
  if (source.stepwise || (source.kind === 'draw' && source.distribution.exact.kind === 'enumerate')) return 0;
  return source.size;
}

export function mostContinuous(groups: readonly OutputGroup[]): number {
  return Math.max(0, ...groups.map(({ continuous }) => continuous));
}
