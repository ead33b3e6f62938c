import { Inner } from './inner';
import { type Failure, type Integrated, type Run, Summation, standingAt, type Task } from './summation';

/** Sums over everything; see Task. What still stands at an end of what is summed over moves the end out. */
export function integrate(task: Task): Integrated | { readonly failure: Failure } {
  for (;;) {
    const found = once(task);
    if ('failure' in found) return found;
    const { standing, beyond = 0 } = found;
    if (standing + beyond === 0) return found;
    if (!task.expansion.reach.move(standing === 0 ? beyond : standing))
      return standing === 0 ? found : { failure: 'tails' };
    if (task.expired()) return { failure: 'time' };
  }
}

function once(task: Task): Run | { readonly failure: Failure } {
  const summation = new Summation(task);
  const first = task.expansion.firstRows();
  if (!first) return { failure: task.expansion.failure };
  if (task.expansion.order.inner.length > 0) return new Inner(summation, first).run();
  const rows = task.expansion.lastRows(first);
  if (!rows) return { failure: task.expansion.failure };
  const { massed, sums } = summation.summed(rows);
  if (task.expired()) return { failure: 'time' };
  if (!sums.finite) return { failure: summation.whyNot(massed) };
  const none = new Float64Array(summation.columns);
  return {
    rows: massed,
    lost: none,
    rule: { kind: 'none' },
    standing: standingAt(sums.atEdge, sums.sizes),
    means: summation.means(sums, sums.loose, rows.count),
  };
}
