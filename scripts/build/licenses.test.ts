import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { foldersOf, licensesOf } from './licenses';

const ROOT = new URL('../../', import.meta.url).pathname;
const inside = (path: string) => `${ROOT}node_modules/${path}`;

const textOf = (...paths: readonly string[]) => licensesOf(foldersOf(paths.map(inside)));

test('every package that the page depends on has a license to show', () => {
  const { dependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'));
  const entries: Readonly<Record<string, string>> = {
    '@tensorflow/tfjs-backend-cpu': 'dist/base.js',
    '@tensorflow/tfjs-backend-webgl': 'dist/base.js',
    '@tensorflow/tfjs-core': 'dist/base.js',
  };
  for (const name of Object.keys(dependencies))
    expect(textOf(`${name}/${entries[name] ?? 'package.json'}`)).toContain(`\n${name} `);
});

test('our own license comes first, then each package once, whatever is imported of it', () => {
  const text = textOf('react/index.js', 'react/cjs/react.js', 'react/jsx-runtime.js?v=1');
  expect(text).toMatch(/^SCG lab\n\nMIT License\n\nCopyright/);
  expect(text.split('\nreact ')).toHaveLength(2);
  expect(text).toContain('Copyright (c) Meta Platforms');
});

test('packages without a file of theirs have the text of what they name, under their own notices', () => {
  const text = textOf('@tensorflow/tfjs-core/dist/base.js');
  expect(text).toMatch(/Copyright 20\d\d Google/);
  expect(text).toContain('END OF TERMS AND CONDITIONS');
  expect(textOf('seedrandom/seedrandom.js')).toMatch(
    /Copyright 2019 David Bau\.\s+Permission is hereby granted/,
  );
});

test('what is inside a package is listed, too: fonts, and what others have bundled', () => {
  expect(textOf('katex/dist/katex.mjs')).toMatch(/Reserved Font Names KaTeX_AMS[\s\S]*SIL OPEN FONT LICENSE/);
  expect(textOf('@fontsource-variable/inter/index.css')).toContain('SIL OPEN FONT LICENSE');
  expect(textOf('plotly.js-cartesian-dist-min/a.js')).toContain('@plotly/d3: Copyright');
  expect(textOf('@dagrejs/dagre/dist/dagre.esm.js')).toContain('@dagrejs/graphlib');
});

test('what Vite and rolldown write into the page is theirs', () => {
  const text = licensesOf(foldersOf(['\0vite/preload-helper.js', '\0rolldown/runtime.js', '/src/main.tsx']));
  expect(text).toContain('VoidZero');
  expect(text).toMatch(/\nrolldown \d/);
});

test('a package without a license breaks the build', () => {
  expect(() => licensesOf(new Map([[inside('@tensorflow/tfjs-core'), []]]))).toThrow(
    /comes without a license/,
  );
});
