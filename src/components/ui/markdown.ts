/** The Markdown that texts about graphs use: paragraphs, lists, headings; emphasis, code, links and formulas within. */
export type Block =
  | { readonly kind: 'paragraph' | 'heading'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'formula'; readonly text: string };

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'emphasis' | 'code'; readonly text: string }
  | { readonly kind: 'formula'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly address: string };

const ITEM = /^\s*(?:[-*]|(\d+)\.)\s+(.*)$/;
const HEADING = /^\s*#{1,6}\s+(.+)$/;

/**
 * Reads Markdown, in time that grows with its length alone: texts come from strangers. HTML is not read: it is shown as the text that it is.
 */
export function parseMarkdown(text: string): Block[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .flatMap(parseBlock);
}

function parseBlock(block: string): Block[] {
  if (block.length > 4 && block.startsWith('$$') && block.endsWith('$$'))
    return [{ kind: 'formula', text: block.slice(2, -2).trim() }];
  return atHeadings(block.split('\n')).map(parseLines);
}

/** A heading needs no empty lines around it. */
function atHeadings(lines: readonly string[]): string[][] {
  const parts: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const isHeading = HEADING.test(line);
    if (isOpen && !isHeading) parts.at(-1)?.push(line);
    else parts.push([line]);
    isOpen = !isHeading;
  }
  return parts;
}

function parseLines(lines: readonly string[]): Block {
  const heading = lines.length === 1 && HEADING.exec(lines[0] ?? '')?.[1];
  if (heading) return { kind: 'heading', inlines: parseInlines(heading) };
  const items = lines.map((line) => ITEM.exec(line));
  if (items.every((item) => item !== null))
    return {
      kind: 'list',
      ordered: items[0]?.[1] !== undefined,
      items: items.map((item) => parseInlines(item[2] ?? '')),
    };
  return { kind: 'paragraph', inlines: parseInlines(lines.map((line) => line.trim()).join(' ')) };
}

/**
 * Formulas and code first: what is inside of them is not read. Only links to pages are links. What opens something never matches inside of it
 * (no `[` in a link's words or address), so that no try runs over the beginning of another: else many of them take the square of their number.
 */
const INLINE =
  /\$([^$\n]+)\$|`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|_([^_\s][^_]*)_(?!\w)|\[([^[\]]+)\]\((https?:\/\/[^\s)[\]]+)\)/g;

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
