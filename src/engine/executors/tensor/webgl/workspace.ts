import { sizeOf } from '../../../ir/shape';
import type { BufferPlace, KernelOperand } from '../kernelPlan';
import { type BufferRegion, Contents, denseRegion, isGapless, type Piece, spanOf } from './contents';
import type { SlotReading } from './glsl';
import { assembleText, copyText, ZEROS } from './glslMoves';
import type { GeneratedStep, TensorId, TensorShape, WebglStep } from './steps';

/** The start, or operand, of numbers as they stand in a tensor. */
export type Held<T> = Omit<T, 'buffer'> & { readonly tensor: TensorId };

/**
 * The steps written so far, and which tensors hold the numbers of which buffer after them. What kernels leave in
 * regions of a buffer stays apart until something reads across them; then it is put together once.
 *
 * Methods that read or write throw a RangeError where there is no such place.
 */
export class TensorWorkspace {
  readonly tensors: TensorShape[] = [];
  readonly steps: WebglStep[] = [];
  readonly #contents: readonly Contents[];
  /** Tensors that one program may read. */
  readonly #inputs: number;

  constructor(buffers: readonly number[], inputs: number) {
    this.#contents = buffers.map((size) => new Contents(size));
    this.#inputs = inputs;
  }

  /** A buffer that is filled from outside. */
  start(buffer: number): TensorId {
    const tensor = this.newTensor([this.sizeOf(buffer)], false);
    this.write(buffer, tensor, denseRegion(0, this.sizeOf(buffer)));
    return tensor;
  }

  newTensor(shape: readonly number[], isPacked: boolean): TensorId {
    return this.tensors.push({ shape, isPacked }) - 1;
  }

  /** A step that makes a flat tensor of `size` numbers. */
  generate(
    code: string,
    inputs: readonly TensorId[],
    size: number,
    more: Partial<Pick<GeneratedStep, 'isCounted' | 'readsPacked'>> = {},
  ): TensorId {
    const out = this.newTensor([size], false);
    this.steps.push({ kind: 'generated', code, inputs, out, isCounted: false, readsPacked: false, ...more });
    return out;
  }

  write(buffer: number, tensor: TensorId, region: BufferRegion): void {
    this.#contentsOf(buffer).write({ tensor, region });
  }

  writeDense({ buffer, offset }: BufferPlace, tensor: TensorId, size: number): void {
    this.write(buffer, tensor, denseRegion(offset, size));
  }

  /** `size` numbers from a place on. */
  held(place: BufferPlace, size: number): Held<BufferPlace> {
    const { buffer, ...rest } = place;
    const { tensor, shift } = this.#range(buffer, place.offset, place.offset + size);
    return { ...rest, tensor, offset: place.offset - shift };
  }

  /** What an operand of a loop over `extents`, none of them 0, reads. */
  heldOperand(operand: KernelOperand, extents: readonly number[]): Held<KernelOperand> {
    const { tensor, shift } = this.#range(operand.buffer, ...spanOf(operand, extents));
    return { tensor, offset: operand.offset - shift, strides: operand.strides };
  }

  /** A tensor of its own for `size` numbers from a place on, which may be the one that holds them anyhow. */
  copyOf(place: BufferPlace, size: number): TensorId {
    const { tensor, offset } = this.held(place, size);
    const isWhole = offset === 0 && this.#lengthOf(tensor) === size;
    return isWhole ? tensor : this.generate(copyText(offset), [tensor], size);
  }

  /** All of a buffer as one tensor. */
  whole(buffer: number): TensorId {
    const contents = this.#contentsOf(buffer);
    const [first, ...more] = contents.pieces;
    const isWhole = first && isGapless(first.region) && sizeOf(first.region.extents) === contents.size;
    if (isWhole && more.length === 0) return first.tensor;
    const tensor = this.#assemble(contents.pieces, contents.size);
    contents.write({ tensor, region: denseRegion(0, contents.size) });
    return tensor;
  }

  /** Gives every operand its slot of a program; where they are of too many tensors, joins some of these first. */
  slots(operands: ReadonlyMap<number, Held<KernelOperand>>): {
    readonly tensors: readonly TensorId[];
    readonly readings: ReadonlyMap<number, SlotReading>;
  } {
    let all = [...operands];
    let tensors = distinct(all);
    while (tensors.length > this.#inputs) {
      const starts = new Map<TensorId, number>();
      let size = 0;
      for (const tensor of tensors.slice(0, this.#inputs)) {
        starts.set(tensor, size);
        size += this.#lengthOf(tensor);
      }
      const pieces = [...starts].map(([tensor, start]) => ({
        tensor,
        region: denseRegion(start, this.#lengthOf(tensor)),
      }));
      const join = this.#assemble(pieces, size);
      all = all.map(([input, operand]) => {
        const start = starts.get(operand.tensor);
        if (start === undefined) return [input, operand];
        return [input, { ...operand, tensor: join, offset: operand.offset + start }];
      });
      tensors = distinct(all);
    }
    const readings = all.map(
      ([input, { tensor, offset, strides }]) =>
        [input, { slot: tensors.indexOf(tensor), offset, strides }] as const,
    );
    return { tensors, readings: new Map(readings) };
  }

  sizeOf(buffer: number): number {
    return this.#contentsOf(buffer).size;
  }

  /** The tensor that holds [from, to) of a buffer, with each number `shift` places earlier. */
  #range(buffer: number, from: number, to: number): { readonly tensor: TensorId; readonly shift: number } {
    const contents = this.#contentsOf(buffer);
    if (from < 0 || to > contents.size)
      throw new RangeError(`a kernel reads [${from}, ${to}) of a buffer of ${contents.size} numbers`);
    const piece = contents.holder(from, to);
    return piece
      ? { tensor: piece.tensor, shift: piece.region.offset }
      : { tensor: this.whole(buffer), shift: 0 };
  }

  /** Puts pieces together, as many at a time as one program may read. */
  #assemble(pieces: readonly Piece[], size: number): TensorId {
    const now = pieces.slice(0, this.#inputs);
    const code = now.length === 0 ? ZEROS : assembleText(now.map(({ region }) => region));
    const inputs = now.map((piece) => piece.tensor);
    const tensor = this.generate(code, inputs, size);
    const later = pieces.slice(this.#inputs);
    return later.length === 0
      ? tensor
      : this.#assemble([{ tensor, region: denseRegion(0, size) }, ...later], size);
  }

  #lengthOf(tensor: TensorId): number {
    const known = this.tensors[tensor];
    if (!known) throw new RangeError(`no tensor ${tensor}`);
    return sizeOf(known.shape);
  }

  #contentsOf(buffer: number): Contents {
    const contents = this.#contents[buffer];
    if (!contents) throw new RangeError(`no buffer ${buffer}`);
    return contents;
  }
}

function distinct(operands: readonly (readonly [number, Held<KernelOperand>])[]): TensorId[] {
  return [...new Set(operands.map(([, { tensor }]) => tensor))];
}
