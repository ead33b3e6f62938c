import { parseDocument } from '../../src/engine/document/parse';
import type { Document } from '../../src/engine/document/types';
import type { Call, Echo } from '../../src/engine/jobs/contract';
import type {
  ParameterNumbers,
  PictureFrame,
  PlanTraining,
  TrainingNews,
  TrainingOrder,
} from '../../src/engine/training/contract';

export interface TrainingRequest {
  /** The document as JSON. */
  readonly json: string;
  /** It trains no longer than this; the document's own limit of steps may end it before. */
  readonly milliseconds: number;
  /** Of every plan at the end: pictures on so many seeds. */
  readonly paintings: number;
}

export interface TrainingResult {
  readonly device: string;
  readonly milliseconds: number;
  readonly plans: readonly PlanResult[];
  /**
   * Of a pendulum, while its first plan was trained: the share of rollouts that ended upright, at most once a second.
   */
  readonly swing?: readonly { readonly milliseconds: number; readonly upright: number }[];
}

export interface PlanResult {
  readonly plan: string;
  readonly steps: number;
  readonly step: readonly number[];
  readonly cost: readonly number[];
  /** Empty without data; null where it was not worked out. */
  readonly heldOut: readonly (number | null)[];
  /** Total variance of one estimate of a parameter's gradient; null where it was not measured. */
  readonly variance: Readonly<Record<string, readonly (number | null)[]>>;
  /** The same before the first step. */
  readonly startVariance: Readonly<Record<string, number>>;
  readonly divergence: string | undefined;
  /** Points in the plane by node, x and y in turn. */
  readonly points: Readonly<Record<string, readonly number[]>>;
  readonly band: Band | undefined;
  /** Of a pendulum at the end: the share of rollouts that end within 0.3 rad of upright. */
  readonly upright?: number;
  /** Of paths with a goal at the end: the median distance of their ends from it. */
  readonly toGoal?: number;
}

export interface Band {
  readonly x: readonly number[];
  /** Quantiles 0.05, 0.25, 0.5, 0.75, 0.95 at each x. */
  readonly quantiles: readonly (readonly number[])[];
  /** x, y in turn. */
  readonly data: readonly number[];
}

/** With no news for so long, the worker rests. */
const QUIET_MILLISECONDS = 1000;

/** Trains as the product's page does: the same worker, orders and news. */
export async function train({ json, milliseconds, paintings }: TrainingRequest): Promise<TrainingResult> {
  const { document } = parseDocument(JSON.parse(json));
  if (!document) throw new Error('the document is not valid');
  const trainer = new Trainer();
  try {
    const device = await trainer.open(document, document.seed);
    const starts = new Map(trainer.plans.map(({ plan, parameters }) => [plan, variancesOf(parameters)]));
    const begun = performance.now();
    await trainer.runFor(milliseconds);
    const took = performance.now() - begun;
    const plans = trainer.plans;
    const painted = new Map<string, PictureFrame[]>();
    for (const { plan } of plans) painted.set(plan, await trainer.painted(plan));
    const ends = new Map<string, ParameterNumbers>();
    for (const { plan } of plans) ends.set(plan, await trainer.parameters(plan));
    for (const [plan, start] of ends)
      for (let i = 1; i < paintings; i++) {
        await trainer.open(document, document.seed + i, start);
        painted.get(plan)?.push(...(await trainer.painted(plan)));
      }
    return {
      device,
      milliseconds: took,
      ...(trainer.swing.length > 0 ? { swing: trainer.swing } : {}),
      plans: plans.map((plan) => ({
        ...resultOf(plan, painted.get(plan.plan) ?? []),
        startVariance: starts.get(plan.plan) ?? {},
      })),
    };
  } finally {
    trainer.end();
  }
}

/** The worker, with what it told. */
class Trainer {
  plans: readonly PlanTraining[] = [];
  readonly swing: { milliseconds: number; upright: number }[] = [];
  readonly #worker = new Worker(new URL('../../src/engine/training/trainingWorker.ts', import.meta.url), {
    type: 'module',
  });
  #generation = 0;
  #toldAt = 0;

  constructor() {
    this.#listen((news) => {
      this.#toldAt = performance.now();
      if (news.kind === 'snapshot') this.plans = news.snapshot.plans;
    });
  }

  /** Resolves, with the device's words, once it has begun to show the document, paused. */
  async open(document: Document, seed: number, start?: ParameterNumbers): Promise<string> {
    let device = '';
    const opened = this.#news((news) => {
      if (news.kind === 'status') {
        if (news.status.diagnostics.length > 0) throw new Error(JSON.stringify(news.status.diagnostics));
        failWhereItStopped(news);
        device = news.status.device?.words ?? device;
      }
      return news.kind === 'snapshot' ? true : undefined;
    });
    this.#generation++;
    const order: TrainingOrder = { kind: 'open', document, seed, isAnew: true, ...(start ? { start } : {}) };
    this.#call({ kind: 'open', generation: this.#generation, order });
    await opened;
    await this.#quiet();
    return device;
  }

  /** Trains until it pauses by itself or the time is up; then measures all once more. */
  async runFor(milliseconds: number): Promise<void> {
    const paused = this.#news((news) => {
      failWhereItStopped(news);
      return news.kind === 'status' && news.status.state === 'paused' ? true : undefined;
    });
    let isOver = false;
    const begun = performance.now();
    const unwatch = this.#listen((news) => {
      const upright = news.kind === 'pictures' ? uprightShare(news.pictures[0]) : undefined;
      const milliseconds = performance.now() - begun;
      if (upright !== undefined && milliseconds - (this.swing.at(-1)?.milliseconds ?? -1000) >= 1000)
        this.swing.push({ milliseconds, upright });
    });
    this.#order({ kind: 'go', on: true });
    const timer = setTimeout(() => {
      isOver = true;
      this.#order({ kind: 'go', on: false });
    }, milliseconds);
    await paused;
    unwatch();
    clearTimeout(timer);
    if (isOver) {
      await this.#quiet();
      const shown = this.#news((news) => (news.kind === 'snapshot' ? true : undefined));
      // A last step asked for alone is measured in full.
      this.#order({ kind: 'step', count: 1 });
      await shown;
    }
    await this.#quiet();
  }

  async painted(plan: string): Promise<PictureFrame[]> {
    const frames = this.#news((news) => (news.kind === 'pictures' ? news.pictures : undefined));
    this.#order({ kind: 'look', plan });
    return [...(await frames)];
  }

  async parameters(plan: string): Promise<ParameterNumbers> {
    const told = this.#news((news) => (news.kind === 'parameters' ? news.parameters : undefined));
    this.#order({ kind: 'export', plan });
    return told;
  }

  end(): void {
    this.#worker.terminate();
  }

  #order(order: TrainingOrder): void {
    this.#call({ kind: 'order', order });
  }

  #call(call: Call<TrainingOrder>): void {
    this.#worker.postMessage(call);
  }

  /** Hears news of what was opened last; gives back how to stop. */
  #listen(hear: (news: TrainingNews) => void): () => void {
    const listener = ({ data }: MessageEvent<Echo<TrainingNews>>) => {
      if (data.kind === 'news' && data.generation === this.#generation) hear(data.news);
    };
    this.#worker.addEventListener('message', listener);
    return () => this.#worker.removeEventListener('message', listener);
  }

  /** The first news of which `pick` makes something. */
  #news<T>(pick: (news: TrainingNews) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.#listen((news) => {
        try {
          const picked = pick(news);
          if (picked === undefined) return;
          stop();
          resolve(picked);
        } catch (error) {
          reject(error);
        }
      });
      this.#worker.addEventListener('message', ({ data }: MessageEvent<Echo<TrainingNews>>) => {
        if (data.kind === 'failed') reject(new Error(data.words));
      });
      this.#worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    });
  }

  async #quiet(): Promise<void> {
    this.#toldAt = performance.now();
    while (performance.now() - this.#toldAt < QUIET_MILLISECONDS)
      await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function failWhereItStopped(news: TrainingNews): void {
  if (news.kind === 'status' && news.status.state === 'idle' && news.status.notice)
    throw new Error(news.status.notice);
}

function variancesOf(parameters: PlanTraining['parameters']): Record<string, number> {
  return Object.fromEntries(parameters.map(({ parameter, totalVariance }) => [parameter, totalVariance]));
}

function resultOf(
  training: PlanTraining,
  frames: readonly PictureFrame[],
): Omit<PlanResult, 'startVariance'> {
  const { plan, steps, curve, parameters, divergence } = training;
  const points: Record<string, number[]> = {};
  let band: Band | undefined;
  const [upright, toGoal] = [uprightShare(frames[0]), medianToGoal(frames[0])];
  for (const frame of frames) {
    if (frame.kind === 'plane')
      for (const { node, places } of frame.points) points[node] = [...(points[node] ?? []), ...places];
    if (frame.kind === 'band')
      band = {
        x: [...frame.x],
        quantiles: frame.quantiles.map((level) => [...level]),
        data: [...frame.data],
      };
  }
  return {
    plan,
    steps,
    step: [...curve.step],
    cost: [...curve.cost],
    heldOut: Array.from(curve.heldOut, known),
    variance: Object.fromEntries(
      parameters.map(({ parameter, varianceCurve }) => [parameter, Array.from(varianceCurve, known)]),
    ),
    divergence: divergence?.words,
    points,
    band,
    ...(upright === undefined ? {} : { upright }),
    ...(toGoal === undefined ? {} : { toGoal }),
  };
}

/** Of the rollouts that a frame shows, those that end within 0.3 rad of upright. */
function uprightShare(frame: PictureFrame | undefined): number | undefined {
  const ends = frame?.kind === 'pendulum' ? frame.angles.at(-1) : undefined;
  if (!ends) return undefined;
  const off = ends.map((angle) => Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle))));
  return off.filter((angle) => angle < 0.3).length / ends.length;
}

function medianToGoal(frame: PictureFrame | undefined): number | undefined {
  if (frame?.kind !== 'paths' || !frame.goal) return undefined;
  const [x, y] = frame.goal;
  const ends = frame.points.at(-1) ?? new Float32Array(0);
  const off = Array.from({ length: ends.length >> 1 }, (_, i) =>
    Math.hypot((ends[2 * i] ?? 0) - x, (ends[2 * i + 1] ?? 0) - y),
  ).sort((p, q) => p - q);
  return off[off.length >> 1];
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
