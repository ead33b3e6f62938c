import { CONSTANTS, FUNCTIONS } from './functions';
import type { Callable } from './functions/contract';
import { nameToUnicode } from './nameSetting';
import { MAX_CHARACTERS } from './parse';

/** One thing that may stand at the caret, in place of the characters [from, to). */
export interface Completion {
  readonly kind: 'name' | 'constant' | 'function';
  readonly insert: string;
  readonly label: string;
  readonly help: string;
  readonly from: number;
  readonly to: number;
}

/** The call that the caret is inside of. */
export interface Signature extends Callable {
  /** Which argument the caret is in, from 0. */
  readonly argument: number;
}

/**
 * What the word before the caret may become: names first, then functions and constants, each in the given order; those
 * that continue the word before those that hold it further on. After no word: all names. The rest of a word that the
 * caret is inside of is replaced.
 */
export function completionsAt(
  text: string,
  caret: number,
  names: Iterable<string>,
  functions: Iterable<Callable> = FUNCTIONS.values(),
): readonly Completion[] {
  // A longer word is the name of nothing; looked for in all of a long text, it would take quadratic time.
  const word = /[A-Za-z][A-Za-z0-9_]*$/.exec(text.slice(Math.max(0, caret - LONGEST), caret))?.[0] ?? '';
  const rest = word ? (/^[A-Za-z0-9_]*/.exec(text.slice(caret))?.[0] ?? '') : '';
  const place = { from: caret - word.length, to: caret + rest.length };
  // A number just before, as in 1e or 2x, is no word to complete.
  if (/[\d.]$/.test(text.slice(0, place.from))) return [];
  const open = text[place.to] === '(' ? '' : '(';
  const all: Completion[] = [...names].map((name) => ({
    kind: 'name',
    insert: name,
    label: name,
    help: nameToUnicode(name),
    ...place,
  }));
  if (word) {
    for (const { name, signature, help } of functions)
      all.push({ kind: 'function', insert: `${name}${open}`, label: signature, help, ...place });
    const shadowed = new Set(all.map(({ insert }) => insert));
    for (const [name, value] of CONSTANTS)
      if (!shadowed.has(name))
        all.push({ kind: 'constant', insert: name, label: name, help: String(value), ...place });
  }
  const ranked = all.map((completion) => ({ completion, rank: rankOf(completion, word) }));
  return ranked
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .map(({ completion }) => completion);
}

/** Characters of a word that may be completed. */
const LONGEST = 64;
const NO_MATCH = 3;

/** 0: continues the word; 1: does but for capitals; 2: holds it. */
function rankOf({ insert }: Completion, word: string): number {
  if (insert.startsWith(word)) return 0;
  const [whole, part] = [insert.toLowerCase(), word.toLowerCase()];
  if (whole.startsWith(part)) return 1;
  return part.length > 1 && whole.includes(part) ? 2 : NO_MATCH;
}

/** The innermost call of a known function around the caret, in a text that need not be complete. */
export function signatureAt(
  text: string,
  caret: number,
  functions: Iterable<Callable> = FUNCTIONS.values(),
): Signature | undefined {
  if (text.length > MAX_CHARACTERS) return undefined;
  const known = new Map([...functions].map((entry) => [entry.name, entry]));
  const open: { readonly name: string; argument: number }[] = [];
  for (const [token, name] of text.slice(0, caret).matchAll(/([A-Za-z][A-Za-z0-9_]*)?\s*\(|[[\]),]/g)) {
    const innermost = open.at(-1);
    if (token === ')' || token === ']') open.pop();
    else if (token !== ',') open.push({ name: token === '[' ? '' : (name ?? ''), argument: 0 });
    else if (innermost) innermost.argument++;
  }
  for (const { name, argument } of open.reverse()) {
    const entry = known.get(name);
    if (entry) return { name, signature: entry.signature, help: entry.help, argument };
  }
  return undefined;
}
