/**
 * The text without the characters at its end that are so. A pattern that ends in `+$` would begin anew at each of them,
 * and take quadratic time where something else follows.
 */
export function withoutEnd(text: string, isSo: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isSo(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
