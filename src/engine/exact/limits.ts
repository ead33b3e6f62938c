/** More continuous scalars than these are not integrated over together. */
export const MOST_CONTINUOUS = 3;

/** How long work may go on. */
export interface Limits {
  readonly expired: () => boolean;
}

export const NO_LIMITS: Limits = { expired: () => false };
