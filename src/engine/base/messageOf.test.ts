import { expect, test } from 'vitest';
import { messageOf } from './messageOf';

test.each([
  [new Error('a reason'), 'a reason'],
  [new TypeError(''), 'TypeError'],
  ['a text', 'a text'],
  [undefined, 'undefined'],
  [Object.create(null), 'object'],
])('whatever is thrown has words', (thrown, words) => {
  expect(messageOf(thrown)).toBe(words);
});
