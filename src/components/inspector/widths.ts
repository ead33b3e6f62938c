/** Reads `64, 32, 4`, also with spaces, crosses or arrows between, and in brackets: two whole numbers from 1 on at least. */
export function textToWidths(
  text: string,
): { readonly widths: readonly number[] } | { readonly problem: string } {
  const plain = text
    .trim()
    .replace(/^\[(.*)\]$/, '$1')
    .trim();
  const widths = plain
    .split(/\s*(?:,|×|→|->|\s)\s*/)
    .map((part) => (part === '' ? Number.NaN : Number(part)));
  if (!widths.every((width) => Number.isInteger(width) && width >= 1))
    return { problem: 'write whole numbers from 1 on, as in 64, 32, 4' };
  if (widths.length < 2) return { problem: 'write two or more, as in 64, 32, 4' };
  return { widths };
}
