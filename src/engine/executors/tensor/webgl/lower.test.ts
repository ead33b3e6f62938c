import { describe, expect, test } from 'vitest';
import type { BodyOp, Kernel, KernelOperand, KernelPlan, MatmulKernel } from '../kernelPlan';
import { Contents, denseRegion, regionOf } from './contents';
import { elementwiseText } from './glslElementwise';
import { assembleText } from './glslMoves';
import { lowerPlan } from './lower';
import { foldedProduct } from './product';

const LIMITS = { inputs: 16, side: 100, quirks: { slowShifts: false } };

const operand = (buffer: number, strides: readonly number[], offset = 0): KernelOperand => ({
  buffer,
  offset,
  strides,
});
const input = (i: number): BodyOp => ({ op: 'input', input: i });

const planOf = (more: Partial<KernelPlan>): KernelPlan => ({
  buffers: [],
  constants: [],
  feeds: [],
  outputs: [],
  updates: [],
  kernels: [],
  rows: 1,
  samples: 1,
  ...more,
});

/** Copies `size` numbers of one buffer to a place of another. */
const copy = (size: number, from: number, to: KernelOperand): Kernel => ({
  kind: 'elementwise',
  extents: [size],
  inputs: [operand(from, [1])],
  body: [input(0)],
  outputs: [{ value: 0, to }],
});

describe('contents of a buffer', () => {
  test('are held by the piece that alone covers a range', () => {
    const contents = new Contents(10);
    contents.write({ tensor: 0, region: denseRegion(0, 10) });
    contents.write({ tensor: 1, region: denseRegion(2, 4) });
    expect(contents.holder(2, 6)?.tensor).toBe(1);
    expect(contents.holder(6, 10)?.tensor).toBe(0);
    expect(contents.holder(5, 7)).toBeUndefined();
  });

  test('forget what is written over, and refuse what leaves the buffer', () => {
    const contents = new Contents(10);
    contents.write({ tensor: 0, region: denseRegion(2, 4) });
    contents.write({ tensor: 1, region: denseRegion(0, 10) });
    expect(contents.pieces.map(({ tensor }) => tensor)).toEqual([1]);
    expect(() => contents.write({ tensor: 2, region: denseRegion(7, 4) })).toThrow(RangeError);
  });

  test('stand in regions of the fewest axes that do', () => {
    expect(regionOf(3, [2, 1, 3, 4], [12, 5, 4, 1])).toEqual(denseRegion(3, 24));
    expect(regionOf(0, [2, 3], [5, 1])).toEqual({ offset: 0, extents: [2, 3], strides: [5, 1] });
    expect(regionOf(7, [], [])).toEqual(denseRegion(7, 1));
  });
});

describe('a plan', () => {
  const feeds = [{ name: 'x', buffer: 0 }];

  test('reads regions where they were left, and puts them together once', () => {
    const { steps } = lowerPlan(
      planOf({
        buffers: [5, 10, 5, 10, 10],
        feeds,
        kernels: [
          copy(5, 0, operand(1, [1])),
          copy(5, 0, operand(1, [1], 5)),
          copy(5, 1, operand(2, [1])),
          copy(10, 1, operand(3, [1])),
          copy(10, 1, operand(4, [1])),
        ],
        outputs: [2, 3, 4].map((buffer) => ({
          name: `${buffer}`,
          buffer,
          offset: 0,
          size: buffer === 2 ? 5 : 10,
        })),
      }),
      LIMITS,
    );
    expect(steps.map(({ inputs }) => inputs)).toEqual([[0], [0], [1], [1, 2], [4], [4]]);
  });

  test('leaves out what nothing reads, and lets go of tensors after their last reader', () => {
    const { steps, released } = lowerPlan(
      planOf({
        buffers: [5, 5, 5, 5],
        feeds,
        kernels: [
          copy(5, 0, operand(1, [1])),
          copy(5, 1, operand(2, [1])),
          copy(5, 1, operand(3, [1])),
          copy(5, 2, operand(1, [1])),
        ],
        updates: [{ feed: 'x', from: { buffer: 3, offset: 0 } }],
      }),
      LIMITS,
    );
    expect(steps.map(({ inputs, out }) => [inputs, out])).toEqual([
      [[0], 1],
      [[1], 3],
    ]);
    expect(released).toEqual([[], [1]]);
  });

  test('computes a transposed output in the order of its buffer', () => {
    const { steps } = lowerPlan(
      planOf({
        buffers: [6, 6],
        feeds,
        outputs: [{ name: 'y', buffer: 1, offset: 0, size: 6 }],
        kernels: [
          {
            kind: 'elementwise',
            extents: [2, 3],
            inputs: [operand(0, [3, 1])],
            body: [input(0)],
            outputs: [{ value: 0, to: operand(1, [1, 2]) }],
          },
        ],
      }),
      LIMITS,
    );
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({ code: expect.stringContaining('getX0(i0 + i1 * 3)') });
  });

  test('packs a matrix once for all products that read it', () => {
    const square: Omit<MatmulKernel, 'out'> = {
      kind: 'matmul',
      batch: 1,
      n: 3,
      k: 3,
      m: 3,
      a: operand(0, [0, 3, 1]),
      c: operand(0, [0, 3, 1]),
    };
    const { steps } = lowerPlan(
      planOf({
        buffers: [9, 9, 9],
        feeds,
        outputs: [1, 2].map((buffer) => ({ name: `${buffer}`, buffer, offset: 0, size: 9 })),
        kernels: [1, 2].map((buffer) => ({ ...square, out: { buffer, offset: 0 } })),
      }),
      LIMITS,
    );
    expect(steps.map(({ kind }) => kind)).toEqual([
      'generated',
      'product',
      'generated',
      'product',
      'generated',
    ]);
  });

  test('that leaves its buffers is refused, and one that is too long or too wide', () => {
    const kernels = [copy(6, 0, operand(1, [1]))];
    expect(() => lowerPlan(planOf({ buffers: [5, 6], feeds, kernels }), LIMITS)).toThrow(RangeError);
    const body = Array.from(
      { length: 5000 },
      (_, i): BodyOp => (i === 0 ? input(0) : { op: 'exp', args: [i - 1] }),
    );
    const long = planOf({
      buffers: [5, 5],
      feeds,
      outputs: [{ name: 'y', buffer: 1, offset: 0, size: 5 }],
      kernels: [
        {
          kind: 'elementwise',
          extents: [5],
          inputs: [operand(0, [1])],
          body,
          outputs: [{ value: body.length - 1, to: operand(1, [1]) }],
        },
      ],
    });
    expect(() => lowerPlan(long, LIMITS)).toThrow('too-large: a program of');
    expect(() => lowerPlan(planOf({ buffers: [10_001], feeds }), LIMITS)).toThrow('too-large: an array of');
  });
});

describe('products', () => {
  const kernel: MatmulKernel = {
    kind: 'matmul',
    batch: 9,
    n: 3,
    k: 4,
    m: 5,
    a: operand(0, [12, 4, 1]),
    c: operand(1, [0, 5, 1]),
    out: { buffer: 2, offset: 0 },
  };

  test('of a batch by one matrix are one product of more rows', () => {
    expect(foldedProduct(kernel)).toMatchObject({ batch: 1, n: 27, a: { strides: [0, 4, 1] } });
    const rows = { ...kernel, n: 1, a: operand(0, [4, 0, 1]) };
    expect(foldedProduct(rows)).toMatchObject({ batch: 1, n: 9, a: { strides: [0, 4, 1] } });
  });

  test('of rows that are apart stay a batch', () => {
    expect(foldedProduct({ ...kernel, a: operand(0, [20, 4, 1]) })).toMatchObject({ batch: 9, n: 3 });
  });
});

describe('generated text', () => {
  test('computes what a value needs, and no more', () => {
    const body: BodyOp[] = [
      input(0),
      input(1),
      { op: 'constant', value: 0.5 },
      { op: 'lgamma', args: [1] },
      { op: 'lt', args: [0, 2] },
      { op: 'where', args: [4, 2, 0] },
    ];
    const readings = new Map([[0, { slot: 0, offset: 3, strides: [0, 4, 1] }]]);
    const text = elementwiseText([2, 3, 4], body, 5, readings);
    expect(text).not.toContain('lgamma');
    expect(text).not.toContain('getX1');
    expect(text).toContain('int i1 = (at / 4) % 3;');
    expect(text).not.toContain('int i0');
    expect(text).toContain('float v0 = getX0(i1 * 4 + i2 + 3);');
    expect(text).toContain('float v5 = select(v0 < 0.5, 0.5, v0);');
  });

  test('finds the numbers of a block, and refuses regions that are none', () => {
    const text = assembleText([{ offset: 2, extents: [3, 2], strides: [5, 1] }]);
    expect(text).toContain('left >= 0 && left < 12');
    expect(text).toContain('c0 < 3 && c1 < 2) value = getX0((c0) * 2 + c1);');
    expect(() => assembleText([{ offset: 0, extents: [2, 3], strides: [2, 1] }])).toThrow(RangeError);
  });
});
