import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { failed } from '../shared/failed';
import { pythonWithTorch } from '../shared/pythonWithTorch';
import type { Effort, Outcome, Row } from './measurement';
import { taskNames } from './page/task';

const run = promisify(execFile);
const script = fileURLToPath(new URL('torch_estimates.py', import.meta.url));

/** OpenMP's threads wait by spinning unless told otherwise; which is quicker depends on what else the machine does. */
const waits = ['active', 'passive'] as const;

const outcome = v.union([
  v.object({ error: v.string() }),
  v.object({
    device: v.string(),
    variant: v.string(),
    batch: v.number(),
    estimatesPerSecond: v.number(),
    slowest: v.number(),
    fastest: v.number(),
    worstDeviation: v.number(),
    checkedEstimates: v.number(),
  }),
]);

const printed = v.object({ version: v.string(), tasks: v.record(v.picklist(taskNames), outcome) });

/** PyTorch in the first Python that has it (Debian's package belongs to /usr/bin/python3), each task at its best. */
export async function measurePyTorch(effort: Effort): Promise<Row> {
  const { python, reasons } = await pythonWithTorch();
  if (!python) return everywhere(`no PyTorch: ${reasons.join('; ')}`);
  try {
    const runs: v.InferOutput<typeof printed>[] = [];
    for (const wait of waits) {
      const env = { ...process.env, OMP_WAIT_POLICY: wait };
      const { stdout } = await run(python, [script, JSON.stringify(effort)], { env });
      runs.push(v.parse(printed, JSON.parse(stdout)));
    }
    return {
      label: `PyTorch ${runs[0]?.version ?? ''}`,
      outcomes: Object.fromEntries(
        taskNames.map((task) => [task, best(runs.flatMap(({ tasks }) => tasks[task] ?? []))]),
      ),
    };
  } catch (error) {
    return everywhere(failed(error).error);
  }
}

/** An error stands before any time: a wrong result is not made good by a lucky run. */
function best(outcomes: readonly Outcome[]): Outcome {
  const [first, ...rest] = outcomes;
  if (!first) return { error: 'no result' };
  return rest.reduce((a, b) => {
    if ('error' in a) return a;
    if ('error' in b) return b;
    return b.estimatesPerSecond > a.estimatesPerSecond ? b : a;
  }, first);
}

function everywhere(error: string): Row {
  return { label: 'PyTorch', outcomes: Object.fromEntries(taskNames.map((task) => [task, { error }])) };
}
