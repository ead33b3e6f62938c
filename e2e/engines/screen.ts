import { startGroup } from './process';

/** A screen without a monitor, for a browser to draw on. */
export interface Screen {
  /** As the environment variable DISPLAY names it. */
  readonly display: string;
  close(): Promise<void>;
}

export async function startScreen(path: string): Promise<Screen> {
  const args = ['-displayfd', '3', '-screen', '0', '1440x1000x24', '-nolisten', 'tcp'];
  const { leader: screen, end } = startGroup(path, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise<string>((resolve, reject) => {
    screen.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
    screen.once('error', reject);
    screen.once('exit', () => reject(new Error('the screen ended')));
  });
  return { display: `:${number}`, close: end };
}
