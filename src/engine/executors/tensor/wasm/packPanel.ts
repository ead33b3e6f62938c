import type { Address, Emitted, FunctionBody } from './code';
import type { ProductMatrix } from './product';
import { at, constant, gather, i32add, load, transpose4 } from './vectors';

const BYTES = 4;
const LANES = 4;

/**
 * Copies `k` rows and `columns` columns of a matrix, from `place` on, to `scratch`: dense, each row padded to whole
 * vectors with numbers that are not to be used.
 */
export function packPanel(
  code: FunctionBody,
  matrix: ProductMatrix,
  place: Address,
  scratch: number,
  k: number,
  columns: number,
): void {
  const vectors = Math.ceil(columns / LANES);
  const from = code.local('i32');
  const to = code.local('i32');
  code.set(from, place.pointer ? i32add(place.pointer, constant(place.offset)) : constant(place.offset));
  code.set(to, constant(scratch));
  const source: Address = { pointer: code.get(from), offset: 0 };
  const target: Address = { pointer: code.get(to), offset: 0 };
  const row = vectors * LANES * BYTES;
  /** Copies `height` rows, and goes on behind them. */
  const strip = (height: number, copy: (vector: number) => void) => {
    for (let vector = 0; vector < vectors; vector++) copy(vector);
    code.advance(from, height * matrix.row);
    code.advance(to, height * row);
  };
  const oneRow = (vector: number) => {
    const first = at(source, vector * LANES * matrix.column);
    const count = Math.min(LANES, columns - vector * LANES);
    const value = matrix.column === BYTES ? load(first) : gather(first, matrix.column, count);
    code.store('v128.store', at(target, vector * LANES * BYTES), value);
  };
  const fourRows = (vector: number) => {
    const column = (lane: number): Emitted =>
      code.vector(load(at(source, Math.min(vector * LANES + lane, columns - 1) * matrix.column)));
    const rows = transpose4(code, [column(0), column(1), column(2), column(3)]);
    rows.forEach((value, i) => {
      code.store('v128.store', at(target, i * row + vector * LANES * BYTES), value);
    });
  };
  const byFours = matrix.row === BYTES && matrix.column !== BYTES;
  if (byFours) code.times(Math.floor(k / LANES), () => strip(LANES, fourRows));
  code.times(byFours ? k % LANES : k, () => strip(1, oneRow));
}
