import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** KaTeX and Plotly set inline styles; training compiles WebAssembly; nothing needs eval or is fetched from another host. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only the built page carries the policy: the development server injects inline scripts of its own. */
function policyInBuiltPage(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * TensorFlow.js brings `long`, which tries WebAssembly as it loads and does without where it may not. Refused by the
 * policy, the try itself would be reported as a violation, so the build leaves it out.
 */
function longWithoutWebAssembly(): Plugin {
  return {
    name: 'long-without-webassembly',
    apply: 'build',
    transform: {
      filter: { id: /node_modules[\\/]long[\\/].*\.js$/ },
      handler(code) {
        const changed = code.replace(/new WebAssembly\.Instance\([\s\S]*?\)\.exports/, 'null');
        if (changed === code) this.error('The package `long` no longer tries WebAssembly where it used to.');
        return { code: changed, map: null };
      },
    },
  };
}

export default defineConfig({
  // Relative addresses, so that the built page works in any folder of any host.
  base: './',
  plugins: [react(), policyInBuiltPage(), longWithoutWebAssembly()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Plotly alone is above vite's default, and it is loaded only when a chart is first shown.
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'plotly', test: /node_modules[\\/]plotly/ },
            { name: 'tensorflow', test: /node_modules[\\/]@tensorflow/ },
          ],
        },
      },
    },
  },
  test: {
    environment: 'node',
    // Modules are loaded once a worker, not once a file: tests that stub something take it back.
    isolate: false,
    // By default one processor is left alone, which of two is half.
    maxWorkers: '100%',
    include: ['src/**/*.test.{ts,tsx}'],
    // A guard against what never ends: no test measures time, however slow or busy the machine is.
    testTimeout: 300_000,
  },
});
