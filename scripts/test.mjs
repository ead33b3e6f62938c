// `npm test`: every check of the repository, one after the other, ended by one line that counts them.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { obtainBrowser } from './browser.mjs';
import { countPlaywright, countReport, countVitest, reasonsOfSkips } from './counts.mjs';
import { freePort } from './freePort.mjs';
import { ensureInstalled } from './install.mjs';
import { root, run, tool } from './tools.mjs';

/** @typedef {import('./counts.mjs').Count} Count */

const reports = join(root, '.cache', 'reports');
const unitReport = join(reports, 'vitest.json');
const pageReport = join(reports, 'playwright.json');

/**
 * @param {number} status
 * @returns {Count}
 */
const one = (status) => ({ passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 });

async function unitTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  const status = await run(tool('vitest', ['run', ...reporters]));
  return countReport(unitReport, status, countVitest);
}

async function endToEndTests() {
  const browser = await obtainBrowser();
  if (!browser) {
    console.error('No Chromium or Chrome to test in: install one, or name it in CHROME_PATH.');
    return one(1);
  }
  console.log(`Browser: ${browser}`);
  const env = {
    ...process.env,
    CHROME_PATH: browser,
    PREVIEW_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: pageReport,
  };
  const status = await run(tool('playwright', ['test', '--reporter=list,json']), { env });
  return countReport(pageReport, status, (report, own) => {
    skips.push(...reasonsOfSkips(report));
    return countPlaywright(report, own);
  });
}

/**
 * What could not be tried here, to be said at the end, where it is read.
 * @type {string[]}
 */
const skips = [];

/** @type {Count & { lines: string[] }} */
const total = { passed: 0, failed: 0, skipped: 0, lines: [] };

/**
 * @param {string} name
 * @param {() => Promise<Count>} check
 */
async function step(name, check) {
  console.log(`\n=== ${name} ===`);
  const start = performance.now();
  const count = await check();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  total.passed += count.passed;
  total.failed += count.failed;
  total.lines.push(`${name}: ${count.passed} passed, ${count.failed} failed${skipped} (${seconds} s)`);
  console.log(`--- ${total.lines.at(-1)}`);
  return count.failed === 0;
}

async function everyStep() {
  await step('Types', async () => one(await run(tool('tsc', ['--noEmit']))));
  await step('Lint', async () => one(await run(tool('biome', ['check', '--error-on-warnings']))));
  await step('Unused code', async () => one(await run(tool('knip', []))));
  await step('Unit tests', unitTests);
  const built = await step('Build', async () => one(await run(tool('vite', ['build']))));
  await step('End-to-end tests', async () => {
    if (built) return endToEndTests();
    console.error('Not run: there is no build to test.');
    return one(1);
  });
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
try {
  await ensureInstalled();
  await everyStep();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed += 1;
}
console.log(`\n${total.lines.join('\n')}\n`);
for (const why of skips) console.log(`!!! ${why}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
