import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SOURCES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => join(ROOT, path));

const textOf = (path: string) => readFileSync(path, 'utf8');

/** Paths without extension that a file names in any kind of import. */
function importsOf(path: string): string[] {
  const found = textOf(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return [...found].map(([, name]) => resolve(dirname(path), name ?? ''));
}

const entries = SOURCES.flatMap((path) =>
  [...textOf(path).matchAll(/new Worker\(\s*new URL\('(\.[^']+)\.ts', import\.meta\.url\)/g)].map(
    ([, name]) => resolve(dirname(path), name ?? ''),
  ),
).filter((entry) => !entry.includes('.test'));

const known = new Set(SOURCES.map((path) => path.replace(/\.tsx?$/, '')));

/** WebKit runs an entry once more for a chunk that imports it: so it is a stub, which loads the work and is loaded by none. */
describe.each(entries.filter((entry) => known.has(entry)))('the entry %s', (entry) => {
  test('does nothing but load the work', () => {
    expect(textOf(`${entry}.ts`).replace(/\/\*\*.*?\*\//s, '')).toMatch(
      /^\s*import \{ enter \} from '\.\.\/jobs\/enter';\s*enter\(\(\) => import\('\.\/\w+Service'\)\);\s*$/,
    );
  });

  test('is imported by nothing', () => {
    expect(SOURCES.filter((path) => importsOf(path).includes(entry))).toEqual([]);
  });
});

test('every worker is looked at', () => {
  expect(entries.filter((entry) => known.has(entry))).toHaveLength(5);
});
