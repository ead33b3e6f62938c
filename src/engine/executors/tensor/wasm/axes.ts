/** Loops over several axes, before any code is written. */

/** Extents, and the strides of each operand along them. */
export interface Axes {
  readonly extents: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/**
 * The same elements in the same order over fewer axes: those of extent 1 go, neighbours that all operands run through
 * in one merge.
 */
export function collapse({ extents, strides }: Axes): Axes {
  const merged: number[] = [];
  const steps: number[][] = strides.map(() => []);
  extents.forEach((extent, axis) => {
    if (extent === 1) return;
    const last = merged.length - 1;
    const follows = strides.every((own, i) => steps[i]?.[last] === (own[axis] ?? 0) * extent);
    if (last >= 0 && follows) {
      merged[last] = (merged[last] ?? 1) * extent;
      strides.forEach((own, i) => {
        const mine = steps[i];
        if (mine) mine[last] = own[axis] ?? 0;
      });
    } else {
      merged.push(extent);
      strides.forEach((own, i) => {
        steps[i]?.push(own[axis] ?? 0);
      });
    }
  });
  return { extents: merged, strides: steps };
}

/**
 * Which axis to take four at a time: the one with the least work in all, where `body` is the work of a vector and an
 * operand that is not dense along the axis must be gathered. The innermost one where there is nothing in it.
 */
export function vectorAxis({ extents, strides }: Axes, body: number): number {
  let best = extents.length - 1;
  let least = Infinity;
  for (let axis = extents.length - 1; axis >= 0; axis--) {
    const extent = extents[axis] ?? 1;
    const access = strides.reduce((sum, own) => sum + accessCost(own[axis] ?? 0), 0);
    const work = (Math.ceil(extent / 4) / extent) * (body + access + 2);
    if (work < least) {
      least = work;
      best = axis;
    }
  }
  return best;
}

function accessCost(stride: number): number {
  if (stride === 0) return 0;
  return stride === 1 ? 1 : 6;
}
