import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, tool } from './tools.mjs';

const namesOnPath = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

function usualPlaces() {
  if (process.platform === 'darwin') {
    return [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ];
  }
  if (process.platform === 'win32') {
    const { PROGRAMFILES, LOCALAPPDATA } = process.env;
    return [PROGRAMFILES, process.env['PROGRAMFILES(X86)'], LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'));
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** Some systems install a `chromium-browser` that only says how to get one, so a browser must tell its version. */
function isBrowser(/** @type {string} */ path) {
  if (!existsSync(path)) return false;
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** Playwright's own download, wherever it keeps it. */
async function playwrightsBrowser() {
  const { chromium } = await import('@playwright/test');
  return chromium.executablePath();
}

/**
 * The path of an installed Chromium or Chrome; CHROME_PATH goes before all others.
 * @returns {Promise<string | undefined>}
 */
export async function findBrowser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH is ${named}, where there is no file.`);
    return named;
  }
  return [...usualPlaces(), await playwrightsBrowser()].find(isBrowser);
}

/** The first way that leaves a browser behind: Playwright's download, then, for root on Debian, the system's package. */
export async function obtainBrowser() {
  const found = await findBrowser();
  if (found) return found;

  console.log('No Chromium or Chrome found; asking Playwright for one ...');
  await run(tool('playwright', ['install', 'chromium']), { stdio: 'ignore', timeout: 600_000 });
  const downloaded = await findBrowser();
  if (downloaded) return downloaded;

  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log("Installing the system's chromium package ...");
    const quietly = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await run(['apt-get', 'update', '-qq'], quietly);
    await run(['apt-get', 'install', '-y', '-qq', 'chromium'], quietly);
  }
  return findBrowser();
}
