import type { ProgramSource } from '../compile/sources';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';

/** By a drawn value: what the arguments of its distribution are made of. */
export type Laws = ReadonlyMap<ValueId, readonly ValueId[]>;

export function lawsOf(sources: readonly ProgramSource[]): Map<ValueId, readonly ValueId[]> {
  return new Map(
    sources.map((own) => [own.value, own.kind === 'draw' ? [own.logProb, ...Object.values(own.args)] : []]),
  );
}

/** The roots and all that they depend on, by formulas or by the laws of what is drawn. */
export function allAbove(
  instructions: readonly Instruction[],
  laws: Laws,
  roots: readonly ValueId[],
): ReadonlySet<ValueId> {
  const met = new Set(roots);
  for (const id of met) {
    const instruction = instructions[id];
    if (instruction) for (const arg of argsOf(instruction)) met.add(arg);
    for (const law of laws.get(id) ?? []) met.add(law);
  }
  return met;
}

/** Items in lists, those together that share something random. */
export function sharing<T>(items: readonly T[], randomOf: (item: T) => Iterable<ValueId>): T[][] {
  const lists: { items: T[]; random: ReadonlySet<ValueId> }[] = [];
  for (const item of items) {
    const own = new Set(randomOf(item));
    const linked = lists.filter(({ random }) => [...own].some((id) => random.has(id)));
    const merged = {
      items: [...linked.flatMap((list) => list.items), item],
      random: new Set([...own, ...linked.flatMap(({ random }) => [...random])]),
    };
    lists.splice(0, lists.length, ...lists.filter((list) => !linked.includes(list)), merged);
  }
  return lists.map((list) => list.items);
}
