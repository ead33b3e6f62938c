// `npm run goldens`: takes the goldens of the gallery anew, and makes them small.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './freePort.mjs';
import { ensureInstalled } from './install.mjs';
import { packPng } from './packPng.mjs';
import { root, run, tool } from './tools.mjs';

const folder = join(root, 'e2e', 'goldens');

/** @param {number} since milliseconds of 1970: what is older is of a section that is no more */
function packAll(since) {
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.png')) continue;
    const path = join(folder, name);
    if (statSync(path).mtimeMs < since) {
      rmSync(path);
      continue;
    }
    const packed = packPng(readFileSync(path));
    writeFileSync(path, packed);
    bytes += packed.length;
  }
  console.log(
    `Goldens of ${(bytes / 2 ** 20).toFixed(2)} MB are in e2e/goldens: look at those that changed.`,
  );
}

await ensureInstalled();
// Playwright's server wants a build to serve, though goldens are of the gallery.
if (!existsSync(join(root, 'dist'))) await run(tool('vite', ['build']));
const start = Date.now();
const status = await run(
  tool('playwright', ['test', 'goldens.spec.ts', '--update-snapshots=all', '--reporter=line']),
  { env: { ...process.env, PREVIEW_PORT: String(await freePort()) } },
);
if (status === 0) packAll(start);
process.exitCode = status;
