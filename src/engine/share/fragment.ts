import { withoutEnd } from '../base/withoutEnd';
import type { Finding } from '../diagnostics/types';

/** What follows the graph in a link: `embed`, `step=3`, `plan=Score`, `view=...`. A flag without value is ''. */
export type Flags = ReadonlyMap<string, string>;

/** What the fragment of a URL asks for. */
export type Fragment = { readonly flags: Flags } & (
  | { readonly kind: 'empty' }
  /** A whole document in the codec called `tag`: see `decodeShare`. */
  | { readonly kind: 'graph'; readonly tag: string; readonly payload: string }
  /** One of the presets, by its id. */
  | { readonly kind: 'preset'; readonly id: string }
  | { readonly kind: 'bad'; readonly finding: Finding }
);

/**
 * Reads a fragment, with or without its #, or a whole URL. Never throws. Links come back from messages and documents
 * with their colon escaped, or with the bracket or full stop that followed them.
 */
export function parseFragment(text: string): Fragment {
  const trimmed = text.trim();
  const hash = trimmed.indexOf('#');
  if (hash < 0 && /^\w+:\/\//.test(trimmed)) return { kind: 'empty', flags: new Map() };
  const fragment = trimmed.slice(hash + 1);
  const mark = fragment.indexOf('?');
  const body = withoutEnd(unescapeOnce(mark < 0 ? fragment : fragment.slice(0, mark)), isAfterLink);
  const flags = mark < 0 ? new Map<string, string>() : new Map(new URLSearchParams(fragment.slice(mark + 1)));
  if (body === '') return { kind: 'empty', flags };
  const preset = /^\/?p\/([A-Za-z0-9-]+)$/.exec(body)?.[1];
  if (preset !== undefined) return { kind: 'preset', id: preset, flags };
  const [, tag, payload] = /^([A-Za-z][A-Za-z0-9]*):(.*)$/s.exec(body) ?? [];
  if (tag === undefined || payload === undefined)
    return { kind: 'bad', finding: { code: 'bad-link', facts: { problem: 'unknown', text: body } }, flags };
  return { kind: 'graph', tag, payload, flags };
}

/** The fragment with its #, as `parseFragment` reads it; '' for an empty one without flags. */
export function formatFragment(fragment: Exclude<Fragment, { kind: 'bad' }>): string {
  const body = bodyOf(fragment);
  const flags = [...fragment.flags].map(([name, value]) =>
    value === '' ? encodeURIComponent(name) : `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  );
  if (body === '' && flags.length === 0) return '';
  return `#${body}${flags.length === 0 ? '' : `?${flags.join('&')}`}`;
}

/** Space, and what a sentence puts after a link. */
function isAfterLink(character: string): boolean {
  return character.trim() === '' || `.,;!)>]}'"`.includes(character);
}

function bodyOf(fragment: Exclude<Fragment, { kind: 'bad' }>): string {
  switch (fragment.kind) {
    case 'empty':
      return '';
    case 'preset':
      return `p/${fragment.id}`;
    case 'graph':
      return `${fragment.tag}:${fragment.payload}`;
  }
}

function unescapeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
