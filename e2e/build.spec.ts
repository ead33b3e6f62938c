import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

const FOLDER = new URL('../dist/assets/', import.meta.url);

test('no chunk of the build imports the entry of a worker, which WebKit would run twice', () => {
  const chunks = readdirSync(FOLDER).filter((name) => name.endsWith('.js'));
  const entries = chunks.filter((name) => /Worker-/.test(name));
  expect(entries).toHaveLength(5);
  for (const chunk of chunks) {
    const text = readFileSync(new URL(chunk, FOLDER), 'utf8');
    const imported = [...text.matchAll(/(?:from|import)\s*\(?\s*["'`]\.\/([^"'`]+)["'`]/g)].map(
      ([, name]) => name,
    );
    expect(imported.filter((name) => name !== undefined && entries.includes(name))).toEqual([]);
  }
  for (const entry of entries) expect(readFileSync(new URL(entry, FOLDER)).length).toBeLessThan(2000);
});
