import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Where a worker is made. Group 2 is the address of its entry, group 3 the entry as written. */
const MADE = /(\bnew Worker\(\s*)(new URL\(\s*'([^']+)',\s*import\.meta\.url,?\s*\))/g;

const WORKER_ADDRESS = fileURLToPath(new URL('./workerAddress.ts', import.meta.url));

/** As Vite's helper begins, which loads what a chunk needs ahead of it. */
const PRELOAD = 'let promise = Promise.resolve();';

/** What is asked of a chunk here. */
interface Chunk {
  readonly fileName: string;
  readonly isEntry: boolean;
  readonly facadeModuleId: string | null;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

/**
 * Builds workers with the page, in one graph of modules. Vite builds each worker by itself, so that the page and each worker would have a copy
 * of the engine and of TensorFlow.js (vitejs/vite#16547). Here a worker's entry is a chunk of the page's build, and what several of them
 * import is a chunk that they share. The development server bundles nothing, and needs none of this.
 */
export function workersInOneGraph(): Plugin {
  const entries = new Set<string>();
  return {
    name: 'workers-in-one-graph',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { code: /\bnew Worker\(|\b__vitePreload\b/ },
      handler(code, id) {
        if (id.endsWith('vite/preload-helper.js')) {
          if (!code.includes(PRELOAD)) this.error('Vite preloads in another way than it used to.');
          // A worker has no document to put links into.
          const guarded = `if (typeof document === 'undefined') return baseModule();\n${PRELOAD}`;
          return { code: code.replace(PRELOAD, guarded), map: null };
        }
        if (!/\.tsx?$/.test(id)) return null;
        let made = 0;
        const changed = code.replace(MADE, (_made, before: string, _url, path: string) => {
          made++;
          const entry = resolve(dirname(id), path);
          entries.add(entry);
          // `strict`: what its chunk shares with others goes into another chunk, so that nothing imports the entry.
          const reference = this.emitFile({ type: 'chunk', id: entry, preserveSignature: 'strict' });
          return `${before}workerAddress(import.meta.ROLLUP_FILE_URL_${reference})`;
        });
        if (made !== code.match(/\bnew Worker\(/g)?.length)
          this.error(
            "A worker is made as new Worker(new URL('./entry.ts', import.meta.url), …), and not otherwise.",
          );
        return {
          code: `import { workerAddress } from ${JSON.stringify(WORKER_ADDRESS)};\n${changed}`,
          map: null,
        };
      },
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      for (const words of wrongImports(chunks, entries)) this.error(words);
    },
  };
}

/**
 * What of the imports of these chunks would start something twice or in the wrong place, in words. An entry that is imported, too, runs
 * twice in WebKit's workers; and a worker that imports the page's entry would start the page.
 */
export function wrongImports(chunks: readonly Chunk[], workers: ReadonlySet<string>): string[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const isWorker = ({ facadeModuleId }: Chunk) => facadeModuleId !== null && workers.has(facadeModuleId);
  const importsOf = (chunk: Chunk) =>
    [...chunk.imports, ...chunk.dynamicImports].flatMap((name) => byName.get(name) ?? []);
  const wrong = chunks.flatMap((chunk) =>
    importsOf(chunk)
      .filter(isWorker)
      .map((worker) => `${chunk.fileName} imports ${worker.fileName}, the entry of a worker.`),
  );
  for (const worker of chunks.filter(isWorker)) {
    const reached = new Set([worker]);
    for (const chunk of reached) for (const next of importsOf(chunk)) reached.add(next);
    for (const chunk of reached)
      if (chunk.isEntry && !isWorker(chunk))
        wrong.push(`${worker.fileName} reaches ${chunk.fileName}, the entry of the page.`);
  }
  return wrong;
}
