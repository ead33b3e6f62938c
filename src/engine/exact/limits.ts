/** More continuous scalars than these are not integrated over. */
export const MOST_CONTINUOUS = 3;
