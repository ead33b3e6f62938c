import { argsOf, type Instruction, type ValueId } from './operations';

/**
 * Keeps what `roots` need, in order. Returns the kept instructions and the new position of every kept old one.
 */
export function keepReachable(
  instructions: readonly Instruction[],
  roots: Iterable<ValueId>,
): { instructions: Instruction[]; moved: ReadonlyMap<ValueId, ValueId> } {
  const needed = new Uint8Array(instructions.length);
  for (const root of roots) needed[root] = 1;
  for (let id = instructions.length - 1; id >= 0; id--) {
    const instruction = instructions[id];
    if (needed[id] && instruction) for (const arg of argsOf(instruction)) needed[arg] = 1;
  }
  const moved = new Map<ValueId, ValueId>();
  const kept: Instruction[] = [];
  instructions.forEach((instruction, id) => {
    if (!needed[id]) return;
    moved.set(id, kept.length);
    kept.push(renumber(instruction, moved));
  });
  return { instructions: kept, moved };
}

function renumber(instruction: Instruction, moved: ReadonlyMap<ValueId, ValueId>): Instruction {
  if (!('args' in instruction)) return instruction;
  const args = instruction.args.map((arg) => at(moved, arg));
  return { ...instruction, args } as Instruction;
}

function at(moved: ReadonlyMap<ValueId, ValueId>, id: ValueId): ValueId {
  const position = moved.get(id);
  if (position === undefined) throw new Error(`instruction ${id} is used before it is made`);
  return position;
}
