import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

/** A process with all that it starts. */
export interface Group {
  readonly leader: ChildProcess;
  end(): Promise<void>;
}

/** Waits until nobody holds the other end of its input, and then ends the group of its argument. */
const WATCH = 'read -r _; kill -s KILL -- "-$0"';

/** Starts a program whose group does not outlive this process either, however that ends: a killed one can clear nothing away. */
export function startGroup(program: string, args: readonly string[], options: SpawnOptions): Group {
  const leader = spawn(program, args, { ...options, detached: true });
  const { pid } = leader;
  if (pid === undefined) return { leader, end: async () => undefined };
  const watcher = spawn('sh', ['-c', WATCH, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  const gone = new Promise<void>((resolve) => {
    leader.once('exit', () => resolve());
  });
  const end = async () => {
    watcher.kill('SIGKILL');
    killGroup(pid);
    await gone;
  };
  return { leader, end };
}

/** Also of a leader that has ended before what it started. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
