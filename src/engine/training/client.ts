import type { Document } from '../document/types';
import { Desk, type Work } from '../jobs/desk';
import { inWorker } from '../jobs/places';
import type { ParameterNumbers, TrainingNews, TrainingOrder } from './contract';

/** Milliseconds without a word over getting ready, or over a round: devices are tried, and their programs linked. */
const SILENCE = 60_000;

const TRAINING: Work<TrainingOrder, TrainingNews> = {
  name: 'training',
  mend: 'Start it again, or make the graph or its batch smaller.',
  kept: ['go', 'speed', 'look'],
  wakes: (order) => order.kind === 'step' || (order.kind === 'go' && order.on),
  silence: () => SILENCE,
  hire: inWorker(() => new Worker(new URL('./trainingWorker.ts', import.meta.url), { type: 'module' })),
};

export interface TrainingListener {
  /** But for parameters, which go to who asked for them. */
  readonly onNews: (news: Exclude<TrainingNews, { kind: 'parameters' }>) => void;
  /** Nothing is trained any more, until it is told to go on or another document is opened; why, in words. */
  readonly onFailure: (words: string) => void;
}

/** The parameters of a plan as they were after a step. */
export interface TrainedParameters {
  readonly plan: string;
  readonly step: number;
  readonly parameters: ParameterNumbers;
}

type Open = Extract<TrainingOrder, { kind: 'open' }>;
/** What a document is opened with besides its own numbers. */
type Start = { readonly [K in 'start' | 'data' | 'device']?: Open[K] | undefined };
type Taker = (trained: TrainedParameters | undefined) => void;

/** The page's side of training. */
export class TrainingClient {
  readonly #desk: Desk<TrainingOrder, TrainingNews>;
  readonly #takers = new Map<string, Taker[]>();

  constructor({ onNews, onFailure }: TrainingListener, hire = TRAINING.hire) {
    this.#desk = new Desk<TrainingOrder, TrainingNews>({
      ...TRAINING,
      hire,
      onNews: (news) => {
        if (news.kind !== 'parameters') onNews(news);
        else this.#hand(news.plan, news);
      },
      onFailure: ({ words }) => {
        this.#forgetTakers();
        onFailure(words);
      },
    });
  }

  /** Opens a document: all plans start afresh, unless nothing but rates differs. */
  open(document: Document, { start, data, device }: Start = {}): void {
    this.#forgetTakers();
    this.#desk.open({
      kind: 'open',
      document,
      seed: document.seed,
      ...(start ? { start } : {}),
      ...(data && data.size > 0 ? { data } : {}),
      ...(device ? { device } : {}),
    });
  }

  /** Back to step 0. */
  reset(seed: number): void {
    this.#forgetTakers();
    this.#desk.reopen((order) => ({ ...(order as Open), seed, isAnew: true }));
  }

  /** An order about the document that is open. */
  tell(order: Exclude<TrainingOrder, { kind: 'open' | 'export' }>): void {
    this.#desk.tell(order);
  }

  /** The present parameters of a plan; undefined where the document is closed before they come. */
  export(plan: string): Promise<TrainedParameters | undefined> {
    return new Promise((resolve) => {
      if (!this.#desk.tell({ kind: 'export', plan })) resolve(undefined);
      else this.#takers.set(plan, [...(this.#takers.get(plan) ?? []), resolve]);
    });
  }

  /** Shows nothing: what was trained is forgotten. */
  close(): void {
    this.#forgetTakers();
    this.#desk.close();
  }

  dispose(): void {
    this.#forgetTakers();
    this.#desk.end();
  }

  #hand(plan: string, trained: TrainedParameters | undefined): void {
    const takers = this.#takers.get(plan) ?? [];
    this.#takers.delete(plan);
    for (const take of takers) take(trained);
  }

  #forgetTakers(): void {
    for (const plan of this.#takers.keys()) this.#hand(plan, undefined);
  }
}
