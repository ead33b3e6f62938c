import type { Support } from '../../engine';

const WORDS: Readonly<Record<Support, string>> = {
  real: 'on the real line',
  positive: 'on the positive numbers',
  interval: 'on an interval',
  naturals: 'on 0, 1, 2, …',
  boolean: '0 or 1',
  index: 'an index, from 0',
  oneHot: 'a unit vector',
};

/** Where a draw lies, in words. */
export function supportWords(support: Support): string {
  return WORDS[support];
}
