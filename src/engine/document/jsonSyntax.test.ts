import { describe, expect, test } from 'vitest';
import { syntaxPlace } from './jsonSyntax';

describe('the place where a text stops being JSON', () => {
  test.each([
    ['{"a": 1,}', 1, 9, 'expected a name in double quotes, got }'],
    ['{"a": 1\n "b": 2}', 2, 2, 'expected a comma or }, got "b"'],
    ['[1, 2', 1, 6, 'the text ends where a comma or ] should come'],
    ['', 1, 1, 'the text ends where a value should come'],
    ['hello', 1, 1, 'unexpected h'],
    ["{'a': 1}", 1, 2, "unexpected '"],
    ['{"a" 1}', 1, 6, 'expected a colon, got 1'],
    ['{"a": }', 1, 7, 'expected a value, got }'],
    ['[1]]', 1, 4, 'expected nothing more, got ]'],
    ['[01]', 1, 3, 'expected a comma or ], got 1'],
    ['[1.]', 1, 3, 'unexpected .'],
    ['{"a": "b\n"}', 1, 7, 'unexpected start of a text whose closing " is missing'],
    ['"\\x"', 1, 1, 'unexpected start of a text'],
    ['[1, 2}', 1, 6, 'expected a comma or ], got }'],
  ])('%j', (text, line, column, detail) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    const place = syntaxPlace(text);
    expect(place).toMatchObject({ line, column });
    expect(place.detail).toContain(detail);
  });

  test('is the end for every beginning of a right text, and never an earlier place', () => {
    const text = JSON.stringify(
      { a: [1, -2.5e-3, { b: null }], c: 'té"\\\u2028\u007f', d: true, e: [] },
      null,
      1,
    );
    for (let length = 1; length < text.length; length++) {
      const start = text.slice(0, length);
      const { line, column } = syntaxPlace(start);
      const at =
        start
          .split('\n')
          .slice(0, line - 1)
          .join('\n').length +
        (line > 1 ? 1 : 0) +
        column -
        1;
      // A token cut in two is at fault from its start on.
      expect(text.slice(at, length)).toMatch(/^(".*|-|\.|e-?|[a-z]+)?$/s);
    }
    expect(syntaxPlace(text).detail).toContain('ends where nothing more');
  });

  test('takes long texts', () => {
    expect(syntaxPlace(`["${'x'.repeat(1 << 20)}"`).detail).toContain('a comma or ]');
    expect(syntaxPlace(`["${'x'.repeat(1 << 20)}`)).toMatchObject({ line: 1, column: 2 });
    expect(syntaxPlace(`${'['.repeat(1 << 19)}`).column).toBe((1 << 19) + 1);
  });
});
