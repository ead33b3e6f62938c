import type { Instruction, InstructionOf, ValueId } from './operations';

/** A uniform draw, or where `mirrored` its opposite 1 - u. */
export interface UniformNoise {
  readonly noise: InstructionOf<'noise'>;
  readonly mirrored: boolean;
}

/**
 * The draw u where a value is a uniform draw u or its opposite 1 - u; undefined where it is neither. Executors in
 * float32 make both, and their logarithms, from the random word itself: 1 - u of a u that was rounded first has no
 * digits left near 0.
 */
export function uniformNoise(instructions: readonly Instruction[], id: ValueId): UniformNoise | undefined {
  let at = id;
  for (let opposites = 0; opposites < MOST_OPPOSITES; opposites++) {
    const instruction = instructions[at];
    if (instruction?.op === 'noise')
      return instruction.kind === 'uniform'
        ? { noise: instruction, mirrored: opposites % 2 === 1 }
        : undefined;
    if (instruction?.op !== 'sub' || !isOne(instructions, instruction.args[0])) return undefined;
    at = instruction.args[1];
  }
  return undefined;
}

/** Opposites of opposites that are seen through. */
const MOST_OPPOSITES = 8;

function isOne(instructions: readonly Instruction[], id: ValueId): boolean {
  let instruction = instructions[id];
  while (instruction?.op === 'broadcast' || instruction?.op === 'reshape')
    instruction = instructions[instruction.args[0]];
  return instruction?.op === 'constant' && instruction.values.every((value) => value === 1);
}
