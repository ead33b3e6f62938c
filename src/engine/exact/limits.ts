/** More continuous scalars than these are not integrated over together. */
export const MOST_CONTINUOUS = 3;

/**
 * Instructions of the costs, and operations on single numbers that they take: an integral evaluates them thousands of times. The
 * examples with an exact answer stay below a tenth of these.
 */
export const MOST_INSTRUCTIONS = 2000;
export const MOST_OPERATIONS = 20_000;
/** Instructions of the program of a plan's estimate whose moments are worked out. */
export const MOST_OF_PLAN = 5000;

/** How long work may go on. */
export interface Limits {
  readonly expired: () => boolean;
}

export const NO_LIMITS: Limits = { expired: () => false };
