import { create } from 'zustand';

/**
 * Whether the page is embedded in another one, to look at and to play with: `embed` among the flags of its link. Nothing
 * is drawn then, and nothing kept.
 */
export interface Embed {
  readonly isEmbedded: boolean;
  /** Where the same graph opens whole. */
  readonly whole: string;
}

export const useEmbed = create<Embed>()(() => ({ isEmbedded: false, whole: '' }));

/** The page is embedded, and shows what stands whole at this address. */
export function embed(whole: string): void {
  useEmbed.setState({ isEmbedded: true, whole });
}
