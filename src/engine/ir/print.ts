import type { Program } from './program';
import { printShape } from './shape';

/** The program as text, one instruction a line: `v3 = mul v1 v2 : [4]`. For tests and for reading. */
export function printProgram(program: Program): string {
  const lines = program.instructions.map((instruction, id) => {
    const { op, shape, ...rest } = instruction;
    const args = 'args' in rest ? rest.args.map((arg) => ` v${arg}`).join('') : '';
    const facts = Object.entries(rest)
      .filter(([key]) => key !== 'args')
      .map(([key, value]) => ` ${key}=${JSON.stringify(value)}`)
      .join('');
    return `v${id} = ${op}${args}${facts}${shape.length > 0 ? ` : ${printShape(shape)}` : ''}`;
  });
  for (const { name, value } of program.outputs) lines.push(`${name} = v${value}`);
  for (const { name, next } of program.states) lines.push(`next ${name} = v${next}`);
  return lines.join('\n');
}
