import { describe, expect, test } from 'vitest';
import { parseMarkdown } from './markdown';

describe('parseMarkdown', () => {
  test('paragraphs, with emphasis, code, formulas and links within', () => {
    expect(
      parseMarkdown('Take *care* of $x_1$, **always**:\n`a*b`.\n\nSee [this](https://example.org/a).'),
    ).toEqual([
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'Take ' },
          { kind: 'emphasis', text: 'care' },
          { kind: 'text', text: ' of ' },
          { kind: 'formula', text: 'x_1' },
          { kind: 'text', text: ', ' },
          { kind: 'strong', text: 'always' },
          { kind: 'text', text: ': ' },
          { kind: 'code', text: 'a*b' },
          { kind: 'text', text: '.' },
        ],
      },
      {
        kind: 'paragraph',
        inlines: [
          { kind: 'text', text: 'See ' },
          { kind: 'link', text: 'this', address: 'https://example.org/a' },
          { kind: 'text', text: '.' },
        ],
      },
    ]);
  });

  test('headings, lists and displayed formulas', () => {
    expect(parseMarkdown('# Why\n\n- one\n- two\n\n1. first\n\n$$ a + b $$').map(({ kind }) => kind)).toEqual(
      ['heading', 'list', 'list', 'formula'],
    );
  });

  test('HTML and addresses that are no pages stay text', () => {
    const text = '<img src=x onerror=alert(1)> [a](javascript:alert(1))';
    expect(parseMarkdown(text)).toEqual([{ kind: 'paragraph', inlines: [{ kind: 'text', text }] }]);
  });

  test('a product of names is no emphasis', () => {
    expect(parseMarkdown('2*3 and x_1 and y_2')).toEqual([
      { kind: 'paragraph', inlines: [{ kind: 'text', text: '2*3 and x_1 and y_2' }] },
    ]);
  });
});

describe('a heading', () => {
  test('needs no empty lines around it', () => {
    expect(parseMarkdown('before\n## Why\nafter\n- one\n### Because').map(({ kind }) => kind)).toEqual([
      'paragraph',
      'heading',
      'paragraph',
      'heading',
    ]);
  });

  test('is no heading without a space, nor in the middle of a line', () => {
    expect(parseMarkdown('#tag and\nC # minor').map(({ kind }) => kind)).toEqual(['paragraph']);
  });
});

/** What opens something and never closes it, of about so many characters. */
const OPENINGS = [
  '[',
  '[a](http://',
  '[a](',
  '*a',
  '**a',
  '_a',
  '`',
  '$',
  '$$',
  '# ',
  '- ',
  '1. ',
  '\n ',
  '\n\n',
  ' ',
];

describe.each(OPENINGS)('a text of nothing but %j', (opening) => {
  test('takes steps as its length, not as its square', () => {
    const text = (length: number) => opening.repeat(length / opening.length);
    // The square of 400,000 would take minutes, and be seen as a test out of time.
    expect(parseMarkdown(`${text(400_000)}x`).length).toBeGreaterThan(0);
    expect(parseMarkdown(`x${text(400_000)}`).length).toBeGreaterThan(0);
  });
});
