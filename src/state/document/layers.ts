import { type Document, parentsOf } from '../../engine';

/** The nodes of a document by their number, with the edges between them. */
export interface Layers {
  /** Of every node: the numbers of its parents that there are, each once. */
  readonly parents: readonly (readonly number[])[];
  /** Of every node: the longest way to it from a node without parents, in edges. */
  readonly ranks: readonly number[];
  /** How many layers all edges cross together. */
  readonly span: number;
}

/** The layers of a graph. Where a document in the middle of work has a cycle, its nodes come after all others. */
export function layersOf({ nodes }: Pick<Document, 'nodes'>): Layers {
  const numbers = new Map(nodes.map(({ name }, i) => [name, i]));
  const parents = nodes.map((node, i) => [
    ...new Set(parentsOf(node).flatMap((name) => numberOf(numbers, name, i))),
  ]);
  const children: number[][] = nodes.map(() => []);
  parents.forEach((own, i) => {
    for (const parent of own) children[parent]?.push(i);
  });
  const ranks = nodes.map(() => 0);
  const open = parents.map((own) => own.length);
  const ready = [...open.keys()].filter((i) => open[i] === 0);
  const done = new Set(ready);
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    for (const child of children[next] ?? []) {
      ranks[child] = Math.max(ranks[child] ?? 0, (ranks[next] ?? 0) + 1);
      open[child] = (open[child] ?? 0) - 1;
      if (open[child] !== 0) continue;
      ready.push(child);
      done.add(child);
    }
  }
  if (done.size < nodes.length) {
    const last = 1 + ranks.reduce((most, rank, i) => (done.has(i) ? Math.max(most, rank) : most), 0);
    for (const i of ranks.keys()) if (!done.has(i)) ranks[i] = last;
  }
  const span = parents.reduce(
    (sum, own, i) =>
      own.reduce((part, parent) => part + Math.abs((ranks[i] ?? 0) - (ranks[parent] ?? 0)), sum),
    0,
  );
  return { parents, ranks, span };
}

function numberOf(numbers: ReadonlyMap<string, number>, name: string, self: number): number[] {
  const number = numbers.get(name);
  return number === undefined || number === self ? [] : [number];
}
