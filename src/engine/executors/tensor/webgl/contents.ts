import { sizeOf } from '../../../ir/shape';
import type { KernelOperand } from '../kernelPlan';
import type { TensorId } from './steps';

/**
 * Where numbers stand in a buffer: a block of rows, of rows of rows and so on, from the outermost axis to the
 * innermost.
 */
export interface BufferRegion {
  readonly offset: number;
  readonly extents: readonly number[];
  readonly strides: readonly number[];
}

/** A tensor that holds the numbers of a region, row-major. */
export interface Piece {
  readonly tensor: TensorId;
  readonly region: BufferRegion;
}

export function denseRegion(offset: number, size: number): BufferRegion {
  return { offset, extents: [size], strides: [1] };
}

/** The region with the fewest axes that do. Its axes have to come from the outermost to the innermost. */
export function regionOf(
  offset: number,
  extents: readonly number[],
  strides: readonly number[],
): BufferRegion {
  const axes: { extent: number; stride: number }[] = [];
  extents.forEach((extent, axis) => {
    if (extent === 1) return;
    const stride = strides[axis] ?? 0;
    const outer = axes.at(-1);
    if (outer && outer.stride === stride * extent) {
      outer.extent *= extent;
      outer.stride = stride;
    } else axes.push({ extent, stride });
  });
  if (axes.length === 0) return denseRegion(offset, sizeOf(extents));
  return { offset, extents: axes.map(({ extent }) => extent), strides: axes.map(({ stride }) => stride) };
}

/** The first and one past the last place that a read or write touches. */
export function spanOf(
  { offset, strides }: Pick<KernelOperand, 'offset' | 'strides'>,
  extents: readonly number[],
): readonly [number, number] {
  let [first, last] = [offset, offset];
  extents.forEach((extent, axis) => {
    const reach = (strides[axis] ?? 0) * (extent - 1);
    if (reach > 0) last += reach;
    else first += reach;
  });
  return [first, last + 1];
}

export function isGapless({ extents, strides }: BufferRegion): boolean {
  return extents.length === 1 && (strides[0] === 1 || extents[0] === 1);
}

/** What a buffer holds: later pieces lie over earlier ones, and zeros under all. */
export class Contents {
  #pieces: Piece[] = [];

  constructor(readonly size: number) {}

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  write(piece: Piece): void {
    const [from, to] = spanOf(piece.region, piece.region.extents);
    if (from < 0 || to > this.size)
      throw new RangeError(`a kernel writes [${from}, ${to}) of a buffer of ${this.size} numbers`);
    if (isGapless(piece.region))
      this.#pieces = this.#pieces.filter(({ region }) => {
        const [first, end] = spanOf(region, region.extents);
        return first < from || end > to;
      });
    this.#pieces.push(piece);
  }

  /** The piece that alone holds all of [from, to), if there is one. */
  holder(from: number, to: number): Piece | undefined {
    const piece = this.#pieces.findLast(({ region }) => {
      const [first, end] = spanOf(region, region.extents);
      return first < to && end > from;
    });
    if (!piece || !isGapless(piece.region)) return undefined;
    const [first, end] = spanOf(piece.region, piece.region.extents);
    return first <= from && end >= to ? piece : undefined;
  }
}
