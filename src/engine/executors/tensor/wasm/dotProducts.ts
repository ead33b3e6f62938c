import type { Address, Emitted, FunctionBody } from './code';
import type { Operands, Product } from './product';
import {
  add,
  at,
  constant,
  gather,
  i32add,
  load,
  loadSplat,
  madd,
  splat,
  storeFirst,
  transpose4,
} from './vectors';

const BYTES = 4;
const LANES = 4;

/**
 * Few rows times a matrix whose columns are dense: four columns at a time, each summed by vectors along k (at least 4).
 */
export function dotProducts(code: FunctionBody, { n, k, m, a, c }: Product, operands: Operands): void {
  for (let row = 0; row < n; row++) {
    const left = at(operands.a, row * a.row);
    const columns = code.local('i32');
    const out = code.local('i32');
    code.set(columns, startOf(operands.c));
    code.set(out, startOf(at(operands.out, row * m * BYTES)));
    const right: Address = { pointer: code.get(columns), offset: 0 };
    const target: Address = { pointer: code.get(out), offset: 0 };
    const some = (count: number) =>
      storeFirst(code, target, code.vector(dots(code, left, right, k, c.column, count)), count);
    code.times(Math.floor(m / LANES), () => {
      some(LANES);
      code.advance(columns, LANES * c.column);
      code.advance(out, LANES * BYTES);
    });
    if (m % LANES > 0) some(m % LANES);
  }
}

/** The products of a row with `count` columns that stand `step` bytes apart, one in each lane. */
function dots(
  code: FunctionBody,
  left: Address,
  right: Address,
  k: number,
  step: number,
  count: number,
): Emitted {
  const sums = Array.from({ length: count }, () => code.local('v128'));
  for (const sum of sums) code.set(sum, splat(0));
  const aPointer = code.local('i32');
  const cPointer = code.local('i32');
  code.set(aPointer, startOf(left));
  code.set(cPointer, startOf(right));
  const a: Address = { pointer: code.get(aPointer), offset: 0 };
  const c: Address = { pointer: code.get(cPointer), offset: 0 };
  code.times(Math.floor(k / LANES), () => {
    const factor = code.vector(load(a));
    sums.forEach((sum, i) => {
      code.set(sum, madd(factor, load(at(c, i * step)), code.get(sum)));
    });
    code.advance(aPointer, LANES * BYTES);
    code.advance(cPointer, LANES * BYTES);
  });
  const column = (i: number): Emitted => {
    const sum = sums[i];
    return sum ? code.get(sum) : splat(0);
  };
  let total = transpose4(code, [column(0), column(1), column(2), column(3)]).reduce(add);
  for (let rest = 0; rest < k % LANES; rest++)
    total = madd(loadSplat(at(a, rest * BYTES)), gather(at(c, rest * BYTES), step, count), total);
  return total;
}

function startOf({ pointer, offset }: Address): Emitted {
  return pointer ? i32add(pointer, constant(offset)) : constant(offset);
}
