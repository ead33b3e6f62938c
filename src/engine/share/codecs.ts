import { deflateSync, strFromU8, strToU8 } from 'fflate';
import type { Finding } from '../diagnostics/types';
import { LIMITS } from '../document/limits';
import { fromBase64url, toBase64url } from './base64url';
import { inflateAtMost } from './inflate';

/** The JSON text in a payload, or what is wrong with the payload. */
export type Decoded = { readonly json: string } | { readonly finding: Finding };

interface Codec {
  readonly encode: (json: string) => string;
  readonly decode: (payload: string) => Decoded;
}

/** base64url of the raw-deflated UTF-8 of the JSON text. */
const g1: Codec = {
  encode: (json) => toBase64url(deflateSync(strToU8(json), { level: 9, mem: 12 })),
  decode: (payload) => {
    if (payload === '') return bad('empty', '');
    const bytes = fromBase64url(payload);
    if (!(bytes instanceof Uint8Array)) return bad('unreadable', `${bytes.stray} has no place in it`);
    const inflated = inflateAtMost(bytes, LIMITS.bytes);
    switch (inflated.kind) {
      case 'bytes':
        return { json: strFromU8(inflated.bytes) };
      case 'cut':
        return bad('cut', '');
      case 'damaged':
        return bad('unreadable', inflated.detail);
      case 'too-large': {
        const facts = { what: 'the number of its bytes is above', size: LIMITS.bytes, limit: LIMITS.bytes };
        return { finding: { code: 'too-large', facts } };
      }
    }
  },
};

/**
 * Every codec ever released, by the tag before the colon: links live for ever, so a row is never changed or removed.
 */
export const CODECS: ReadonlyMap<string, Codec> = new Map([['g1', g1]]);

/** What new links are written in. */
export const CURRENT = { tag: 'g1', codec: g1 } as const;

function bad(problem: 'empty' | 'unreadable' | 'cut', text: string): Decoded {
  return { finding: { code: 'bad-link', facts: { problem, text } } };
}
