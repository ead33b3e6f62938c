/**
 * Feeds the lab with what strangers may send: links, documents, expressions, tables and files of parameters, each made from a
 * valid one by a seed. What throws, or takes longer than it may, is printed and written to `.cache/fuzz/`, documents as the
 * smallest that still does. Exit status 1 where anything did.
 *
 *     npm run fuzz [-- --seed 1 --count 20000] [--seconds 600] [--longest 20] [--one]
 *
 * `--one` tries the one input of the seed in this process and prints it.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzedInput } from '../../src/engine/testing/fuzz/inputs';
import { smallest } from './smallest';
import { tried } from './tried';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '600' },
    longest: { type: 'string', default: '20' },
    one: { type: 'boolean', default: false },
  },
});
const from = Number(values.seed);
const folder = '.cache/fuzz';

if (values.one) {
  const input = fuzzedInput(from);
  console.log(input);
  console.log(await tried(input));
} else process.exitCode = await search();

async function search(): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const end = from + Number(values.count);
  const deadline = performance.now() + 1000 * Number(values.seconds);
  const endings = new Map<string, number>();
  const slow: string[] = [];
  let failed = 0;
  let seed = from;
  while (seed < end && performance.now() < deadline) {
    const told = await stretch(seed, end, deadline, (own, { ending, seconds }) => {
      const { kind } = fuzzedInput(own);
      endings.set(`${kind} ${ending}`, (endings.get(`${kind} ${ending}`) ?? 0) + 1);
      if (seconds > 2) slow.push(`seed ${own}: ${seconds.toFixed(1)} s of CPU`);
    });
    seed = told.next;
    if (told.failure === undefined) continue;
    failed++;
    await report(told.next - 1, told.failure);
  }
  for (const [ending, count] of [...endings].sort()) console.log(`${count} ${ending}`);
  for (const words of slow) console.log(words);
  console.log(`${seed - from} inputs, ${failed} failed, ${slow.length} slow`);
  return failed > 0 ? 1 : 0;
}

type Told = Awaited<ReturnType<typeof tried>>;

/** Tries one seed after the other in another process, until one fails, does not end, or there is no time left. */
function stretch(
  first: number,
  end: number,
  deadline: number,
  done: (seed: number, told: Told) => void,
): Promise<{ readonly next: number; readonly failure?: string }> {
  return new Promise((resolve) => {
    const child = fork(join(import.meta.dirname, 'child.ts'));
    let seed = first;
    let timer: NodeJS.Timeout | undefined;
    const stop = (failure?: string) => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.kill('SIGKILL');
      resolve({ next: seed, ...(failure === undefined ? {} : { failure }) });
    };
    const ask = () => {
      if (seed === end || performance.now() > deadline) return stop();
      child.send(seed);
      timer = setTimeout(() => {
        seed++;
        stop(`no answer after ${values.longest} s`);
      }, 1000 * Number(values.longest));
    };
    child.on('message', (told: Told | 'ready') => {
      if (told === 'ready') return ask();
      clearTimeout(timer);
      seed++;
      if (told.failure !== undefined) return stop(told.failure);
      done(seed - 1, told);
      ask();
    });
    child.on('exit', (code) => {
      seed++;
      stop(`the process ended with ${code}`);
    });
  });
}

async function report(seed: number, failure: string): Promise<void> {
  const input = fuzzedInput(seed);
  const isStuck = failure.startsWith('no answer') || failure.startsWith('the process');
  const shown = input.kind === 'document' && !isStuck ? await smallest(input, failure) : input;
  const text = 'text' in shown ? shown.text : Buffer.from(shown.bytes).toString('base64');
  writeFileSync(join(folder, `${seed}.txt`), text);
  console.log(`seed ${seed}, ${input.kind}: ${failure}\n  ${text.slice(0, 400)}`);
}
