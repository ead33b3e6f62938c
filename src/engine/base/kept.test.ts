import { expect, test } from 'vitest';
import { Kept } from './kept';

/** What is made anew of these texts, asked for in this order. */
function made(most: number, texts: readonly string[], sizeOf: (text: string) => number = () => 1): string[] {
  const kept = new Kept<string>(most);
  const made: string[] = [];
  for (const text of texts) {
    const value = kept.get(
      text,
      () => {
        made.push(text);
        return text.toUpperCase();
      },
      sizeOf(text),
    );
    expect(value).toBe(text.toUpperCase());
  }
  return made;
}

test('what was asked for last is kept, as many as there may be', () => {
  expect(made(2, ['a', 'b', 'a', 'b'])).toEqual(['a', 'b']);
  expect(made(2, ['a', 'b', 'c', 'b', 'a'])).toEqual(['a', 'b', 'c', 'a']);
  // Asked for again, a is newer than b.
  expect(made(2, ['a', 'b', 'a', 'c', 'a', 'b'])).toEqual(['a', 'b', 'c', 'b']);
});

test('sizes count, and the newest stays though it is larger than all may be together', () => {
  const length = (text: string) => text.length;
  expect(made(4, ['aa', 'bb', 'aa', 'bb'], length)).toEqual(['aa', 'bb']);
  expect(made(4, ['aa', 'bbb', 'aa'], length)).toEqual(['aa', 'bbb', 'aa']);
  expect(made(4, ['a', 'bbbbbb', 'bbbbbb', 'a'], length)).toEqual(['a', 'bbbbbb', 'a']);
});
