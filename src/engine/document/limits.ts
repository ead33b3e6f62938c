/**
 * What a document may hold. Files and links beyond these are refused with a finding, and so are edits. Within them
 * everything opens in about two seconds.
 */
export const LIMITS = {
  /** Bytes of JSON (UTF-8). */
  bytes: 1 << 20,
  /** Characters of the title, and of a picture's. */
  title: 200,
  /** Characters of the text about the document. */
  about: 20_000,
  /** Characters of a label, and of the name of a plan. */
  label: 200,
  /** Arrays and objects inside one another. */
  nesting: 64,
  nodes: 2000,
  plans: 100,
  pictures: 20,
  parameters: 200,
  /** Inputs that draw rows of a data set. */
  dataSets: 4,
  /** Parents of all nodes, with those that laws in expressions need (`analysis/densityEdges`). */
  edges: 5000,
  /** Nodes named elsewhere: in plans, in `trains`, by baselines, groups and pictures. */
  references: 20_000,
  /** Fields that nothing reads. */
  unread: 100,
  /** Characters. */
  expression: 4000,
  /** Characters of all expressions. */
  expressions: 200_000,
  name: 32,
  /** Numbers in one tensor, and in all of them. */
  tensor: 1_000_000,
  /** Grid units from the middle of the canvas. */
  place: 10_000,
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
