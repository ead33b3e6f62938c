import { describe, expect, test } from 'vitest';
import { evaluate } from '../testing/evaluate';
import { Builder, ShapeError } from './builder';
import { keepReachable } from './deadCode';
import { printProgram } from './print';

describe('simplification as instructions are written', () => {
  test('equal instructions are one', () => {
    const b = new Builder();
    const x = b.feed('x', []);
    const y = b.feed('y', []);
    expect(b.exp(b.add(x, y)).id).toBe(b.exp(b.add(y, x)).id);
    expect(b.sub(x, y).id).not.toBe(b.sub(y, x).id);
  });

  test('constants that JSON cannot tell apart stay apart', () => {
    const b = new Builder();
    const constants = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0, -0].map(
      (x) => b.constant(x).id,
    );
    expect(new Set(constants).size).toBe(5);
  });

  test('constants fold, neutral elements vanish', () => {
    const b = new Builder();
    const x = b.feed('x', [3]);
    expect(b.known(b.mul(2, b.exp(0)))).toBe(2);
    expect(b.mul(x, 1).id).toBe(x.id);
    expect(b.add(0, x).id).toBe(x.id);
    expect(b.known(b.mul(x, 0))).toBe(0);
    expect(b.mul(x, 0).shape).toEqual([3]);
    expect(b.neg(b.neg(x)).id).toBe(x.id);
    expect(b.sub(x, x).shape).toEqual([3]);
    expect(b.pow(x, 2).id).toBe(b.mul(x, x).id);
    expect(b.where(1, x, 7).id).toBe(x.id);
  });

  test('what no result needs is left out, and the rest is numbered anew', () => {
    const b = new Builder();
    const x = b.feed('x', []);
    b.exp(b.cos(x));
    const y = b.sin(x);
    const { instructions, moved } = keepReachable(b.instructions, [y.id]);
    const value = moved.get(y.id) ?? -1;
    expect(
      printProgram({ instructions, outputs: [{ name: 'y', value }], states: [], samples: 1, warmUp: 0 }),
    ).toBe('v0 = feed name="x"\nv1 = sin v0\ny = v1');
  });
});

describe('shapes', () => {
  test('operands broadcast as in NumPy', () => {
    const b = new Builder();
    const row = b.feed('row', [1, 3]);
    const column = b.feed('column', [2, 1]);
    const sum = b.add(row, column);
    expect(sum.shape).toEqual([2, 3]);
    expect(evaluate(b, sum, { row: [1, 2, 3], column: [10, 20] })).toEqual([11, 12, 13, 21, 22, 23]);
  });

  test('shapes that do not fit are named', () => {
    const b = new Builder();
    expect(() => b.add(b.feed('x', [2]), b.feed('y', [3]))).toThrow(ShapeError);
    expect(() => b.matmul(b.feed('x', [2, 3]), b.feed('z', [2, 3]))).toThrow('[2, 3] and [2, 3]');
    expect(() => b.element(b.feed('x', [2]), 2)).toThrow('no element 2');
  });

  test('vectors stand for rows and columns in matrix products', () => {
    const b = new Builder();
    const m = b.feed('m', [2, 3]);
    const v = b.feed('v', [3]);
    const product = b.matmul(m, v);
    expect(product.shape).toEqual([2]);
    expect(evaluate(b, product, { m: [1, 2, 3, 4, 5, 6], v: [1, 0, 2] })).toEqual([7, 16]);
  });
});
