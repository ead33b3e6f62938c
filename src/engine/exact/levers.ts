import type { CompiledUnit } from '../compile/plan';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import type { Integral, Table } from './integral';

/**
 * What enters a unit's estimate from outside it: carried states, the mean of the other units, and constants that are
 * chosen best. Each enters affinely; plans where it does not have no exact moments. An estimate is then g + sum_l (b_l
 * - centre_l) h_l, with g the estimate at the centres and h_l its slope in lever l.
 */
export interface Levers {
  readonly states: readonly ValueId[];
  readonly outside: readonly string[];
  readonly optima: readonly string[];
}

export function leversOf({ program, outside, optima }: CompiledUnit): Levers {
  return {
    states: program.states.map(({ name }) =>
      program.instructions.findIndex((own) => own.op === 'state' && own.name === name),
    ),
    outside: outside.map(({ feed }) => feed),
    optima,
  };
}

/** Where the levers stand. */
export interface LeverSetting {
  readonly states: readonly number[];
  readonly outside: readonly number[];
  readonly optima: readonly number[];
}

/** Values of `ids` in every row of the integral, with the levers set. */
export function evaluateAt(
  integral: Integral,
  levers: Levers,
  ids: readonly ValueId[],
  setting: LeverSetting,
): Table {
  const states = new Map(
    levers.states.flatMap((id, i) =>
      id < 0 ? [] : [[id, Float64Array.of(setting.states[i] ?? 0)] as const],
    ),
  );
  return integral.evaluate(ids, states, withLevers(integral.feeds, levers, setting));
}

/** The slopes of `ids` in every row, lever by lever of one kind. */
export function slopesAt(
  integral: Integral,
  levers: Levers,
  ids: readonly ValueId[],
  setting: LeverSetting,
  kind: keyof Levers,
  base: Table,
): Table[] {
  return levers[kind].map((_, raised) => {
    const moved = { ...setting, [kind]: setting[kind].map((x, i) => (i === raised ? x + 1 : x)) };
    const { values, width, errors } = evaluateAt(integral, levers, ids, moved);
    return {
      values: values.map((x, i) => x - (base.values[i] as number)),
      width,
      errors: errors.map((error, i) => error + (base.errors[i] as number)),
    };
  });
}

export function withLevers(feeds: Feeds, levers: Levers, setting: LeverSetting): Feeds {
  return new Map([
    ...feeds,
    ...levers.outside.map((name, i) => [name, Float64Array.of(setting.outside[i] ?? 0)] as const),
    ...levers.optima.map((name, i) => [name, Float64Array.of(setting.optima[i] ?? 0)] as const),
  ]);
}

export function atZero({ states, outside, optima }: Levers): LeverSetting {
  return { states: states.map(() => 0), outside: outside.map(() => 0), optima: optima.map(() => 0) };
}
