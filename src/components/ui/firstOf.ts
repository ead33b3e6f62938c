import { formatCount } from './numbers';

/** So many words are listed in a sentence. */
const LISTED = 12;

/** `a, b, c`, and of very many the first with how many more there are. */
export function firstOf(words: readonly string[]): string {
  if (words.length <= LISTED) return words.join(', ');
  return `${words.slice(0, LISTED).join(', ')} and ${formatCount(words.length - LISTED)} more`;
}
