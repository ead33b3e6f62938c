import { assertNever } from '../../../base/assertNever';
import { blockOf, LANES, sampleWord } from '../../../base/noise';
import type { DrawKind, KernelPlan, NoiseKernel } from '../kernelPlan';
import type { Address, Emitted, FunctionBody, Local } from './code';
import type { MemoryLayout } from './memory';
import { logUniform, nearZero, normalPair, uniformOf } from './uniforms';
import {
  and,
  at,
  bits,
  constant,
  i32add,
  iadd,
  ige,
  imul,
  isplat,
  isub,
  lanes,
  scatter,
  shuffle,
  storeFirst,
  transpose4,
  ushr,
  xor,
} from './vectors';

const BYTES = 4;
const FACTOR = 1664525;
const ADDEND = 1013904223;

/** Lanes of one block: `from` to `to` - 1. */
interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * Writes the draws of a noise kernel (a function of mixed seed and estimate): four hashes at a time, those of four
 * rows, or, where there are fewer rows, of four blocks of one row.
 */
export function noise(code: FunctionBody, kernel: NoiseKernel, plan: KernelPlan, layout: MemoryLayout): void {
  const writer = new NoiseWriter(code, kernel, plan, layout);
  if (kernel.count >= LANES) writer.byRows();
  else writer.byBlocks();
}

class NoiseWriter {
  readonly #step: number;
  readonly #shift: number;
  readonly #first: number;
  readonly #end: number;
  readonly #address: number;
  readonly #seed: Emitted;
  /** Added to the number of the sample. */
  readonly #offset: number;

  constructor(
    readonly code: FunctionBody,
    readonly kernel: NoiseKernel,
    readonly plan: KernelPlan,
    layout: MemoryLayout,
  ) {
    const { source, width, count, out } = kernel;
    this.#step = plan.rows / count;
    this.#shift = source.index % LANES;
    this.#first = blockOf(source.index);
    this.#end = this.#shift + width;
    this.#address = layout.address(out.buffer) + out.offset * BYTES;
    this.#seed = code.vector(linear(isplat(code.parameter(0))));
    this.#offset = sampleWord(source.sample, source.copy);
  }

  byRows(): void {
    const { code, plan } = this;
    const { count, width } = this.kernel;
    const rows = [0, 1, 2, 3].map((lane) => lane * this.#step);
    const estimate = code.local('v128');
    const sample = code.local('v128');
    code.set(
      estimate,
      iadd(isplat(code.parameter(1)), lanes(rows.map((row) => Math.floor(row / plan.samples)))),
    );
    code.set(sample, lanes(rows.map((row) => row % plan.samples)));
    const out = code.set(code.local('i32'), constant(this.#address));
    const some = (height: number) => {
      const y = code.vector(linear(code.get(estimate)));
      const z = code.vector(linear(iadd(code.get(sample), bits(this.#offset))));
      this.#rowOfBlocks(y, z, { pointer: code.get(out), offset: 0 }, height);
    };
    code.times(Math.floor(count / LANES), () => {
      some(LANES);
      code.advance(out, LANES * width * BYTES);
      this.#advance(estimate, sample);
    });
    if (count % LANES > 0) some(count % LANES);
  }

  /** To the four rows after these. */
  #advance(estimate: Local, sample: Local): void {
    const { code } = this;
    const { samples } = this.plan;
    const rows = LANES * this.#step;
    code.set(estimate, iadd(code.get(estimate), bits(Math.floor(rows / samples))));
    if (rows % samples === 0) return;
    code.set(sample, iadd(code.get(sample), bits(rows % samples)));
    const past = code.vector(ige(code.get(sample), bits(samples)));
    code.set(sample, isub(code.get(sample), and(past, bits(samples))));
    code.set(estimate, isub(code.get(estimate), past));
  }

  /** All blocks of up to four rows. */
  #rowOfBlocks(y: Emitted, z: Emitted, out: Address, height: number): void {
    const { code } = this;
    const blocks = Math.ceil(this.#end / LANES);
    const w = code.set(code.local('v128'), bits(linearOf(this.#first)));
    const pointer = code.local('i32');
    // What stands before the source in its block is not stored.
    code.set(pointer, out.pointer ? i32add(out.pointer, constant(-this.#shift * BYTES)) : constant(0));
    const block = (part: Part) => {
      const values = this.#draw([y, z, code.get(w)], part);
      const place: Address = { pointer: code.get(pointer), offset: part.from * BYTES };
      this.#storeColumns(place, values, part, height);
      code.set(w, iadd(code.get(w), bits(FACTOR)));
      code.advance(pointer, LANES * BYTES);
    };
    this.#parts(blocks, LANES, (part) => block(part));
  }

  /** The parts of blocks of `size` lanes: one by one where they are not whole, in a loop where they are. */
  #parts(blocks: number, size: number, emit: (part: Part) => void): void {
    const partOf = (block: number): Part => ({
      from: Math.max(0, this.#shift - block * size),
      to: Math.min(size, this.#end - block * size),
    });
    const isWhole = (block: number) => partOf(block).from === 0 && partOf(block).to === size;
    const before = isWhole(0) ? 0 : 1;
    const after = blocks > before && !isWhole(blocks - 1) ? 1 : 0;
    if (before) emit(partOf(0));
    this.code.times(blocks - before - after, () => emit({ from: 0, to: size }));
    if (after) emit(partOf(blocks - 1));
  }

  /** Columns `from` to `to` - 1 of a block, whose lanes are rows. */
  #storeColumns(place: Address, values: readonly Emitted[], { from, to }: Part, height: number): void {
    const { code } = this;
    const { width } = this.kernel;
    const pitch = width * BYTES;
    const [a, b, c, d] = values;
    if (width === 1 && a) storeFirst(code, place, a, height);
    else if (height === LANES && a && b && c && d)
      transpose4(code, [a, b, c, d]).forEach((row, i) => {
        code.store('v128.store', at(place, i * pitch), row);
      });
    else if (to - from === 2 && a && b) {
      const pairs = [code.vector(shuffle(a, b, [0, 4, 1, 5])), code.vector(shuffle(a, b, [2, 6, 3, 7]))];
      for (let row = 0; row < height; row++)
        code.accessLane(
          'v128.store64_lane',
          at(place, row * pitch),
          pairs[Math.floor(row / 2)] as Emitted,
          row % 2,
        );
    } else
      values.forEach((value, column) => {
        scatter(code, at(place, column * BYTES), pitch, value, 0, height);
      });
  }

  byBlocks(): void {
    const { code, plan } = this;
    const { count, width } = this.kernel;
    for (let i = 0; i < count; i++) {
      const row = i * this.#step;
      const estimate = i32add(code.parameter(1), constant(Math.floor(row / plan.samples)));
      const y = code.vector(linear(isplat(estimate)));
      const z = code.vector(bits(linearOf((row % plan.samples) + this.#offset)));
      const w = code.local('v128');
      code.set(w, linear(lanes([0, 1, 2, 3].map((lane) => this.#first + lane))));
      const pointer = code.local('i32');
      code.set(pointer, constant(this.#address + (i * width - this.#shift) * BYTES));
      this.#parts(Math.ceil(this.#end / (LANES * LANES)), LANES * LANES, (part) => {
        const [a, b, c, d] = this.#draw([y, z, code.get(w)], { from: 0, to: LANES });
        if (!a || !b || !c || !d) throw new Error('a whole block has four draws');
        transpose4(code, [a, b, c, d]).forEach((block, lane) => {
          const from = Math.max(0, part.from - lane * LANES);
          const to = Math.min(LANES, part.to - lane * LANES);
          const place: Address = { pointer: code.get(pointer), offset: (lane * LANES + from) * BYTES };
          if (to - from === LANES) code.store('v128.store', place, block);
          else if (to > from) scatter(code, place, BYTES, block, from, to);
        });
        code.set(w, iadd(code.get(w), bits(LANES * FACTOR)));
        code.advance(pointer, LANES * LANES * BYTES);
      });
    }
  }

  /** Draws of lanes `from` to `to` - 1 of four blocks at once: a vector (kept) for each lane. */
  #draw([y, z, w]: readonly [Emitted, Emitted, Emitted], { from, to }: Part): Emitted[] {
    const words = pcg4d(this.code, [this.#seed, y, z, w]);
    const { noise, mirrored } = this.kernel;
    const own = mirrored ? (words.map((word) => xor(word, bits(-1))) as unknown as Words) : words;
    return drawsOf(this.code, noise, own, from, to);
  }
}

type Words = readonly [Emitted, Emitted, Emitted, Emitted];

function drawsOf(code: FunctionBody, kind: DrawKind, words: Words, from: number, to: number): Emitted[] {
  switch (kind) {
    case 'uniform':
      return words.slice(from, to).map((word) => code.vector(uniformOf(code, word)));
    case 'logUniform':
      return words.slice(from, to).map((word) => code.vector(logUniform(code, word)));
    case 'nearZero':
      return words.slice(from, to).map((word) => code.vector(nearZero(word)));
    case 'normal': {
      const [a, b, c, d] = words;
      const draws = [...(from < 2 ? normalPair(code, a, b) : []), ...(to > 2 ? normalPair(code, c, d) : [])];
      const skipped = from < 2 ? 0 : 2;
      return draws.slice(from - skipped, to - skipped).map((draw) => code.vector(draw));
    }
    default:
      return assertNever(kind);
  }
}

/** The first, linear step of the hash, for each word by itself. */
function linear(word: Emitted): Emitted {
  return iadd(imul(word, bits(FACTOR)), bits(ADDEND));
}

function linearOf(word: number): number {
  return (Math.imul(word, FACTOR) + ADDEND) | 0;
}

/** The rest of `pcg4d` of base/noise: the words come with their linear step taken. */
function pcg4d(code: FunctionBody, counter: Words): Words {
  const mix = ([x0, y0, z0, w0]: Words): Words => {
    const x = code.vector(iadd(x0, imul(y0, w0)));
    const y = code.vector(iadd(y0, imul(z0, x)));
    const z = code.vector(iadd(z0, imul(x, y)));
    const w = code.vector(iadd(w0, imul(y, z)));
    return [x, y, z, w];
  };
  const [x, y, z, w] = mix(counter);
  const fold = (word: Emitted) => code.vector(xor(word, ushr(word, 16)));
  return mix([fold(x), fold(y), fold(z), fold(w)]);
}
