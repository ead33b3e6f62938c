// @vitest-environment jsdom
import { cleanup, render } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { METHODS } from '../../presets/reinforcement/methods';
import { MethodLine } from './MethodLine';
import { type MethodRow, methodRow } from './rows';

afterEach(cleanup);

const [method] = METHODS;
if (!method) throw new Error('there is no method');
const EMPTY = methodRow({ method, mean: 2, bias: 0 }, undefined);

function cellsOf(row: Partial<MethodRow>, works: readonly [number, number] = [1e-6, 1e-4]) {
  const { container } = render(
    <ul>
      <MethodLine row={{ ...EMPTY, ...row }} truth={2} axis={[1, 3]} works={works} />
    </ul>,
  );
  const line = container.querySelector('li');
  return {
    text: line?.textContent ?? '',
    bar: line?.querySelectorAll('[aria-hidden="true"] > span') ?? [],
    track: container.querySelector<HTMLElement>('[style*="background"]')?.style.width,
  };
}

describe('a row of the table of methods', () => {
  test('waits, and then counts, until it is judged', () => {
    expect(cellsOf({}).text).toContain('waiting');
    expect(cellsOf({ count: 12_345 }).text).toContain('12.3 k so far');
  });

  test.each<[MethodRow['verdict'], string]>([
    [{ kind: 'unbiased' }, 'unbiased1.2 s.e. off'],
    [{ kind: 'biased' }, 'biased1.2 s.e. from exact'],
    [{ kind: 'off' }, 'not as exact1.2 s.e. off'],
    [{ kind: 'failed', why: 'no graphics' }, 'not measuredno graphics'],
  ])('tells a verdict %o with its ground', (verdict, words) => {
    expect(cellsOf({ verdict, distance: 1.23 }).text).toContain(words);
  });

  test('tells the time in the unit that suits it, and marks what compares with nothing', () => {
    expect(cellsOf({ seconds: 2.5e-7 }).text).toContain('250 ns');
    expect(cellsOf({ seconds: 2.5e-5 }).text).toContain('25 µs');
    expect(cellsOf({ seconds: 2.5e-5, slowness: 'too large' }).text).toContain('25 µs *');
  });

  test('draws its work on a logarithmic scale from the best to the worst', () => {
    expect(cellsOf({ work: 1e-6 }).track).toBe('4%');
    expect(cellsOf({ work: 1e-5 }).track).toBe('52%');
    expect(cellsOf({ work: 1e-4 }).track).toBe('100%');
    expect(cellsOf({ work: 1e-5, slowness: 'too large' }).track).toBeUndefined();
  });

  test('a mean beyond the axis is an arrow at its end', () => {
    const sign = (mean: number) => cellsOf({ mean, standardError: 0.01 }).text.match(/[◀▶]/)?.[0];
    expect([sign(0.5), sign(2), sign(3.5)]).toEqual(['◀', undefined, '▶']);
  });
});
