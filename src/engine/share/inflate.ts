import { Inflate } from 'fflate';
import { messageOf } from '../base/messageOf';

/**
 * A slice of input inflates at most 1,032-fold, so what is held beyond the limit stays below 270 KB: a link of a few
 * characters cannot fill the memory.
 */
const SLICE = 256;

export type Inflated =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large' }
  /** The input ends before its last block does. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'damaged'; readonly detail: string };

/** Inflates a raw deflate stream (RFC 1951) to at most `limit` bytes, and stops as soon as there are more. */
export function inflateAtMost(input: Uint8Array, limit: number): Inflated {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  const stream = new Inflate((chunk, final) => {
    chunks.push(chunk);
    length += chunk.length;
    ended ||= final;
  });
  try {
    for (let at = 0; at < input.length && !ended; at += SLICE) {
      stream.push(input.subarray(at, at + SLICE), at + SLICE >= input.length);
      if (length > limit) return { kind: 'too-large' };
    }
  } catch (failure) {
    const detail = messageOf(failure);
    return detail === 'unexpected EOF' ? { kind: 'cut' } : { kind: 'damaged', detail };
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { kind: 'bytes', bytes };
}
