import type { MatmulKernel } from '../kernelPlan';
import type { Address, Emitted, FunctionBody } from './code';
import { dotProducts } from './dotProducts';
import type { MemoryLayout } from './memory';
import { packPanel } from './packPanel';
import type { Operands, Product, ProductMatrix } from './product';
import { at, constant, i32add, load, loadSplat, madd, splat, storeFirst } from './vectors';

const BYTES = 4;
const LANES = 4;
/** The most vectors of columns in a block. */
const MOST_VECTORS = 8;
/** Steps of the sum that are taken in one go over a panel of `c`, so that it stays in the nearest cache. */
const BLOCK = 512;
/**
 * Rows of `a` that meet all panels before the next ones do, so that they stay in the second cache, where `c` is large.
 */
const ROWS = 128;
/** Up to here the sum is written out without a loop. */
const WRITTEN_OUT = 16;
const UNROLL = 4;
/**
 * `c` of more numbers than this is copied panel by panel, so that its rows do not fight for the same places of the
 * cache.
 */
const PACK_FROM = 32768;
/** Rows of `a` that make a copy of a dense `c` worth while. */
const PACK_ROWS = 32;

/** How many numbers of scratch the kernel needs. */
export function matmulScratch(kernel: MatmulKernel): number {
  const product = productOf(kernel, () => 0);
  if (!packs(product)) return 0;
  return Math.min(product.k, BLOCK) * LANES * MOST_VECTORS;
}

/**
 * Blocks of the product stand in registers while the sum runs: some rows times some vectors of columns. A panel is all
 * rows times the columns of one block.
 */
export function matmul(code: FunctionBody, kernel: MatmulKernel, layout: MemoryLayout): void {
  const product = productOf(kernel, layout.address);
  const { n, k, m, a, c } = product;
  const pointers = {
    a: code.local('i32'),
    c: code.local('i32'),
    out: code.local('i32'),
  };
  const start = layout.address(kernel.out.buffer) + kernel.out.offset * BYTES;
  code.set(pointers.a, constant(a.address));
  code.set(pointers.c, constant(c.address));
  code.set(pointers.out, constant(start));
  const some = (rows: number) => {
    const part = { ...product, n: rows };
    const operands: Operands = {
      a: { pointer: code.get(pointers.a), offset: 0 },
      c: { pointer: code.get(pointers.c), offset: 0 },
      out: { pointer: code.get(pointers.out), offset: 0 },
    };
    if (isDot(part)) dotProducts(code, part, operands);
    else new ProductWriter(code, part, operands, layout.scratch).write();
    code.advance(pointers.a, rows * a.row);
    code.advance(pointers.out, rows * m * BYTES);
  };
  const height = k * m > PACK_FROM ? Math.min(n, ROWS) : n;
  code.times(kernel.batch, () => {
    code.times(Math.floor(n / height), () => some(height));
    if (n % height > 0) some(n % height);
    code.advance(pointers.a, a.batch - n * a.row);
    code.advance(pointers.c, c.batch);
  });
}

/** One column is a row of the transposed product, which has the same numbers in the same order. */
function productOf({ n, k, m, a, c }: MatmulKernel, address: (buffer: number) => number): Product {
  const matrix = ({ buffer, offset, strides }: MatmulKernel['a'], row: 1 | 2): ProductMatrix => ({
    address: address(buffer) + offset * BYTES,
    batch: (strides[0] ?? 0) * BYTES,
    row: (strides[row] ?? 0) * BYTES,
    column: (strides[3 - row] ?? 0) * BYTES,
  });
  return m === 1 && n > 1
    ? { n: 1, k, m: n, a: matrix(c, 2), c: matrix(a, 2) }
    : { n, k, m, a: matrix(a, 1), c: matrix(c, 1) };
}

/** Few rows times a transposed matrix: copying it would take as long as the product. */
function isDot({ n, k, a, c }: Product): boolean {
  return n < 4 && k >= LANES && c.row === BYTES && c.column !== BYTES && a.column === BYTES;
}

function packs({ n, k, m, c }: Product): boolean {
  return c.column !== BYTES || (k * m > PACK_FROM && n >= PACK_ROWS);
}

/** Rows and vectors of a block: as many as the sixteen vector registers of a machine hold beside the operands. */
function blockOf({ n, m }: Product): { rows: number; vectors: number } {
  const most = Math.ceil(m / LANES);
  switch (Math.min(n, 4)) {
    case 1:
      return { rows: 1, vectors: Math.min(most, MOST_VECTORS) };
    case 2:
      return { rows: 2, vectors: Math.min(most, 4) };
    case 3:
      return { rows: 3, vectors: Math.min(most, 3) };
    default:
      return most === 1 ? { rows: Math.min(n, 8), vectors: 1 } : { rows: 4, vectors: 2 };
  }
}

/** Vectors of the panels that are whole, and of the one that is left over (0: none). */
function panelWidths(product: Product): [number, number] {
  const { vectors } = blockOf(product);
  return [vectors, Math.ceil((product.m % (vectors * LANES)) / LANES)];
}

/** Where a panel of `c` stands, and how far it is from row to row. */
interface Panel {
  readonly place: Address;
  readonly row: number;
  readonly vectors: number;
  /** Columns of the last vector that count. */
  readonly last: number;
}

class ProductWriter {
  readonly #rows: number;

  constructor(
    readonly code: FunctionBody,
    readonly product: Product,
    readonly operands: Operands,
    readonly scratch: number,
  ) {
    this.#rows = blockOf(product).rows;
  }

  write(): void {
    const { k, n, m } = this.product;
    if (k <= BLOCK) {
      this.#steps(this.operands, k, false);
      return;
    }
    const { a, c, out } = this.operands;
    out.pointer?.(this.code);
    this.code.i32(0);
    this.code.i32(n * m * BYTES);
    this.code.op('memory.fill');
    const whole = Math.floor(k / BLOCK);
    const aStep = BLOCK * this.product.a.column;
    const cStep = BLOCK * this.product.c.row;
    const aPointer = this.#walker(a);
    const cPointer = this.#walker(c);
    this.code.times(whole, () => {
      this.#steps({ a: aPointer.place, c: cPointer.place, out }, BLOCK, true);
      aPointer.advance(aStep);
      cPointer.advance(cStep);
    });
    if (k % BLOCK > 0) this.#steps({ a: aPointer.place, c: cPointer.place, out }, k % BLOCK, true);
  }

  /** Adds `k` steps of the sum to all of the product, or sets it to them. */
  #steps({ a, c, out }: Operands, k: number, adds: boolean): void {
    const { m } = this.product;
    const [vectors, rest] = panelWidths(this.product);
    const width = vectors * LANES;
    const whole = Math.floor(m / width);
    const cPointer = this.#walker(c);
    const outPointer = this.#walker(out);
    const panel = (columns: number) => {
      const place = cPointer.place;
      const shape = { vectors: Math.ceil(columns / LANES), last: ((columns - 1) % LANES) + 1 };
      if (packs(this.product)) {
        packPanel(this.code, this.product.c, place, this.scratch, k, columns);
        const packed = { place: { offset: this.scratch }, row: shape.vectors * LANES * BYTES, ...shape };
        this.#panel(a, packed, outPointer.place, k, adds);
      } else this.#panel(a, { place, row: this.product.c.row, ...shape }, outPointer.place, k, adds);
    };
    this.code.times(whole, () => {
      panel(width);
      cPointer.advance(width * this.product.c.column);
      outPointer.advance(width * BYTES);
    });
    if (rest > 0) panel(m % width);
  }

  #panel(a: Address, panel: Panel, out: Address, k: number, adds: boolean): void {
    const { n, m } = this.product;
    const aPointer = this.#walker(a);
    const outPointer = this.#walker(out);
    this.code.times(Math.floor(n / this.#rows), () => {
      this.#block(aPointer.place, panel, outPointer.place, this.#rows, k, adds);
      aPointer.advance(this.#rows * this.product.a.row);
      outPointer.advance(this.#rows * m * BYTES);
    });
    const rest = n % this.#rows;
    if (rest > 0) this.#block(aPointer.place, panel, outPointer.place, rest, k, adds);
  }

  #block(a: Address, panel: Panel, out: Address, rows: number, k: number, adds: boolean): void {
    const { code } = this;
    const { m } = this.product;
    const cells = Array.from({ length: rows * panel.vectors }, (_, cell) => ({
      local: code.local('v128'),
      row: Math.floor(cell / panel.vectors),
      vector: cell % panel.vectors,
    }));
    const placeOf = ({ row, vector }: { row: number; vector: number }) =>
      at(out, (row * m + vector * LANES) * BYTES);
    for (const cell of cells) code.set(cell.local, adds ? load(placeOf(cell)) : splat(0));
    const step = (from: Address, to: Address) => {
      const columns = Array.from({ length: panel.vectors }, (_, v) =>
        code.vector(load(at(to, v * LANES * BYTES))),
      );
      for (let row = 0; row < rows; row++) {
        const factor = loadSplat(at(from, row * this.product.a.row));
        const kept = panel.vectors > 1 ? code.vector(factor) : factor;
        for (const cell of cells)
          if (cell.row === row)
            code.set(cell.local, madd(kept, columns[cell.vector] as Emitted, code.get(cell.local)));
      }
    };
    this.#sum(a, panel, k, step);
    for (const cell of cells) {
      const count = cell.vector === panel.vectors - 1 ? panel.last : LANES;
      storeFirst(code, placeOf(cell), code.get(cell.local), count);
    }
  }

  /** Takes `k` steps from the places on. */
  #sum(a: Address, panel: Panel, k: number, step: (from: Address, to: Address) => void): void {
    const { column } = this.product.a;
    const several = (from: Address, to: Address, count: number) => {
      for (let u = 0; u < count; u++) step(at(from, u * column), at(to, u * panel.row));
    };
    if (k <= WRITTEN_OUT) {
      several(a, panel.place, k);
      return;
    }
    const aPointer = this.#walker(a);
    const cPointer = this.#walker(panel.place);
    this.code.times(Math.floor(k / UNROLL), () => {
      several(aPointer.place, cPointer.place, UNROLL);
      aPointer.advance(UNROLL * column);
      cPointer.advance(UNROLL * panel.row);
    });
    several(aPointer.place, cPointer.place, k % UNROLL);
  }

  /** A pointer of its own that starts at a place. */
  #walker({ pointer, offset }: Address): { place: Address; advance: (bytes: number) => void } {
    const { code } = this;
    const local = code.local('i32');
    code.set(local, pointer ? i32add(pointer, constant(offset)) : constant(offset));
    return {
      place: { pointer: code.get(local), offset: 0 },
      advance: (bytes) => code.advance(local, bytes),
    };
  }
}
