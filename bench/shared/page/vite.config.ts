import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** Shared memory, and with it jax-js's threads, is only for pages isolated from other origins. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    chunkSizeWarningLimit: 4000,
    // TensorFlow.js hands the text of a function to its threads, whose names must stay.
    minify: false,
  },
  preview: { headers: isolation },
});
