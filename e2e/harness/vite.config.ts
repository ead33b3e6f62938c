import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page that runs the engine's fused executor for the browser tests; never part of the product. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
  },
});
