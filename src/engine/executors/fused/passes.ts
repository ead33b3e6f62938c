import type { Program } from '../../ir/program';
import { withoutDeadCode } from '../../ir/scalarize';
import { ExecutorError } from '../contract';
import { type Pass, vectorsOf } from './shader';
import { weightOf } from './weight';

/** Most weight of one shader: twice as much takes several seconds to compile in software. */
export const MAX_WEIGHT = 4000;
/** Most weight of all shaders of a program together. */
const MAX_TOTAL = 8000;

/**
 * Divides the outputs of a scalar body among as few shaders as its `columns` (vectors that one has room for) allow;
 * each holds only what its own outputs need. A program of states computes all of them in every shader that reads one.
 *
 * Throws an ExecutorError `too-large`.
 */
export function splitPasses(body: Program, columns: number): Pass[] {
  const all = body.states.map((state) => state.name);
  const passes: Pass[] = [];
  let outputs = [...body.outputs];
  let written = 0;
  do {
    const from = written * 4;
    const vectors = Math.min(columns, vectorsOf(all.length) - written);
    const room = columns - vectors;
    passes.push(passOf(body, outputs.slice(0, room), all.slice(from, from + vectors * 4)));
    outputs = outputs.slice(room);
    written += vectors;
  } while (outputs.length > 0 || written < vectorsOf(all.length));
  check(passes);
  return passes;
}

function passOf(body: Program, outputs: Program['outputs'], written: readonly string[]): Pass {
  const own = withoutDeadCode({ ...body, outputs, states: [] });
  const readsState = own.instructions.some((instruction) => instruction.op === 'state');
  const stateless = written.length === 0 && !readsState;
  const program = stateless ? own : withoutDeadCode({ ...body, outputs });
  return { body: program, carried: program.states.map((state) => state.name), written };
}

function check(passes: readonly Pass[]): void {
  const weights = passes.map((pass) => weightOf(pass.body));
  const largest = Math.max(...weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (largest > MAX_WEIGHT || total > MAX_TOTAL)
    throw new ExecutorError(
      'too-large',
      `${total} statements in ${passes.length} shaders, at most ${MAX_WEIGHT} in one and ${MAX_TOTAL} in all`,
    );
}
