import type { Effort, EstimatorRow, Timing, Tuning } from '../../estimates/measurement';
import type { Competitor, Variant } from '../../estimates/page/competitor';
import { measure, tune } from '../../estimates/page/measure';
import { type TaskName, taskNamed } from '../../estimates/page/task';
import type { TrainingRequest, TrainingResult } from '../../training/page';
import type { VaePage } from '../../vae/page/vaePage';

/** Each loads alone, so that a page holds one competitor's code only. */
const competitors = {
  fused: async () => (await import('../../estimates/page/engine')).fused,
  reference: async () => (await import('../../estimates/page/engine')).reference,
  tensorflow: async () => (await import('../../estimates/page/tensorflow')).tensorflow,
  'jax wasm': async () => (await import('../../estimates/page/jax')).jax('wasm'),
  'jax webgl': async () => (await import('../../estimates/page/jax')).jax('webgl'),
  'jax webgpu': async () => (await import('../../estimates/page/jax')).jax('webgpu'),
} satisfies Record<string, () => Promise<Competitor>>;

export type CompetitorName = keyof typeof competitors;

export interface BenchPage {
  /** Rejects with the reason where the competitor cannot run here. */
  open(competitor: CompetitorName): Promise<{ device: string; variants: string[] }>;
  /** The variant by its place among those that `open` named. */
  tune(competitor: CompetitorName, variant: number, task: TaskName, effort: Effort): Promise<Tuning>;
  measure(
    competitor: CompetitorName,
    variant: number,
    task: TaskName,
    batch: number,
    effort: Effort,
  ): Promise<Timing>;
  /** Every estimator on one graph. */
  estimators(): Promise<EstimatorRow[]>;
  /** Trains a document in the product's own worker. */
  train(request: TrainingRequest): Promise<TrainingResult>;
  /** The autoencoder's benchmark. */
  vae(): Promise<VaePage>;
  renderer(): string;
}

declare global {
  interface Window {
    bench?: BenchPage;
  }
}

async function variantOf(competitor: CompetitorName, index: number): Promise<Variant> {
  const { variants } = await (await competitors[competitor]()).open();
  const variant = variants[index];
  if (!variant) throw new Error(`${competitor} has no variant ${index}`);
  return variant;
}

window.bench = {
  async open(competitor) {
    const { device, variants } = await (await competitors[competitor]()).open();
    return { device, variants: variants.map(({ name }) => name) };
  },
  async tune(competitor, variant, task, effort) {
    return tune(await variantOf(competitor, variant), taskNamed(task), effort);
  },
  async measure(competitor, variant, task, batch, effort) {
    return measure(await variantOf(competitor, variant), taskNamed(task), batch, effort);
  },
  async estimators() {
    return (await import('../../estimates/page/estimators')).measureEstimators();
  },
  async train(request) {
    return (await import('../../training/page')).train(request);
  },
  async vae() {
    return (await import('../../vae/page/vaePage')).vaePage;
  },
  renderer() {
    const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
    const names = gl?.getExtension('WEBGL_debug_renderer_info');
    return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'no WebGL2';
  },
};
