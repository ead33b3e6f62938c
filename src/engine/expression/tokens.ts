import type { Finding } from '../diagnostics/types';
import { instead } from './lookalikes';
import type { Span } from './tree';

/** Signs, longer ones before their beginnings. */
const SIGNS = [
  '<=',
  '>=',
  '==',
  '!=',
  '=',
  '+',
  '-',
  '*',
  '/',
  '^',
  '<',
  '>',
  '?',
  ':',
  ',',
  '(',
  ')',
  '[',
  ']',
] as const;

export type Sign = (typeof SIGNS)[number];

/** A word of the expression language. `end` closes every list of tokens, with an empty span. */
export type Token = { readonly span: Span } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'sign'; readonly sign: Sign }
  | { readonly kind: 'end' }
);

export type Tokens =
  | { readonly tokens: readonly Token[]; readonly finding?: undefined }
  | { readonly tokens?: undefined; readonly finding: Finding };

const SPACE = /\s+/y;
const NAME = /[A-Za-z][A-Za-z0-9_]*/y;
/** A point ends the number unless digits or an exponent follow: 1, 1.5, 1., .5, 1e-3. */
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;

/** Cuts a text into tokens, or says which character does not belong. */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  let from = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.[0];
  };
  while (from < text.length) {
    const space = take(SPACE);
    if (space) {
      from += space.length;
      continue;
    }
    const number = take(NUMBER);
    const name = number ? undefined : take(NAME);
    const sign = number || name ? undefined : SIGNS.find((known) => text.startsWith(known, from));
    const word = number ?? name ?? sign;
    // A doubled star is Python's power, and not a product that lacks its factor.
    if (!word || text.startsWith('**', from)) return { finding: unknownCharacter(text, from) };
    const span = [from, from + word.length] as const;
    if (number) {
      const value = Number(number);
      if (!Number.isFinite(value) || text[span[1]] === '.')
        return {
          finding: { code: 'bad-number', facts: { text: number + restOfNumber(text, span[1]) }, span },
        };
      tokens.push({ kind: 'number', value, span });
    } else if (name) tokens.push({ kind: 'name', name, span });
    else if (sign) tokens.push({ kind: 'sign', sign, span });
    from = span[1];
  }
  tokens.push({ kind: 'end', span: [text.length, text.length] });
  return { tokens };
}

function restOfNumber(text: string, from: number): string {
  return /^[\d.]*/.exec(text.slice(from))?.[0] ?? '';
}

function unknownCharacter(text: string, from: number): Finding {
  const rest = text.slice(from);
  const pair = ['**', '&&', '||'].find((double) => rest.startsWith(double));
  const character = pair ?? String.fromCodePoint(rest.codePointAt(0) ?? 0);
  return {
    code: 'unknown-character',
    facts: { character, instead: instead(character) },
    span: [from, from + character.length],
  };
}
