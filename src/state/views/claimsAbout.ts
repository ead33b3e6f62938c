import { CLAIM_ROWS, type ClaimRow, type Document } from '../../engine';
import { findPreset } from '../../presets/registry';

/** By the title of a preset: the claims that are about it, those that begin with it first. */
const CLAIMS = new Map<string, ClaimRow[]>();

for (const side of ['left', 'right'] as const)
  for (const row of CLAIM_ROWS) {
    const title = findPreset(row.make(row.sizes?.value ?? 1)[side].preset)?.document.title ?? '';
    CLAIMS.set(title, [...(CLAIMS.get(title) ?? []), row]);
  }

const NONE: readonly ClaimRow[] = [];

/** The claims about the example that a document is, or was before it was edited. */
export function claimsAbout({ title }: Document): readonly ClaimRow[] {
  return CLAIMS.get(title) ?? NONE;
}
