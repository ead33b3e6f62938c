import { expect, test } from 'vitest';
import { pageOfAddress } from './page';

test.each([
  ['', 'editor'],
  ['#', 'editor'],
  ['#p/simple-5', 'editor'],
  ['#g1:abc', 'editor'],
  ['#p/one-liners', 'oneLiners'],
  ['#p/equivalences?claim=vae-svg-inf', 'equivalences'],
  ['#p/every-estimator', 'everyEstimator'],
  ['https://example.org/scg/#p/one-liners).', 'oneLiners'],
])('%j shows the page %s', (link, page) => {
  expect(pageOfAddress(link)).toBe(page);
});
