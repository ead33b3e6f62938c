import type { Instruction, InstructionOf, ValueId } from './operations';

/** A uniform draw, or where `mirrored` its opposite 1 - u. */
export interface UniformNoise {
  readonly noise: InstructionOf<'noise'>;
  readonly mirrored: boolean;
}

/**
 * The uniform draw u that a value is, or that it is the opposite 1 - u of. Executors in float32 take such values, and
 * their logarithms, from the word of the draw itself: 1 - u, once u is rounded, would have no digits left near 0.
 */
export function uniformNoise(instructions: readonly Instruction[], id: ValueId): UniformNoise | undefined {
  const instruction = instructions[id];
  if (instruction?.op === 'noise')
    return instruction.kind === 'uniform' ? { noise: instruction, mirrored: false } : undefined;
  if (instruction?.op !== 'sub' || !isOne(instructions, instruction.args[0])) return undefined;
  const inner = uniformNoise(instructions, instruction.args[1]);
  return inner && { noise: inner.noise, mirrored: !inner.mirrored };
}

function isOne(instructions: readonly Instruction[], id: ValueId): boolean {
  const instruction = instructions[id];
  if (instruction?.op === 'broadcast' || instruction?.op === 'reshape')
    return isOne(instructions, instruction.args[0]);
  return instruction?.op === 'constant' && instruction.values.every((value) => value === 1);
}
