import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { katexFontsAsWoff2, longWithoutWebAssembly } from './scripts/build/leftOut.ts';
import { licenses } from './scripts/build/licenses.ts';
import { policyInBuiltPage } from './scripts/build/policy.ts';
import { startScript } from './scripts/build/startScript.ts';
import { workersInOneGraph } from './scripts/build/workersInOneGraph.ts';

export default defineConfig({
  // Relative addresses, so that the built page works in any folder of any host.
  base: './',
  // Not in node_modules, which may be read-only.
  cacheDir: '.cache/vite',
  plugins: [
    react(),
    workersInOneGraph(),
    startScript(),
    policyInBuiltPage(),
    longWithoutWebAssembly(),
    katexFontsAsWoff2(),
    licenses(),
  ],
  build: {
    target: 'es2022',
    // No address holds data: the policy then needs none to be allowed.
    assetsInlineLimit: 0,
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
    include: ['{src,scripts}/**/*.test.{ts,tsx}'],
    // A guard against what never ends: no test measures time, however slow or busy the machine is.
    testTimeout: 300_000,
  },
});
