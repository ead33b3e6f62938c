/** The Markdown that texts about graphs use: paragraphs, lists, headings; emphasis, code, links and formulas within. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'formula'; readonly text: string };

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code' | 'formula'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

const ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;

/** Reads Markdown. HTML is not read: it is shown as the text that it is. */
export function parseMarkdown(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(parseBlock);
}

function parseBlock(block: string): Block {
  const formula = /^\$\$([\s\S]+)\$\$$/.exec(block)?.[1];
  if (formula !== undefined) return { kind: 'formula', text: formula.trim() };
  const heading = /^#{1,6}\s+(.+)$/.exec(block)?.[1];
  if (heading !== undefined) return { kind: 'heading', inlines: parseInlines(heading) };
  const lines = block.split('\n');
  const items = lines.map((line) => ITEM.exec(line));
  if (items.every((item) => item !== null))
    return {
      kind: 'list',
      ordered: items[0]?.[1] !== undefined,
      items: items.map((item) => parseInlines(item[2] ?? '')),
    };
  return { kind: 'paragraph', inlines: parseInlines(lines.map((line) => line.trim()).join(' ')) };
}

/** Formulas and code first: what is inside of them is not read. Only links to pages are links. */
const INLINE =
  /\$([^$\n]+)\$|`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

function parseInlines(text: string): Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) inlines.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const [, formula, code, strong, emphasis, underlined, words, address] = match;
    if (formula !== undefined) inlines.push({ kind: 'formula', text: formula });
    else if (code !== undefined) inlines.push({ kind: 'code', text: code });
    else if (strong !== undefined) inlines.push({ kind: 'strong', text: strong });
    else if (words !== undefined && address !== undefined)
      inlines.push({ kind: 'link', text: words, address });
    else inlines.push({ kind: 'emphasis', text: emphasis ?? underlined ?? '' });
  }
  if (end < text.length) inlines.push({ kind: 'text', text: text.slice(end) });
  return inlines;
}
