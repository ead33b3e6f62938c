import { register } from 'tsx/esm/api';

// A worker thread of Node 20 does not inherit what makes tsx read TypeScript.
register();
await import(new URL('./worker.ts', import.meta.url).href);
