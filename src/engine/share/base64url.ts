import { withoutEnd } from '../base/withoutEnd';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGITS: ReadonlyMap<string, number> = new Map([...ALPHABET].map((letter, digit) => [letter, digit]));

/**
 * Bytes as base64url (RFC 4648, section 5), without padding. Written here as browsers have it only for plain base64.
 */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let first = 0; first < bytes.length; first += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(first, first + 3);
    const word = (a << 16) | (b << 8) | c;
    const letters = [word >> 18, word >> 12, word >> 6, word].map((digit) => ALPHABET.charAt(digit & 63));
    text += letters.slice(0, Math.min(4, bytes.length - first + 1)).join('');
  }
  return text;
}

/** The bytes of a base64url text with or without padding, or the first letter that has no place in it. */
export function fromBase64url(text: string): Uint8Array | { readonly stray: string } {
  const digits = withoutEnd(text, (character) => character === '=');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let written = 0;
  for (const letter of digits) {
    const digit = DIGITS.get(letter);
    if (digit === undefined) return { stray: letter };
    word = ((word << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written++] = (word >> bits) & 0xff;
  }
  return bytes;
}
