import { type ParsedDocument, parseDocumentText } from '../document/parse';
import { compactDocument } from '../document/serialize';
import type { Document } from '../document/types';
import { CODECS, CURRENT } from './codecs';
import { parseFragment } from './fragment';

/**
 * The fragment, with its #, that holds the whole document. Places are rounded to tenths of a grid unit. A document of
 * more than 1 MiB of JSON, which no file could hold either, gives a link that is refused when it is opened.
 */
export function encodeShare(document: Document): string {
  return `#${CURRENT.tag}:${CURRENT.codec.encode(JSON.stringify(compactDocument(document)))}`;
}

/**
 * The document that a link holds: a fragment, with or without its #, or a whole URL. It is checked like any file, and
 * inflates to at most 1 MiB. A link that holds none gives a finding.
 */
export function decodeShare(link: string): ParsedDocument {
  const fragment = parseFragment(link);
  switch (fragment.kind) {
    case 'bad':
      return { findings: [fragment.finding] };
    case 'empty':
    case 'preset':
      return { findings: [{ code: 'bad-link', facts: { problem: 'empty', text: '' } }] };
    case 'graph': {
      const codec = CODECS.get(fragment.tag);
      if (codec === undefined) {
        const facts = { tag: fragment.tag, known: [...CODECS.keys()] };
        return { findings: [{ code: 'unknown-codec', facts }] };
      }
      const decoded = codec.decode(fragment.payload);
      if ('finding' in decoded) return { findings: [decoded.finding] };
      const parsed = parseDocumentText(decoded.json);
      // A payload whose bytes inflate but are no JSON was changed on its way; nobody can mend JSON that they cannot
      // see.
      const garbled = parsed.findings.some(({ code }) => code === 'not-json');
      if (!garbled) return parsed;
      const facts = { problem: 'unreadable', text: 'some of its characters were changed' } as const;
      return { findings: [{ code: 'bad-link', facts }] };
    }
  }
}
