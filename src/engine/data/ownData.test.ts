import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readOwnData, splitRows } from './ownData';

const text = (csv: string) => new TextEncoder().encode(csv);

/** An IDX file of unsigned bytes. */
function idx(magic: number, lengths: readonly number[], bytes: readonly number[]): Uint8Array {
  const head = [magic, ...lengths].flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255));
  return Uint8Array.from([...head, ...bytes]);
}

function rowsOf(bytes: Uint8Array) {
  const read = readOwnData(bytes);
  if ('fault' in read) throw new Error(read.fault.message);
  return { width: read.width, rows: [...read.rows] };
}

function faultOf(bytes: Uint8Array) {
  const read = readOwnData(bytes);
  if (!('fault' in read)) throw new Error('it was read');
  return read.fault;
}

describe('an IDX file', () => {
  const pictures = idx(0x803, [2, 1, 2], [0, 255, 51, 102]);

  test('of pictures gives a row each, from 0 to 1', () => {
    const { width, rows } = rowsOf(pictures);
    expect(width).toBe(2);
    expect(rows).toEqual([0, 1, 51 / 255, 102 / 255].map(Math.fround));
  });

  test('may be compressed', () => {
    expect(rowsOf(gzipSync(pictures))).toEqual(rowsOf(pictures));
    expect(faultOf(gzipSync(pictures).slice(0, -12)).message).toContain('damaged');
  });

  test('of labels gives them as they are', () => {
    expect(rowsOf(idx(0x801, [3], [7, 0, 9]))).toEqual({ width: 1, rows: [7, 0, 9] });
  });

  test('whose size is not what its header says is refused', () => {
    expect(faultOf(idx(0x803, [2, 1, 2], [0, 255, 51])).message).toContain('2 × 1 × 2');
    expect(faultOf(idx(0x803, [2, 1, 2], [1, 2, 3, 4, 5])).message).toContain('21');
    expect(faultOf(idx(0x803, [2], [])).message).toContain('head');
    expect(faultOf(idx(0x803, [0, 28, 28], [])).message).toContain('no rows');
    expect(faultOf(idx(0x803, [4_000_000_000, 28, 28], [])).message).toContain('at most');
  });

  test('of other numbers is refused', () => {
    expect(faultOf(idx(0xd03, [1, 1, 1], [0, 0, 0, 0])).message).toContain('0x00000d03');
  });
});

describe('a CSV file', () => {
  test('has a header or none, and any of the usual separators', () => {
    const table = { width: 2, rows: [1, -2.5, 1000, 0.5] };
    expect(rowsOf(text('1,-2.5\n1e3,.5'))).toEqual(table);
    expect(rowsOf(text('x, y\r\n1, -2.5\r\n\r\n1e3, .5\r\n'))).toEqual(table);
    expect(rowsOf(text('\ufeff"a"\t"b"\n1\t−2.5\n1000\t0.5\n'))).toEqual(table);
    expect(rowsOf(text('a;b\n1;-2.5\n1000;0.5'))).toEqual(table);
    expect(rowsOf(text('3\n4\n'))).toEqual({ width: 1, rows: [3, 4] });
  });

  test('says where it is no table', () => {
    expect(faultOf(text('x,y\n1,2\n3'))).toMatchObject({ row: 3 });
    expect(faultOf(text('1,2\n3,four'))).toMatchObject({ row: 2, column: 2 });
    expect(faultOf(text('1,2\n3,'))).toMatchObject({ row: 2, column: 2 });
    expect(faultOf(text('1,2\n3,NaN'))).toMatchObject({ row: 2, column: 2 });
    expect(faultOf(text('1,2\n3,1e99'))).toMatchObject({ row: 2, column: 2 });
    expect(faultOf(text('x,y')).message).toContain('no rows');
    expect(faultOf(text(' \n')).message).toContain('no rows');
    expect(faultOf(text('')).message).toContain('empty');
    expect(faultOf(Uint8Array.from([137, 80, 0, 0])).message).toContain('neither');
  });
});

test('every fifth row is held out', () => {
  const rows = Float32Array.from({ length: 14 }, (_, i) => i);
  const { train, heldOut } = splitRows({ width: 2, rows });
  expect([...heldOut]).toEqual([8, 9]);
  expect([...train]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13]);
});
