import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGroup } from './process';
import { startScreen } from './screen';
import { type Session, untilAnswered } from './session';

const START_MILLISECONDS = 60_000;

/** A profile that asks no other host, and takes any port that is free for its commands. */
const PREFERENCES: Readonly<Record<string, unknown>> = {
  'marionette.port': 0,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.reportingpolicy.firstRun': false,
  // Without a graphics device it draws in software, as others do by default.
  'webgl.force-enabled': true,
};

/** Where Firefox and a screen without a monitor are: without a screen it has no WebGL. */
export interface FirefoxPaths {
  readonly browser: string;
  readonly screen: string;
}

/** Starts Firefox, which is commanded by Marionette: its own WebDriver, without geckodriver between. */
export async function startFirefox(paths: FirefoxPaths): Promise<Session> {
  const profile = await mkdtemp(join(tmpdir(), 'scg-firefox-'));
  const lines = Object.entries(PREFERENCES).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  await writeFile(join(profile, 'user.js'), lines.join('\n'));
  const { display, close } = await startScreen(paths.screen);
  const browser = startGroup(paths.browser, ['--marionette', '--no-remote', '--profile', profile], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, HOME: profile, MOZ_CRASHREPORTER_DISABLE: '1' },
  });
  const end = async () => {
    await browser.end();
    await close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await untilAnswered(
      async () => Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8')) || undefined,
      START_MILLISECONDS,
      'Firefox',
    );
    const marionette = await Marionette.open(port);
    await marionette.ask('WebDriver:NewSession', { strictFileInteractability: true });
    await marionette.ask('WebDriver:SetWindowRect', { width: 1440, height: 980 });
    return {
      navigate: async (url) => {
        await marionette.ask('WebDriver:Navigate', { url });
      },
      execute: async (script, args) => {
        const answer = await marionette.ask('WebDriver:ExecuteScript', { script, args });
        return answer.value;
      },
      quit: async () => {
        marionette.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

interface Answer {
  readonly value?: unknown;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Messages are JSON behind their length in bytes and a colon: [0, id, command, parameters], answered by [1, id, error, result]. */
class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, Waiting>();
  #heard = Buffer.alloc(0);
  #asked = 0;

  private constructor(socket: Socket, greeted: () => void) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#heard = Buffer.concat([this.#heard, chunk]);
      for (let message = this.#next(); message !== undefined; message = this.#next()) {
        if (Array.isArray(message)) this.#hear(message);
        else greeted();
      }
    });
    const fail = (error?: Error) => {
      for (const { reject } of this.#waiting.values()) reject(error ?? new Error('Firefox hung up'));
      this.#waiting.clear();
    };
    socket.on('error', fail);
    socket.on('close', () => fail());
  }

  static open(port: number): Promise<Marionette> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      const marionette: Marionette = new Marionette(socket, () => resolve(marionette));
    });
  }

  ask(command: string, parameters: object): Promise<Answer> {
    const id = ++this.#asked;
    const message = JSON.stringify([0, id, command, parameters]);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #next(): unknown {
    const colon = this.#heard.indexOf(':');
    if (colon < 0) return undefined;
    const end = colon + 1 + Number(this.#heard.subarray(0, colon));
    if (this.#heard.length < end) return undefined;
    const message: unknown = JSON.parse(this.#heard.subarray(colon + 1, end).toString());
    this.#heard = this.#heard.subarray(end);
    return message;
  }

  #hear([, id, error, result]: readonly unknown[]): void {
    const waiting = this.#waiting.get(Number(id));
    this.#waiting.delete(Number(id));
    if (error) waiting?.reject(new Error(`Firefox: ${JSON.stringify(error)}`));
    else waiting?.resolve((result ?? {}) as Answer);
  }
}
