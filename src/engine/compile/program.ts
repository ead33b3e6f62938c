import type { Builder, Value } from '../ir/builder';
import { keepReachable } from '../ir/deadCode';
import type { ValueId } from '../ir/operations';
import type { Program, State } from '../ir/program';
import type { Shape } from '../ir/shape';
import type { ProgramSource } from './sources';

export interface ParameterSlot {
  readonly name: string;
  readonly shape: Shape;
}

/** A program made from a document, with what one must know to read its outputs. */
export interface Compiled {
  readonly program: Program;
  readonly parameters: readonly ParameterSlot[];
}

/** A program with its random sources, in whose places the exact modes put their points. */
export interface CompiledSources extends Compiled {
  /** Parents first. Undefined where they cannot be told apart. */
  readonly sources: readonly ProgramSource[] | undefined;
}

/** A program under construction. */
export interface Draft {
  readonly outputs: readonly { readonly name: string; readonly value: Value }[];
  readonly states: readonly (Omit<State, 'next'> & { readonly next: Value })[];
  readonly samples: number;
  readonly warmUp: number;
}

/** A program of these outputs alone. */
export function plainDraft(outputs: Draft['outputs']): Draft {
  return { outputs, states: [], samples: 1, warmUp: 0 };
}

/** Drops what neither the draft nor `also` needs, and renumbers; `at` tells where a value now stands. */
export function finish(b: Builder, draft: Draft, also: readonly ValueId[] = []) {
  const roots = [...rootsOf(draft), ...also];
  const { instructions, moved } = keepReachable(b.instructions, roots);
  const at = (id: ValueId): ValueId => moved.get(id) as ValueId;
  const program: Program = {
    instructions,
    outputs: draft.outputs.map(({ name, value }) => ({ name, value: at(value.id) })),
    states: draft.states.map((state) => ({ ...state, next: at(state.next.id) })),
    samples: draft.samples,
    warmUp: draft.warmUp,
  };
  return { program, at };
}

/** The same with random sources. */
export function finishWith(
  b: Builder,
  draft: Draft,
  sources: readonly ProgramSource[] | undefined,
  also: readonly ValueId[] = [],
) {
  const own = (sources ?? []).flatMap((source) =>
    source.kind === 'draw' ? [source.value, source.logProb, ...Object.values(source.args)] : [source.value],
  );
  const { program, at } = finish(b, draft, [...own, ...also]);
  const moved = sources?.map((source): ProgramSource => {
    if (source.kind !== 'draw') return { ...source, value: at(source.value) };
    const args = Object.fromEntries(Object.entries(source.args).map(([name, id]) => [name, at(id)]));
    return { ...source, value: at(source.value), logProb: at(source.logProb), args };
  });
  return { program, sources: moved, at };
}

/** What a draft is made for. */
export function rootsOf({ outputs, states }: Draft): ValueId[] {
  return [...outputs.map(({ value }) => value.id), ...states.map(({ next }) => next.id)];
}
