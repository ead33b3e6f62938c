import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './tools.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lockfile
 */

/**
 * @param {string} path
 * @returns {Lockfile | undefined}
 */
function readLockfile(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Whether node_modules holds what the lock file asks for. npm ends an install by writing down what it installed;
 * optional packages may be missing there, because most of them are for other systems.
 * @param {Lockfile | undefined} wanted
 * @param {Lockfile | undefined} installed
 */
export function isInstalled(wanted, installed) {
  if (!wanted || !installed) return false;
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    return found ? found.version === version : optional === true;
  });
}

/** Installs the locked packages where they are missing or others; does nothing, and needs no network, otherwise. */
export async function ensureInstalled() {
  const wanted = readLockfile(join(root, 'package-lock.json'));
  const installed = readLockfile(join(root, 'node_modules', '.package-lock.json'));
  if (isInstalled(wanted, installed)) return;
  console.log('Installing packages (npm ci) ...');
  const npm = process.env.npm_execpath;
  const status = npm
    ? await run([process.execPath, npm, 'ci'])
    : await run(['npm', 'ci'], { shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ci ended with status ${status}; the packages are not installed.`);
}
