import type { CompiledSources } from '../compile/program';
import type { ValueId } from '../ir/operations';
import { analyseScalars } from './analysis';
import { mergeNormals } from './mergeNormals';
import { choicesOnly, lineCount, type Order, orderOf } from './order';
import { type OpenProgram, openSources } from './sources';
import { Workspace } from './workspace';

/** With more continuous scalars than these an order is not looked for. */
const MOST_LINES = 24;

/** A program opened for integration: what does not change with the numbers that are fed. */
export interface Integrand {
  readonly open: OpenProgram;
  readonly order: Order;
  readonly roots: readonly ValueId[];
  readonly workspace: Workspace;
}

export type NoIntegrand =
  | { readonly failure: 'continuous'; readonly scalars: number }
  | { readonly failure: 'rows' };

/**
 * Opens a program for the integrals of `roots`, or says why they are not had. Where their means alone are asked for,
 * it may be another program of the same law.
 */
export function integrandOf(
  compiled: CompiledSources,
  roots: readonly ValueId[],
  meansOnly = false,
): Integrand | NoIntegrand {
  const open = openSources(compiled, roots);
  const count = lineCount(open);
  if (count === 0) return integrand(open, choicesOnly(open), roots);
  if (count > MOST_LINES) return { failure: 'continuous', scalars: count };
  const scalar = analyseScalars(open, roots);
  if (!scalar) return { failure: 'rows' };
  const order = orderOf(open, scalar);
  if ('kind' in order && meansOnly) {
    const merged = mergeNormals(open, scalar);
    const fewer = merged && ofFewer(merged.open, merged.roots);
    if (fewer) return fewer;
  }
  if ('kind' in order)
    return order.kind === 'continuous'
      ? { failure: 'continuous', scalars: order.scalars }
      : { failure: 'rows' };
  return integrand(open, order, roots);
}

function ofFewer(open: OpenProgram, roots: readonly ValueId[]): Integrand | undefined {
  const scalar = analyseScalars(open, roots);
  const order = scalar && orderOf(open, scalar);
  return order && !('kind' in order) ? integrand(open, order, roots) : undefined;
}

function integrand(open: OpenProgram, order: Order, roots: readonly ValueId[]): Integrand {
  return { open, order, roots, workspace: new Workspace(open, roots, order.scalar) };
}

/** How many variables are integrated over together. */
export function dimensions({ order }: Integrand): number {
  return order.inner.length;
}
