/** Where a text stops being JSON. */
export interface SyntaxPlace {
  readonly detail: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

const TOKEN =
  /[ \t\r\n]+|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:]/uy;

/** What may come next: a value, a key, the colon after a key, or what follows a value. */
type Awaited = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'comma or end';

/**
 * The first place where `text` breaks the grammar of JSON (RFC 8259). For texts that JSON.parse refused: browsers word
 * their errors differently, and some give no place.
 */
export function syntaxPlace(text: string): SyntaxPlace {
  const open: ('[' | '{')[] = [];
  let awaited: Awaited = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) return place(text, at, `unexpected ${characterAt(text, at)}`);
    if (token.trim() !== '') {
      const next = after(awaited, token, open);
      if (next === undefined)
        return place(text, at, `expected ${wanted(awaited, open)}, got ${shortened(token)}`);
      awaited = next;
    }
    at += token.length;
  }
  return place(text, text.length, `the text ends where ${wanted(awaited, open)} should come`);
}

/** What is awaited after `token`, or undefined where it may not stand. Keeps `open` up to date. */
function after(awaited: Awaited, token: string, open: ('[' | '{')[]): Awaited | undefined {
  switch (awaited) {
    case 'value or ]':
      if (token === ']') return close(open);
      return afterValue(token, open);
    case 'value':
      return afterValue(token, open);
    case 'key or }':
      if (token === '}') return close(open);
      return token.startsWith('"') ? ':' : undefined;
    case 'key':
      return token.startsWith('"') ? ':' : undefined;
    case ':':
      return token === ':' ? 'value' : undefined;
    case 'comma or end': {
      const innermost = open.at(-1);
      if (token === ',' && innermost !== undefined) return innermost === '{' ? 'key' : 'value';
      return token === (innermost === '{' ? '}' : innermost === '[' ? ']' : '') ? close(open) : undefined;
    }
  }
}

function afterValue(token: string, open: ('[' | '{')[]): Awaited | undefined {
  if (token === '[' || token === '{') {
    open.push(token);
    return token === '[' ? 'value or ]' : 'key or }';
  }
  return /^[\]},:]/.test(token) ? undefined : 'comma or end';
}

function close(open: ('[' | '{')[]): Awaited {
  open.pop();
  return 'comma or end';
}

function wanted(awaited: Awaited, open: readonly ('[' | '{')[]): string {
  if (awaited === 'key' || awaited === 'key or }') return 'a name in double quotes';
  if (awaited === ':') return 'a colon';
  if (awaited !== 'comma or end') return 'a value';
  const innermost = open.at(-1);
  return innermost === undefined ? 'nothing more' : `a comma or ${innermost === '{' ? '}' : ']'}`;
}

function shortened(token: string): string {
  return token.length > 40 ? `${token.slice(0, 39)}…` : token;
}

function characterAt(text: string, at: number): string {
  if (text[at] === '"')
    return 'start of a text whose closing " is missing, or that holds a line break or a stray \\';
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function place(text: string, at: number, detail: string): SyntaxPlace {
  const before = text.slice(0, at).split('\n');
  return { detail, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
