import { GREEK } from './greek';

/** What to write for characters that people paste from papers or know from other languages. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ...['×', '·', '⋅', '∙', '∗'].map((sign) => [sign, '*'] as const),
  ...['−', '–', '—'].map((sign) => [sign, '-'] as const),
  ...['÷', '∕'].map((sign) => [sign, '/'] as const),
  ['**', '^'],
  ['²', '^2'],
  ['³', '^3'],
  ['√', 'sqrt(x)'],
  ['∑', 'sum(x)'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['=', '=='],
  ['!', 'c == 0'],
  ['&&', 'a*b'],
  ['&', 'a*b'],
  ['||', 'max(a, b)'],
  ['|', 'abs(x)'],
  ['%', 'x - y*floor(x/y)'],
  ['{', '('],
  ['}', ')'],
  [';', ','],
  ['½', '1/2'],
  ['₀', '0'],
  ['₁', '1'],
  ['₂', '2'],
  ...[...GREEK].map(([name, letter]) => [letter, name] as const),
  ['ε', 'epsilon'],
  ['φ', 'phi'],
  ['µ', 'mu'],
]);

/** What stands for the character in an expression, if anything does. */
export function instead(character: string): string | undefined {
  return INSTEAD.get(character);
}
