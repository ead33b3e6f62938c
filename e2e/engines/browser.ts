import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium as playwright } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import { startFirefox } from './firefox';
import { type Session, untilAnswered } from './session';
import { startWebkit } from './webkit';

export const ENGINES = ['Chromium', 'Firefox', 'WebKitGTK'] as const;
export type Engine = (typeof ENGINES)[number];

/** How long a slow machine may take for what a test waits for. */
const PATIENCE = 30_000;

/** As `watch.js` leaves it in the page. */
interface Watched {
  readonly complaints: readonly string[];
  readonly workers: readonly { readonly address: string; readonly worker: Worker }[];
  looks: number;
}

/** A browser with one page, whatever its engine. */
export class Browser {
  constructor(readonly session: Session) {}

  /** Loads an address afresh. */
  async open(address: string): Promise<void> {
    await this.session.navigate('about:blank');
    await this.session.navigate(address);
  }

  /** What a function comes to in the page; it sees its arguments alone. */
  async evaluate<Args extends readonly unknown[], T>(work: (...args: Args) => T, ...args: Args): Promise<T> {
    const answer = await this.session.execute(`return (${work})(...arguments)`, args);
    return answer as T;
  }

  /** Waits until a function of the page says something other than undefined, null or false. */
  until<Args extends readonly unknown[], T>(
    what: string,
    work: (...args: Args) => T | undefined | null | false,
    ...args: Args
  ): Promise<T> {
    return untilAnswered(async () => (await this.evaluate(work, ...args)) || undefined, PATIENCE, what);
  }

  /** Waits until the page says this. */
  async untilSaid(words: string): Promise<void> {
    await this.until(
      `«${words}»`,
      (own) => document.body.innerText.replaceAll(/\s+/g, ' ').includes(own),
      words,
    );
  }

  /** Presses what is called so, once it is there and can be pressed. */
  async press(name: string): Promise<void> {
    await this.until(
      `the button ${name}`,
      (own) => {
        const found = [...document.querySelectorAll<HTMLElement>('button, [role=radio], label')].find(
          (button) =>
            (button.getAttribute('aria-label') ?? button.textContent ?? '').trim() === own &&
            !button.matches(':disabled'),
        );
        found?.click();
        return found !== undefined;
      },
      name,
    );
  }

  /** The number that a counter shows. */
  count(testId: string): Promise<number> {
    return this.evaluate(
      (id) =>
        Number(
          document.querySelector(`[data-testid=${id}]`)?.textContent?.replaceAll(/\D/g, '') || Number.NaN,
        ),
      testId,
    );
  }

  /** Waits until a counter shows more than so many. */
  async untilMore(testId: string, than: number): Promise<void> {
    await this.until(
      `more than ${than} ${testId}`,
      (id, least) =>
        Number(document.querySelector(`[data-testid=${id}]`)?.textContent?.replaceAll(/\D/g, '') || 0) >
        least,
      testId,
      than,
    );
  }

  /** Waits until the page says this no more. */
  async untilNotSaid(words: string): Promise<void> {
    await this.until(
      `no «${words}»`,
      (own) => !document.body.innerText.replaceAll(/\s+/g, ' ').includes(own),
      words,
    );
  }

  /** Moves a slider. */
  async slide(label: string, value: number): Promise<void> {
    await this.until(
      `the slider ${label}`,
      (own, to) => {
        const slider = document.querySelector<HTMLInputElement>(`input[type=range][aria-label="${own}"]`);
        // React hears of a value alone that was not set by way of its own property.
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        set?.call(slider, String(to));
        return slider?.dispatchEvent(new Event('input', { bubbles: true }));
      },
      label,
      value,
    );
  }

  /** Workers of this file break, once there is one. */
  async breakWorker(file: string): Promise<void> {
    await this.until(
      `a ${file}`,
      (own) => {
        const { workers } = Reflect.get(window, 'watched') as Watched;
        const broken = workers.filter(({ address }) => address.includes(own));
        for (const { worker } of broken) worker.dispatchEvent(new ErrorEvent('error', { message: 'boom' }));
        return broken.length > 0;
      },
      file,
    );
  }

  /** The page takes a second for more than a minute where it waits for a sign of life. */
  async hurry(on: boolean): Promise<void> {
    await this.evaluate(
      (looks) => {
        const watched = Reflect.get(window, 'watched') as Watched;
        watched.looks = looks;
      },
      on ? 70 : 1,
    );
  }

  /** What a healthy page never does. */
  complaints(): Promise<readonly string[]> {
    return this.evaluate(() => (Reflect.get(window, 'watched') as Watched).complaints);
  }

  quit(): Promise<void> {
    return this.session.quit();
  }
}

/** Why an engine cannot be tried here; undefined where it can. */
export function whyNot(engine: Engine): string | undefined {
  switch (engine) {
    case 'Chromium':
      return undefined;
    case 'Firefox':
      return firefoxPaths() ? undefined : 'install firefox-esr and xvfb';
    case 'WebKitGTK':
      return webkitPaths() ? undefined : 'install webkit2gtk-driver and xvfb';
  }
}

/** Starts an engine that can be tried here. */
export async function startBrowser(engine: Engine): Promise<Browser> {
  switch (engine) {
    case 'Chromium':
      return new Browser(await startChromium());
    case 'Firefox': {
      const paths = firefoxPaths();
      if (!paths) throw new Error('no Firefox');
      return new Browser(await startFirefox(paths));
    }
    case 'WebKitGTK': {
      const paths = webkitPaths();
      if (!paths) throw new Error('no WebKitGTK');
      return new Browser(await startWebkit(paths));
    }
  }
}

async function startChromium(): Promise<Session> {
  const executablePath = await findBrowser();
  const browser = await playwright.launch({
    ...(executablePath ? { executablePath } : {}),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  return {
    navigate: async (address) => {
      await page.goto(address);
    },
    // As the other engines do it: the body of a function that is called with the arguments.
    execute: (body, args) =>
      page.evaluate(
        `((...args) => { const own = function () { ${body} }; return own(...args); })(...${JSON.stringify(args)})`,
      ),
    quit: () => browser.close(),
  };
}

function firefoxPaths() {
  const browser = onPath(['firefox-esr', 'firefox']);
  const screen = onPath(['Xvfb']);
  return browser && screen ? { browser, screen } : undefined;
}

function webkitPaths() {
  const driver = onPath(['WebKitWebDriver']);
  const screen = onPath(['Xvfb']);
  const browser = ['4.1', '6.0', '4.0']
    .map((version) => `/usr/lib/${ARCHITECTURE}-linux-gnu/webkit2gtk-${version}/MiniBrowser`)
    .find((path) => existsSync(path));
  return driver && screen && browser ? { driver, screen, browser } : undefined;
}

const ARCHITECTURE = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

function onPath(names: readonly string[]): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}
