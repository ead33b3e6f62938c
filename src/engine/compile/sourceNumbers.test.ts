import { expect, test } from 'vitest';
import { SourceNumbers } from './sourceNumbers';

/** The words that sources read: one for a uniform, both of its pair for a normal. */
function wordsRead(taken: readonly ['uniform' | 'normal', number][]): { uniform: number[]; pairs: number[] } {
  const numbers = new SourceNumbers();
  const uniform: number[] = [];
  const pairs: number[] = [];
  const normals: number[] = [];
  for (const [kind, count] of taken) {
    const first = numbers.take(kind, count);
    for (let i = first; i < first + count; i++) (kind === 'uniform' ? uniform : normals).push(i);
  }
  expect(new Set(normals).size).toBe(normals.length);
  for (const i of normals) pairs.push(i & ~1, i | 1);
  return { uniform, pairs };
}

test('a normal and a uniform share one hash', () => {
  const numbers = new SourceNumbers();
  expect([numbers.take('normal', 1), numbers.take('uniform', 1)].map((i) => i >>> 2)).toEqual([0, 0]);
});

test('four normals, or four uniforms, share one hash', () => {
  for (const kind of ['normal', 'uniform'] as const) {
    const numbers = new SourceNumbers();
    expect([1, 2, 3, 4].map(() => numbers.take(kind, 1))).toEqual([0, 1, 2, 3]);
  }
});

test('no word is read twice, whatever is taken in whatever order', () => {
  for (let seed = 0; seed < 300; seed++) {
    const taken = Array.from({ length: 8 }, (_, i): ['uniform' | 'normal', number] => {
      const code = Math.imul(seed * 8 + i + 1, 2654435761) >>> 16;
      return [code % 2 ? 'uniform' : 'normal', 1 + ((code >>> 1) % 4)];
    });
    const { uniform, pairs } = wordsRead(taken);
    expect(new Set(uniform).size).toBe(uniform.length);
    expect(uniform.filter((word) => pairs.includes(word))).toEqual([]);
  }
});

test('samplers by rejection are counted apart', () => {
  const numbers = new SourceNumbers();
  expect([numbers.take('rejection', 2), numbers.take('normal', 1), numbers.take('rejection', 1)]).toEqual([
    0, 0, 2,
  ]);
});
