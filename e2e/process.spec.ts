import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const PROCESS = fileURLToPath(new URL('./engines/process.ts', import.meta.url));

/** Starts a group, tells the number of its leader, and waits for its end. */
const RUNNER = `
  const { startGroup } = await import(${JSON.stringify(PROCESS)});
  const { leader } = startGroup('sh', ['-c', 'sleep 300 & sleep 300'], { stdio: 'ignore' });
  process.stdout.write(String(leader.pid));
`;

test('a browser ends with the runner that started it, even one that is killed', async () => {
  test.skip(process.platform !== 'linux', 'other engines are tried on Linux alone');
  const runner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', RUNNER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const leader = await new Promise<number>((resolve, reject) => {
    runner.stdout.once('data', (data) => resolve(Number(data)));
    runner.once('exit', () => reject(new Error('the runner ended')));
  });
  const wasAlive = isAlive(leader);
  runner.kill('SIGKILL');
  expect(wasAlive).toBe(true);
  await expect.poll(() => isAlive(leader)).toBe(false);
});

/** A process that nobody has buried yet is dead all the same. */
function isAlive(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !readFileSync(file, 'utf8').includes(') Z ');
}
