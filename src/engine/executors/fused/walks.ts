/**
 * A word that grows by the same `stride` from step to step; `start` is its value in the lane's first step. Both are
 * GLSL, and may name the next value and stride of walks before it. Statements read the word of their own step as
 * `name@`.
 */
export interface Walk {
  readonly name: string;
  readonly start: string;
  readonly stride: string;
}

/** The second word of the counter (see base/noise) after the hash's linear step. */
export const ESTIMATE: Walk = {
  name: 'estimateWord',
  start: '(firstEstimate + lane) * 1664525u + 1013904223u',
  stride: 'lanes * 1664525u',
};

export const nextOf = ({ name }: Walk): string => `${name}Next`;
export const strideOf = ({ name }: Walk): string => `${name}Stride`;

/**
 * A hash of the words (x, y, z, w) begins with x += y * w and then y += z * x. Where z and w are the same in every
 * step and y, the number of the estimate, grows by a stride, both results grow by a stride as well: the two walks.
 */
export function hashWalks(name: string, third: string, fourth: string): readonly [Walk, Walk] {
  const x = {
    name: `${name}x`,
    start: `seedWord + ${nextOf(ESTIMATE)} * ${fourth}`,
    stride: `${strideOf(ESTIMATE)} * ${fourth}`,
  };
  const y = {
    name: `${name}y`,
    start: `${nextOf(ESTIMATE)} + ${third} * ${nextOf(x)}`,
    stride: `${strideOf(ESTIMATE)} + ${third} * ${strideOf(x)}`,
  };
  return [x, y];
}

/** Before the first step. */
export function startWalks(walks: readonly Walk[]): string[] {
  return walks.flatMap((walk) => [
    `  uint ${nextOf(walk)} = ${walk.start};`,
    `  uint ${strideOf(walk)} = ${walk.stride};`,
  ]);
}

/** A statement with its words as they are `ahead` steps after the next one. */
export function atStep(line: string, walks: readonly Walk[], ahead: number): string {
  return walks.reduce((text, walk) => {
    const word = ahead === 0 ? nextOf(walk) : `(${nextOf(walk)} + ${ahead}u * ${strideOf(walk)})`;
    return text.replaceAll(`${walk.name}@`, word);
  }, line);
}

/** Moves those walks that the statements read on by some steps. */
export function advanceWalks(walks: readonly Walk[], read: readonly string[], steps: number): string[] {
  return walks
    .filter(({ name }) => read.some((line) => line.includes(`${name}@`)))
    .map((walk) => `  ${nextOf(walk)} += ${steps}u * ${strideOf(walk)};`);
}
