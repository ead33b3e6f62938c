/** What a document may hold. Files and links beyond these are refused with a finding. */
export const LIMITS = {
  /** Bytes of JSON (UTF-8). */
  bytes: 1 << 20,
  /** Arrays and objects inside one another. */
  nesting: 64,
  nodes: 2000,
  plans: 100,
  pictures: 20,
  /** Characters. */
  expression: 4000,
  name: 32,
  /** Numbers in one tensor. */
  tensor: 1_000_000,
  /** Layers of one network, the input among them. */
  layers: 32,
  /** Axes of one tensor. */
  rank: 8,
  /** Samples that one estimate is the mean of. */
  samples: 1_000_000,
  /** Samples of one estimate that see one another, as in leave-one-out: one program holds them all. */
  sideBySide: 64,
} as const;

export const LARGEST_SEED = 2 ** 32 - 1;
