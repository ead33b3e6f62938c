import type { Builder, Value } from '../ir/builder';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { type Adjoints, RULES, type RuleInput } from './rules';

/**
 * Appends the gradient of a scalar in each of `inputs` (reverse mode, Griewank and Walther 2008, chapter 3).
 * Inputs may be any values of the builder; each gradient has its input's shape. An input that the output does not
 * depend on differentiably gets zeros.
 */
export function gradient(b: Builder, output: Value, inputs: readonly Value[]): Value[] {
  if (output.shape.length !== 0) throw new Error('only a scalar has a gradient');
  const active = activeValues(b, output.id, inputs);
  const adjoints = new Map<ValueId, Value>([[output.id, b.constant(1)]]);
  for (let id = output.id; id >= 0; id--) {
    const g = adjoints.get(id);
    if (!g || !active[id]) continue;
    const instruction = b.instruction(id);
    const args = argsOf(instruction);
    if (!args.some((arg) => active[arg])) continue;
    const contributions = applyRule(b, instruction, id, g);
    args.forEach((arg, position) => {
      const contribution = contributions[position];
      if (!contribution || !active[arg]) return;
      const sum = adjoints.get(arg);
      adjoints.set(arg, sum ? b.add(sum, contribution) : contribution);
    });
  }
  return inputs.map((input) => {
    const g = adjoints.get(input.id);
    return b.broadcast(g ?? 0, input.shape);
  });
}

/** Marks what depends on an input. */
function activeValues(b: Builder, output: ValueId, inputs: readonly Value[]): Uint8Array {
  const active = new Uint8Array(output + 1);
  for (const { id } of inputs) if (id <= output) active[id] = 1;
  for (let id = 0; id <= output; id++) {
    const instruction = b.instruction(id);
    if (instruction.op !== 'stop' && argsOf(instruction).some((arg) => active[arg])) active[id] = 1;
  }
  return active;
}

function applyRule(b: Builder, instruction: Instruction, id: ValueId, g: Value) {
  const args = argsOf(instruction).map((arg) => b.at(arg));
  // The table pairs every operation with the rule for its instruction; TypeScript cannot follow the pairing.
  const rule = RULES[instruction.op] as (input: RuleInput & { instruction: Instruction }) => Adjoints;
  return rule({ b, instruction, y: b.at(id), args, g });
}
