import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The gallery's workers are still: see stillWorker.ts. So what the real ones import need not be bundled. */
const emptyWorkers: Plugin = {
  name: 'empty-workers',
  enforce: 'pre',
  load: (id) => (/Worker\.ts(\?.*)?$/.test(id) ? 'export {};' : null),
};

/** A page for developers and visual tests that shows everything from fixed data; never part of the product. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  cacheDir: '../../.cache/vite-gallery',
  plugins: [react()],
  worker: { format: 'es', plugins: () => [emptyWorkers] },
  server: { fs: { allow: ['../..'] } },
  build: {
    target: 'es2022',
    outDir: fileURLToPath(new URL('../../dist-harness/gallery', import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
  },
});
