import { argsOf, type Instruction, type ValueId } from './operations';

/**
 * Keeps what `roots` need, in order. Returns the kept instructions and the new position of every kept old one.
 */
export function keepReachable(
  instructions: readonly Instruction[],
  roots: Iterable<ValueId>,
): { instructions: Instruction[]; moved: ReadonlyMap<ValueId, ValueId> } {
  const needed = new Uint8Array(instructions.length);
  const ids: ValueId[] = [];
  const need = (id: ValueId): void => {
    if (needed[id]) return;
    needed[id] = 1;
    ids.push(id);
  };
  for (const root of roots) need(root);
  // No more is looked at than is needed: a list may hold the formulas of a whole graph.
  for (let i = 0; i < ids.length; i++) {
    const instruction = instructions[ids[i] ?? 0];
    if (instruction) for (const arg of argsOf(instruction)) need(arg);
  }
  const moved = new Map<ValueId, ValueId>();
  const kept: Instruction[] = [];
  for (const id of Int32Array.from(ids).sort()) {
    const instruction = instructions[id];
    if (!instruction) continue;
    moved.set(id, kept.length);
    kept.push(renumber(instruction, moved));
  }
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
