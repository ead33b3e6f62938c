import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../../src/engine/base/messageOf';

const run = promisify(execFile);

/** The first Python that has PyTorch, or why each of them has none. */
export async function pythonWithTorch(): Promise<{ python: string | undefined; reasons: string[] }> {
  const reasons: string[] = [];
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      await run(python, ['-c', 'import torch']);
      return { python, reasons };
    } catch (error) {
      reasons.push(`${python}: ${messageOf(error).trim().split('\n').at(-1)}`);
    }
  }
  return { python: undefined, reasons };
}
