import { expect, test } from 'vitest';
import { wrongImports } from './workersInOneGraph';

const chunk = (name: string, imports: readonly string[] = [], dynamicImports: readonly string[] = []) => ({
  fileName: `${name}.js`,
  isEntry: name === 'page' || name.endsWith('Worker'),
  facadeModuleId: `/src/${name}.ts`,
  imports: imports.map((other) => `${other}.js`),
  dynamicImports: dynamicImports.map((other) => `${other}.js`),
});

const workers = new Set(['/src/aWorker.ts', '/src/bWorker.ts']);

test('page and workers may share what is no entry', () => {
  const chunks = [chunk('page', ['engine']), chunk('aWorker', ['engine']), chunk('bWorker', [], ['engine'])];
  expect(wrongImports([...chunks, chunk('engine')], workers)).toEqual([]);
});

test('nothing imports the entry of a worker', () => {
  expect(wrongImports([chunk('aWorker'), chunk('lazy', ['aWorker'])], workers)).toEqual([
    'lazy.js imports aWorker.js, the entry of a worker.',
  ]);
  expect(wrongImports([chunk('aWorker'), chunk('bWorker', [], ['aWorker'])], workers)).toHaveLength(1);
});

test('no worker reaches the entry of the page', () => {
  const chunks = [
    chunk('aWorker', ['engine']),
    chunk('engine', [], ['lazy']),
    chunk('lazy', ['page']),
    chunk('page'),
  ];
  expect(wrongImports(chunks, workers)).toEqual(['aWorker.js reaches page.js, the entry of the page.']);
});
