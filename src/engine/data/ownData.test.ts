import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readOwnData, splitRows } from './ownData';

const text = (csv: string) => new TextEncoder().encode(csv);

/** An IDX file of unsigned bytes. */
function idx(magic: number, lengths: readonly number[], bytes: readonly number[]): Uint8Array {
  const head = [magic, ...lengths].flatMap((word) => [24, 16, 8, 0].map((shift) => (word >>> shift) & 255));
  return Uint8Array.from([...head, ...bytes]);
}

async function rowsOf(bytes: Uint8Array) {
  const read = await readOwnData(bytes);
  if ('fault' in read) throw new Error(read.fault.message);
  return { width: read.width, rows: [...read.rows] };
}

async function faultOf(bytes: Uint8Array) {
  const read = await readOwnData(bytes);
  if (!('fault' in read)) throw new Error('it was read');
  return read.fault;
}

describe('an IDX file', () => {
  const pictures = idx(0x803, [2, 1, 2], [0, 255, 51, 102]);

  test('of pictures gives a row each, from 0 to 1', async () => {
    const { width, rows } = await rowsOf(pictures);
    expect(width).toBe(2);
    expect(rows).toEqual([0, 1, 51 / 255, 102 / 255].map(Math.fround));
  });

  test('may be compressed', async () => {
    expect(await rowsOf(gzipSync(pictures))).toEqual(await rowsOf(pictures));
    expect((await faultOf(gzipSync(pictures).slice(0, -12))).message).toContain('damaged');
  });

  test('of labels gives them as they are', async () => {
    expect(await rowsOf(idx(0x801, [3], [7, 0, 9]))).toEqual({ width: 1, rows: [7, 0, 9] });
  });

  test('whose size is not what its header says is refused', async () => {
    expect((await faultOf(idx(0x803, [2, 1, 2], [0, 255, 51]))).message).toContain('2 × 1 × 2');
    expect((await faultOf(idx(0x803, [2, 1, 2], [1, 2, 3, 4, 5]))).message).toContain('21');
    expect((await faultOf(idx(0x803, [2], []))).message).toContain('head');
    expect((await faultOf(idx(0x803, [0, 28, 28], []))).message).toContain('no rows');
    expect((await faultOf(idx(0x803, [4_000_000_000, 28, 28], []))).message).toContain('at most');
  });

  test('of other numbers is refused', async () => {
    expect((await faultOf(idx(0xd03, [1, 1, 1], [0, 0, 0, 0]))).message).toContain('0x00000d03');
  });
});

describe('a CSV file', () => {
  test('has a header or none, and any of the usual separators', async () => {
    const table = { width: 2, rows: [1, -2.5, 1000, 0.5] };
    expect(await rowsOf(text('1,-2.5\n1e3,.5'))).toEqual(table);
    expect(await rowsOf(text('x, y\r\n1, -2.5\r\n\r\n1e3, .5\r\n'))).toEqual(table);
    expect(await rowsOf(text('\ufeff"a"\t"b"\n1\t−2.5\n1000\t0.5\n'))).toEqual(table);
    expect(await rowsOf(text('a;b\n1;-2.5\n1000;0.5'))).toEqual(table);
    expect(await rowsOf(text('3\n4\n'))).toEqual({ width: 1, rows: [3, 4] });
  });

  test('says where it is no table', async () => {
    expect(await faultOf(text('x,y\n1,2\n3'))).toMatchObject({ row: 3 });
    expect(await faultOf(text('1,2\n3,four'))).toMatchObject({ row: 2, column: 2 });
    expect(await faultOf(text('1,2\n3,'))).toMatchObject({ row: 2, column: 2 });
    expect(await faultOf(text('1,2\n3,NaN'))).toMatchObject({ row: 2, column: 2 });
    expect(await faultOf(text('1,2\n3,1e99'))).toMatchObject({ row: 2, column: 2 });
    expect((await faultOf(text('x,y'))).message).toContain('no rows');
    expect((await faultOf(text(' \n'))).message).toContain('no rows');
    expect((await faultOf(text(''))).message).toContain('empty');
    expect((await faultOf(Uint8Array.from([137, 80, 0, 0]))).message).toContain('neither');
  });
});

describe('a long file', () => {
  const million = 1_000_000;

  test.each<[string, string, string]>([
    ['of one row', '1,'.repeat(5 * million), 'more than 100000 columns'],
    ['of one header', 'a,'.repeat(5 * million), 'more than 100000 columns'],
    ['whose second row is longer', `1,2\n${'1,'.repeat(5 * million)}`, 'has more than 2 columns'],
    ['of digits that are no number', `${'1'.repeat(million)}x`, 'no rows'],
    ['with digits that are no number', `1\n${'1'.repeat(900)}x`, 'is not a finite number'],
    ['of a number too long', `1\n${'1'.repeat(million)}`, 'is not a finite number'],
    ['of quotes', `1\n${'"'.repeat(million)}`, 'is not a finite number'],
    ['of spaces', ' '.repeat(10 * million), 'no rows'],
    ['of line breaks', '\n'.repeat(5 * million), 'no rows'],
    ['of carriage returns', '\r'.repeat(5 * million), 'no rows'],
    ['of many rows of one number', '1\n'.repeat(million), 'more than 100000 rows'],
  ])('%s is read once, and refused', async (_, csv, message) => {
    expect((await faultOf(text(csv))).message).toContain(message);
  });

  test('lets others have their turn', async () => {
    let rests = 0;
    const rest = async () => {
      rests++;
    };
    const csv = text('0.123456789,1.23456789\n'.repeat(100_000));
    expect(await readOwnData(csv, rest)).toMatchObject({ width: 2 });
    expect(rests).toBeGreaterThanOrEqual(8);
    rests = 0;
    await readOwnData(gzipSync(csv), rest);
    expect(rests).toBeGreaterThanOrEqual(9);
  });
});

test('every fifth row is held out', async () => {
  const rows = Float32Array.from({ length: 14 }, (_, i) => i);
  const { train, heldOut } = splitRows({ width: 2, rows });
  expect([...heldOut]).toEqual([8, 9]);
  expect([...train]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13]);
});
