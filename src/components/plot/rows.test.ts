import { describe, expect, test } from 'vitest';
import { textWidth } from '../ui/textWidth';
import { steadyRange } from './axes';
import { nameLines, rowsFigure } from './rows';

const COLOURS = { ink: '#111111', muted: '#777777', line: '#eeeeee' };

test('an axis moves only when it must', () => {
  expect(steadyRange([0, 10], [0.5, 10.5])).toEqual([0, 10]);
  expect(steadyRange([0, 10], [0, 20])).toEqual([0, 20]);
  expect(steadyRange(undefined, [0, 1])).toEqual([0, 1]);
});

test('long names take two lines, and are cut where there is no room', () => {
  expect(nameLines('Pathwise', 40)).toEqual(['Pathwise']);
  expect(nameLines('Every cost credited', 30)).toEqual(['Every cost', 'credited']);
  expect(nameLines('Every cost credited', 20)).toEqual(['Every cost credit…']);
  expect(nameLines('Straight-through', 20)).toEqual(['Straight-through']);
  expect(nameLines('Score with a very long baseline', 40)).toEqual(['Score with a', 'very long b…']);
  expect(nameLines('Incomprehensibilities', 40)).toEqual(['Incomprehen…']);
  expect(nameLines('Measure-valued, apart', 40, 14)).toEqual(['Measure-', 'valued, apart']);
  expect(nameLines('Measure-valued, apart', 40, 18)).toEqual(['Measure-valued,', 'apart']);
});

describe('a figure of rows', () => {
  const names = ['Every cost credited', 'Path', 'Score with baseline'];
  const figure = (height: number) => rowsFigure(names, 20, { width: 300, height }, COLOURS);

  test('names each of them at its row, the first on top', () => {
    const { labels, layout } = figure(200);
    expect(labels.map(({ text, y }) => [text, y])).toEqual([
      ['Every cost<br>credited', 0],
      ['Path', 1],
      ['Score with<br>baseline', 2],
    ]);
    expect(layout.yaxis?.range).toEqual([2.5, -0.5]);
  });

  test('lets no two names meet where rows are low', () => {
    // 42 px around: 78 px leave each row 12, and 123 leave it 27.
    expect(figure(78).labels.every(({ text }) => !text?.includes('<br>'))).toBe(true);
    expect(figure(123).labels.filter(({ text }) => text?.includes('<br>'))).toHaveLength(2);
  });

  test('has room for the widest of them', () => {
    const { labels, layout, extent } = figure(60);
    const widest = Math.max(...labels.map(({ text }) => textWidth(text ?? '', 11)));
    expect(layout.margin?.l).toBeGreaterThanOrEqual(widest + 8);
    expect(extent).toEqual({
      length: 300 - Number(layout.margin?.l) - 20,
      before: layout.margin?.l,
      after: 20,
    });
  });
});
