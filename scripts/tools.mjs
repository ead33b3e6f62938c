import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The installed tools by their own scripts, so that no shell is needed to start them on any system. */
const entries = {
  biome: '@biomejs/biome/bin/biome',
  knip: 'knip/bin/knip.js',
  playwright: '@playwright/test/cli.js',
  tsc: 'typescript/bin/tsc',
  vite: 'vite/bin/vite.js',
  vitest: 'vitest/vitest.mjs',
};

/** Vite would write its configuration, bundled, into node_modules, which may be read-only. */
const IN_PLACE = ['--configLoader', 'runner'];

/** @type {Partial<Record<keyof typeof entries, readonly string[]>>} */
const always = { vite: IN_PLACE, vitest: IN_PLACE };

/**
 * The command line that runs an installed tool.
 * @param {keyof typeof entries} name
 * @param {readonly string[]} args
 */
export function tool(name, args) {
  return [process.execPath, join(root, 'node_modules', entries[name]), ...args, ...(always[name] ?? [])];
}

/**
 * Runs a command in the repository's root and gives its exit status (1 where it could not start).
 * @param {readonly string[]} command
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run([program, ...args], options = {}) {
  return new Promise((resolve) => {
    if (program === undefined) return resolve(1);
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(`${program}: ${error.message}`);
      resolve(1);
    });
    child.on('close', (status) => resolve(status ?? 1));
  });
}
