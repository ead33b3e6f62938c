import type { Effort, Measurement } from '../measurement';
import type { Competitor } from './competitor';
import { measure } from './measure';
import { type TaskName, taskNamed } from './task';

/** Each competitor loads alone, in a page of its own, so that none pays for another's memory or shaders. */
const competitors = {
  tensorflow: async () => (await import('./tensorflow')).tensorflow,
  'jax wasm': async () => (await import('./jax')).jax('wasm'),
  'jax webgl': async () => (await import('./jax')).jax('webgl'),
  'jax webgpu': async () => (await import('./jax')).jax('webgpu'),
} satisfies Record<string, () => Promise<Competitor>>;

export type CompetitorName = keyof typeof competitors;

export interface BenchPage {
  measure(competitor: CompetitorName, task: TaskName, effort: Effort): Promise<Measurement>;
  renderer(): string;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

window.bench = {
  async measure(competitor, task, effort) {
    return measure(await competitors[competitor](), taskNamed(task), effort);
  },
  renderer() {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    const names = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'no WebGL2';
  },
};
