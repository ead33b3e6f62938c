import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { pythonWithTorch } from '../shared/pythonWithTorch';
import { type Contestant, vaeTasks } from './contestant';
import { inBrief } from './page/rival';
import { BATCH, LAYERS, RATE, startOfVae } from './page/setting';

const script = fileURLToPath(new URL('torch_vae.py', import.meta.url));

const TUNING_SECONDS = 0.5;

const numbers = v.object({ phi: v.array(v.number()), theta: v.array(v.number()) });
const replies = {
  version: v.object({ version: v.string() }),
  tuned: v.object({ way: v.string(), threads: v.number(), tried: v.record(v.string(), v.unknown()) }),
  rate: v.object({ rate: v.number() }),
  trained: numbers,
  sums: v.object({ count: v.number(), sum: numbers, squares: numbers }),
};

/** PyTorch in a process of its own, each task in its quickest way and number of threads. */
export async function contestantInPyTorch(): Promise<Contestant & { readonly version: string }> {
  const { python, reasons } = await pythonWithTorch();
  if (!python) throw new Error(`no PyTorch: ${reasons.join('; ')}`);
  const folder = await mkdtemp(join(tmpdir(), 'vae-'));
  const problem = join(folder, 'problem.json');
  const { phi, theta, x } = startOfVae();
  const { pixels, hidden, causes } = LAYERS;
  await writeFile(
    problem,
    JSON.stringify({
      phi: [...phi],
      theta: [...theta],
      x: x.join(''),
      layers: [pixels, hidden, causes],
      batch: BATCH,
      rate: RATE,
    }),
  );
  // Threads that wait by spinning starve one another where other work wants a core.
  const env = { ...process.env, OMP_WAIT_POLICY: 'passive' };
  const child = spawn(python, [script, problem], { stdio: ['pipe', 'pipe', 'inherit'], env });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async <T>(schema: v.GenericSchema<unknown, T>, asked: object): Promise<T> => {
    child.stdin.write(`${JSON.stringify(asked)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended');
    const reply: unknown = JSON.parse(value);
    const failure = v.safeParse(v.object({ error: v.string() }), reply);
    if (failure.success) throw new Error(failure.output.error);
    return v.parse(schema, reply);
  };
  const { version } = await ask(replies.version, { do: 'version' });
  const words = { steps: '', estimates: '' };
  for (const task of vaeTasks) {
    const { way, threads } = await ask(replies.tuned, { do: 'tune', task, seconds: TUNING_SECONDS });
    words[task] = `${way}, ${threads} threads`;
  }
  return {
    version,
    words,
    rate: async (task, seconds) => (await ask(replies.rate, { do: 'rate', task, seconds })).rate,
    trained: (steps) => ask(replies.trained, { do: 'result', task: 'steps', count: steps }),
    brief: async (rounds) => {
      const { count, sum, squares } = await ask(replies.sums, {
        do: 'result',
        task: 'estimates',
        count: rounds,
      });
      const floats = (of: typeof sum) => ({
        phi: Float32Array.from(of.phi),
        theta: Float32Array.from(of.theta),
      });
      return inBrief({ count, sum: floats(sum), squares: floats(squares) });
    },
    close: async () => {
      child.stdin.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
