import type { Severity } from './types';

export interface Wording {
  readonly severity: Severity;
  /** What is wrong, with the value that came; without the node's name, which `describe` puts before it. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

export function error(message: string, hint: string): Wording {
  return { severity: 'error', message, hint };
}

export function warning(message: string, hint: string): Wording {
  return { severity: 'warning', message, hint };
}

/** `a, b and c` */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Text that came from outside, cut so that a message stays a line. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** `2,000`, or of very many `3.4·10^18`. */
export function count(n: number): string {
  if (n === Number.POSITIVE_INFINITY) return 'more than 10^308';
  if (!(n >= 1e9)) return n.toLocaleString('en-US');
  const exponent = Math.floor(Math.log10(n));
  return `${(n / 10 ** exponent).toFixed(1)}·10^${exponent}`;
}
