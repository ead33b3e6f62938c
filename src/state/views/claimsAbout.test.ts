import { expect, test } from 'vitest';
import { CLAIM_ROWS } from '../../engine';
import { findPreset } from '../../presets/registry';
import { claimsAbout } from './claimsAbout';

const claimsOf = (preset: string) => {
  const document = findPreset(preset)?.document;
  return document && claimsAbout(document).map(({ id }) => id);
};

test('every claim is told at both of its examples', () => {
  for (const { id, make, sizes } of CLAIM_ROWS)
    for (const { preset } of [make(sizes?.value ?? 1).left, make(sizes?.value ?? 1).right])
      expect(claimsOf(preset)).toContain(id);
});

test('examples of no claim have none', () => {
  expect(claimsOf('simple-5')).toEqual([]);
  expect(claimsOf('vae-kl')).toEqual([]);
});
