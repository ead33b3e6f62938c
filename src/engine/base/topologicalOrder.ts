/** Parents before children, or the first cycle met: names along its edges, the last one's child being the first. */
export type Ordering =
  | { readonly kind: 'order'; readonly order: readonly string[] }
  | { readonly kind: 'cycle'; readonly cycle: readonly string[] };

type Mark = 'open' | 'done';

/**
 * Orders `names` so that parents come first. Names that are in order already stay where they are; others move no
 * further forward than a child needs. A cycle starts at the name that comes first in `names`. Parents that are not
 * among `names` are passed over. Time is linear in names and parents, and no recursion limits the depth of chains.
 */
export function topologicalOrder(
  names: readonly string[],
  parentsOf: (name: string) => readonly string[],
): Ordering {
  const known = new Set(names);
  const marks = new Map<string, Mark>();
  const order: string[] = [];
  for (const root of known) {
    if (marks.has(root)) continue;
    /** The chain from the root upwards, each with its parents and the number of them already followed. */
    const chain = [{ name: root, parents: parentsOf(root), followed: 0 }];
    marks.set(root, 'open');
    for (let last = chain.at(-1); last; last = chain.at(-1)) {
      const parent = last.parents[last.followed++];
      if (parent === undefined) {
        marks.set(last.name, 'done');
        order.push(last.name);
        chain.pop();
      } else if (known.has(parent)) {
        const mark = marks.get(parent);
        if (mark === 'open') return { kind: 'cycle', cycle: cycleAt(chain, parent, known) };
        if (mark === undefined) {
          marks.set(parent, 'open');
          chain.push({ name: parent, parents: parentsOf(parent), followed: 0 });
        }
      }
    }
  }
  return { kind: 'order', order };
}

/** The chain runs from child to parent and ends at a child of `closing`; the cycle is told from parent to child. */
function cycleAt(chain: readonly { name: string }[], closing: string, names: ReadonlySet<string>): string[] {
  const start = chain.findIndex(({ name }) => name === closing);
  const cycle = chain
    .slice(start)
    .map(({ name }) => name)
    .reverse();
  const inCycle = new Set(cycle);
  let first = 0;
  for (const name of names) {
    if (!inCycle.has(name)) continue;
    first = cycle.indexOf(name);
    break;
  }
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
