import type { Support } from '../../engine';

const WORDS: Readonly<Record<Support, string>> = {
  real: 'on the real line',
  positive: 'on the positive numbers',
  unitInterval: 'between 0 and 1',
  interval: 'on an interval',
  naturals: 'on 0, 1, 2, …',
  counts: 'on 0, 1, 2, … up to the total count',
  boolean: '0 or 1',
  signs: '−1 or 1',
  index: 'an index, from 0',
  oneHot: 'a unit vector',
  simplex: 'a vector of shares of 1',
  realVector: 'a vector of real numbers',
};

/** Where a draw lies, in words. */
export function supportWords(support: Support): string {
  return WORDS[support];
}
