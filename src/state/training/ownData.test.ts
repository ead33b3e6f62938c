import { afterEach, describe, expect, test } from 'vitest';
import { DATA_SETS, type Document } from '../../engine';
import { EMPTY_DOCUMENT } from '../document/document';
import { countOpened } from '../shell/opened';
import { bringData, fittingRows, followOwnData, forgetData, misfit, useOwnData } from './ownData';

const points = (count: number) =>
  new File([Array.from({ length: count }, (_, i) => `${i},${-i}`).join('\n')], 'points.csv');

const graph = (data: 'ring' | 'digits'): Document => ({
  ...EMPTY_DOCUMENT,
  nodes: [{ name: 'x', kind: 'input', value: { data } }],
});

afterEach(() => forgetData('x'));

describe('rows that a visitor brings', () => {
  test('take the place of a data set as wide', async () => {
    expect(await bringData('x', points(10), DATA_SETS.ring)).toBeUndefined();
    const own = useOwnData.getState().rows.get('x');
    expect(own).toMatchObject({ name: 'points.csv', width: 2 });
    expect(own?.train).toHaveLength(16);
    expect(own?.heldOut).toHaveLength(4);
    expect(fittingRows(graph('ring')).size).toBe(1);
    expect(fittingRows(graph('digits')).size).toBe(0);
  });

  test('are made smaller where they are larger pictures', async () => {
    const bytes = new Uint8Array(16 + 10 * 784).fill(255);
    new DataView(bytes.buffer).setUint32(0, 0x803);
    [10, 28, 28].forEach((length, i) => {
      new DataView(bytes.buffer).setUint32(4 + 4 * i, length);
    });
    expect(await bringData('x', new File([bytes], 'images'), DATA_SETS.digits)).toBeUndefined();
    const own = useOwnData.getState().rows.get('x');
    expect(own).toMatchObject({ width: 144, scaledFrom: 784 });
    expect(own?.train).toHaveLength(8 * 144);
    expect(own?.train.every((pixel) => pixel === 1)).toBe(true);
  });

  test('are refused in words where they do not fit, and leave what was there', async () => {
    await bringData('x', points(10), DATA_SETS.ring);
    expect(await bringData('x', points(10), DATA_SETS.digits)).toContain('144 numbers (12 × 12 pixels)');
    expect(await bringData('x', points(3), DATA_SETS.ring)).toContain('fewer than 5');
    expect(await bringData('x', new File(['1,2\n3,x'], 'a.csv'), DATA_SETS.ring)).toContain(
      'row 2, column 2',
    );
    expect(useOwnData.getState().rows.get('x')?.name).toBe('points.csv');
  });

  test('are gone when another document is opened', async () => {
    const stop = followOwnData();
    await bringData('x', points(10), DATA_SETS.ring);
    countOpened();
    expect(useOwnData.getState().rows.size).toBe(0);
    stop();
  });
});

test('labels are told from rows', () => {
  expect(misfit(1, 144)).toContain('labels');
  expect(misfit(784, 144)).toContain('28 × 28');
});
