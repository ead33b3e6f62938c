import { expect, test } from 'vitest';
import { textToWidths } from './widths';

test.each([
  ['64, 32, 4', [64, 32, 4]],
  ['[2,16,1]', [2, 16, 1]],
  [' 2 8 ', [2, 8]],
  ['2 × 8 → 1', [2, 8, 1]],
])('%s is read', (text, widths) => {
  expect(textToWidths(text)).toEqual({ widths });
});

test.each(['', '64', '64,', '64, 0', '64, 1.5', '64, x'])('«%s» is refused', (text) => {
  expect(textToWidths(text)).toHaveProperty('problem');
});
