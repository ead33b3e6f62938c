import type { Instruction } from './operations';

/** Equal for equal instructions. JSON knows neither infinities nor the sign of zero, which only constants hold. */
export function instructionKey(instruction: Instruction): string {
  if (instruction.op !== 'constant') return JSON.stringify(instruction);
  const { shape, values } = instruction;
  return `constant ${shape.join()}: ${values.map((value) => (Object.is(value, -0) ? '-0' : value)).join()}`;
}
