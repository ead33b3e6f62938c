import { GREEK } from './greek';

/** Endings that are set over or beside the letter, by what LaTeX and Unicode make of it. */
const ACCENTS: ReadonlyMap<string, { readonly latex: (base: string) => string; readonly mark: string }> =
  new Map([
    ['tilde', { latex: (base: string) => `\\tilde{${base}}`, mark: '\u0303' }],
    ['hat', { latex: (base: string) => `\\hat{${base}}`, mark: '\u0302' }],
    ['bar', { latex: (base: string) => `\\bar{${base}}`, mark: '\u0304' }],
    ['dot', { latex: (base: string) => `\\dot{${base}}`, mark: '\u0307' }],
    ['vec', { latex: (base: string) => `\\vec{${base}}`, mark: '\u20d7' }],
    ['star', { latex: (base: string) => `${base}^{*}`, mark: '*' }],
    ['prime', { latex: (base: string) => `${base}'`, mark: '′' }],
  ]);

/** Accents that are superscripts come last, outside those over the letter. */
const SUPERSCRIPTS: ReadonlySet<string> = new Set(['star', 'prime']);

const SUBSCRIPTS: ReadonlyMap<string, string> = new Map(
  Array.from('0123456789aehijklmnoprstuvxβγρφχ', (character, i) => [
    character,
    Array.from('₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ')[i] ?? character,
  ]),
);

/** A name taken apart: `x1_hat` is the word x with the accent hat and the subscript 1. */
interface NameParts {
  readonly word: string;
  readonly accents: readonly string[];
  readonly subscripts: readonly string[];
}

function partsOfName(name: string): NameParts {
  const [head = '', ...endings] = name.split('_').filter((part) => part !== '');
  const [, word = head, digits = ''] = /^([A-Za-z]+)(\d+)$/.exec(head) ?? [];
  const accents = endings.filter((ending) => ACCENTS.has(ending));
  return {
    word,
    accents: accents.sort((a, b) => Number(SUPERSCRIPTS.has(a)) - Number(SUPERSCRIPTS.has(b))),
    subscripts: [...(digits ? [digits] : []), ...endings.filter((ending) => !ACCENTS.has(ending))],
  };
}

/**
 * A node's name as LaTeX: `theta` is \theta, `x1` and `x_1` are x_{1}, `h_tilde` is \tilde{h}, `loss` is \mathrm{loss}.
 */
export function nameToLatex(name: string): string {
  const { word, accents, subscripts } = partsOfName(name);
  const base = accents.reduce(
    (inner, accent) => ACCENTS.get(accent)?.latex(inner) ?? inner,
    wordToLatex(word),
  );
  return subscripts.length === 0 ? base : `${base}_{${subscripts.map(wordToLatex).join(',')}}`;
}

function wordToLatex(word: string): string {
  if (GREEK.has(word)) return `\\${word}`;
  return /^(?:.|\d+)$/.test(word) ? word : `\\mathrm{${word}}`;
}

/** A node's name where only plain text can be: θ, x₁, h̃. Subscripts that Unicode lacks stand after an underscore. */
export function nameToUnicode(name: string): string {
  const { word, accents, subscripts } = partsOfName(name);
  const marks = accents.map((accent) => ACCENTS.get(accent)?.mark ?? '').join('');
  const below = subscripts.map((subscript) => GREEK.get(subscript) ?? subscript);
  const lowered = below.map((text) => Array.from(text, (character) => SUBSCRIPTS.get(character)));
  const sunk = lowered.every((text) => text.every((character) => character !== undefined))
    ? lowered.map((text) => text.join('')).join('‚')
    : `_${below.join(',')}`;
  return `${GREEK.get(word) ?? word}${marks}${below.length > 0 ? sunk : ''}`;
}
