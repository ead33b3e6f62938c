import type { Plan } from '../document/types';
import type { ArrayProgram } from '../ir/arrayProgram';
import { Builder, type Value } from '../ir/builder';
import { keepReachable } from '../ir/deadCode';
import type { ValueId } from '../ir/operations';
import type { Program } from '../ir/program';
import { type Shape, sizeOf } from '../ir/shape';
import { Vectorized } from '../ir/vectorize';
import { once } from '../model/once';
import { forward } from './forward';
import { compilePlan } from './plan';
import { finish, plainDraft } from './program';
import { valueIn } from './surrogate';

/** An array program under construction. */
export interface ArrayDraft {
  readonly rows: number;
  readonly samples: number;
  readonly outputs: readonly { readonly name: string; readonly value: Value }[];
  readonly updates: readonly { readonly feed: string; readonly value: Value }[];
}

export function finishArrays(b: Builder, draft: ArrayDraft): ArrayProgram {
  const roots = [...draft.outputs, ...draft.updates].map(({ value }) => value.id);
  const { instructions, moved } = keepReachable(b.instructions, roots);
  const at = (id: ValueId) => moved.get(id) as ValueId;
  return {
    instructions,
    rows: draft.rows,
    samples: draft.samples,
    outputs: draft.outputs.map(({ name, value }) => ({ name, value: at(value.id) })),
    updates: draft.updates.map(({ feed, value }) => ({ feed, value: at(value.id) })),
  };
}

/**
 * Single estimates: each output of the program for `estimates` estimates, [estimates, ...shape]. What the program
 * carries stays as it is fed.
 */
export function estimatesOf(b: Builder, { instructions, outputs, samples }: Program, estimates: number) {
  const all = new Vectorized(b, instructions, { rows: estimates * samples, shared: 1 });
  return outputs.map(({ name, value }) => {
    const rows = all.rowsOf(value);
    const shape = rows.shape.slice(1);
    const mean =
      samples === 1 ? rows : b.div(b.sum(b.reshape(rows, [estimates, samples, ...shape]), [1]), samples);
    return { name, value: mean };
  });
}

/**
 * Of the gradients of a plan, over `estimates` single estimates of one sample each: outputs `sum:<parameter>` and
 * `squares:<parameter>`, coordinate by coordinate, around the fed `shift:<parameter>`.
 */
export const gradientSums = once((model, plan: Plan, estimates: number): ArrayProgram => {
  const { program, parameters } = compilePlan(model, plan);
  const b = new Builder('stepNumbers');
  const made = new Map(estimatesOf(b, program, estimates).map(({ name, value }) => [name, value]));
  const outputs = parameters.flatMap(({ name, shape }) => {
    const size = sizeOf(shape);
    const gradient = made.get(`gradient:${name}`);
    if (!gradient) return [];
    const shifted = b.sub(b.reshape(gradient, [estimates, size]), b.feed(`shift:${name}`, [size]));
    return [
      { name: `sum:${name}`, value: b.sum(shifted, [0]) },
      { name: `squares:${name}`, value: b.sum(b.square(shifted), [0]) },
    ];
  });
  return finishArrays(b, {
    rows: estimates * program.samples,
    samples: program.samples,
    outputs,
    updates: [],
  });
});

/** A program of nodes' values where others are given. */
export interface NodeProbe {
  /** Inputs of its own: `state:<node>`, [rows, ...shape]. Outputs: the names of the nodes shown, [rows, ...shape]. */
  readonly program: ArrayProgram;
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** What a probe is asked for. */
export interface ProbeRequest {
  /** Nodes that take given values, row by row. */
  readonly given: readonly string[];
  readonly show: readonly string[];
  readonly rows: number;
  /** Consecutive rows that share a row of data. Missing: 1. */
  readonly shared?: number;
}

/** All rows are samples of one estimate. Throws a FindingError where an expression is at fault. */
export const compileProbe = once((model, { given, show, rows, shared = 1 }: ProbeRequest): NodeProbe => {
  const b = new Builder();
  const plain = forward(b, model, { valueOf: ({ draw }) => draw });
  const overrides = new Map(given.map((name) => [name, b.state(name, valueIn(plain, name).shape)]));
  const world = forward(b, model, { valueOf: ({ draw }) => draw, overrides });
  const { program } = finish(b, plainDraft(show.map((name) => ({ name, value: valueIn(world, name) }))));
  const arrays = new Builder('stepNumbers');
  const all = new Vectorized(arrays, program.instructions, { rows, shared, given: new Set(given) });
  const outputs = program.outputs.map(({ name, value }) => ({ name, value: all.rowsOf(value) }));
  const shapes = new Map([...given, ...show].map((name) => [name, valueIn(world, name).shape]));
  return { program: finishArrays(arrays, { rows, samples: rows, outputs, updates: [] }), shapes };
});
