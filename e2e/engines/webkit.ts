import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/freePort.mjs';
import { startGroup } from './process';
import { startScreen } from './screen';
import { type Session, untilAnswered } from './session';

const START_MILLISECONDS = 60_000;

/** Where WebKitGTK's driver, its browser and a screen without a monitor are. */
export interface WebkitPaths {
  readonly driver: string;
  readonly browser: string;
  readonly screen: string;
}

/** Starts WebKitGTK's small browser on a screen of its own, commanded by the W3C's WebDriver. */
export async function startWebkit({ driver, browser, screen }: WebkitPaths): Promise<Session> {
  const home = await mkdtemp(join(tmpdir(), 'scg-webkit-'));
  const { display, close } = await startScreen(screen);
  const port = await freePort();
  const started = startGroup(driver, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, HOME: home, XDG_RUNTIME_DIR: home, NO_AT_BRIDGE: '1' },
  });
  const end = async () => {
    await started.end();
    await close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const ask = (path: string, body: object) => askDriver(`http://127.0.0.1:${port}/session${path}`, body);
    const options = { binary: browser, args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const id = await untilAnswered(
      async () => {
        const made = await ask('', { capabilities });
        return isSession(made) ? made.sessionId : undefined;
      },
      START_MILLISECONDS,
      'WebKitGTK',
    );
    await ask(`/${id}/window/rect`, { width: 1440, height: 900 });
    return {
      navigate: async (url) => {
        await ask(`/${id}/url`, { url });
      },
      execute: (script, args) => ask(`/${id}/execute/sync`, { script, args }),
      quit: end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** The value of an answer. Rejects with the driver's words. */
async function askDriver(address: string, body: object): Promise<unknown> {
  const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  const { value } = (await answer.json()) as { value: unknown };
  if (!answer.ok) throw new Error(`WebKit: ${JSON.stringify(value)}`);
  return value;
}

function isSession(value: unknown): value is { readonly sessionId: string } {
  return typeof value === 'object' && value !== null && 'sessionId' in value;
}
