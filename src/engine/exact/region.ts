import { EnclosedBoxes } from './enclosedBoxes';
import type { Expansion } from './expansion';
import type { Scales } from './leaf';
import type { Line } from './line';
import type { Rows } from './rows';
import type { Summation } from './summation';

/** One row of what comes first, with the lines that are integrated over there, and their panels. */
export interface Region {
  readonly row: number;
  readonly lines: readonly Line[];
  readonly panels: readonly (readonly number[])[];
}

export function boxesOf(panels: readonly (readonly number[])[]): { low: number[]; high: number[] }[] {
  let boxes: { low: number[]; high: number[] }[] = [{ low: [], high: [] }];
  for (const edges of panels)
    boxes = boxes.flatMap(({ low, high }) =>
      edges.slice(1).map((to, i) => ({ low: [...low, edges[i] as number], high: [...high, to] })),
    );
  return boxes;
}

const PASSING = -1;

/**
 * The boxes of a region, as intervals tell of them.
 * @param sizes of the integrals, as far as they are known
 * @param lasting whether they are kept while others are made; passing ones share their room
 */
export function enclosedBoxesOf(
  { task, columns }: Summation,
  { row, lines }: Region,
  first: Rows,
  sizes: Float64Array,
  lasting: 'lasting' | 'passing',
): EnclosedBoxes {
  const { expansion, squares } = task;
  const { inner, last } = expansion.order;
  const roots = squares ? columns / 2 : columns;
  const scales: Scales = {
    first: sizes.subarray(0, roots),
    second: squares ? sizes.subarray(roots) : undefined,
    everything: task.everything,
  };
  const which = lasting === 'lasting' ? row + 1 : PASSING;
  const boxes = new EnclosedBoxes(expansion.workspace, which, inner, lines, roots, scales);
  const late = new Set(last);
  boxes.prepare(
    expansion.feeds,
    expansion.othersOf(inner).map(({ id, element }) => {
      if (!late.has(element)) {
        const value = expansion.valueAt(first, row, id);
        return [id, value, value] as const;
      }
      return [id, ...rangeOf(expansion, element)] as const;
    }),
    ({ deciders }) => [...deciders].every((element) => !late.has(element)),
  );
  return boxes;
}

/** All values that an element which is summed over last may take. */
function rangeOf(expansion: Expansion, element: number): readonly [number, number] {
  const source = expansion.sourceOf(element);
  return [source.kind === 'draw' ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}
