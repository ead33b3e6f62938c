import type { Document } from '../document/types';
import type { DeviceName } from '../executors/tensor/contract';
import type { Hire } from '../work/contract';
import { Desk } from '../work/desk';
import { inWorker } from '../work/places';
import type {
  OwnRows,
  ParameterNumbers,
  PictureFrame,
  TrainingNews,
  TrainingOrder,
  TrainingSnapshot,
  TrainingStatus,
} from './contract';

export interface TrainingListener {
  readonly onSnapshot: (snapshot: TrainingSnapshot) => void;
  readonly onPictures?: (pictures: readonly PictureFrame[]) => void;
  readonly onStatus: (status: TrainingStatus) => void;
  /** Nothing is trained any more, until it is started or another document is opened; why, in words. */
  readonly onFailure: (words: string) => void;
}

/** The parameters of a plan as they were after a step. */
export interface TrainedParameters {
  readonly plan: string;
  readonly step: number;
  readonly parameters: ParameterNumbers;
}

/** What a document is opened with besides its own numbers. */
export interface TrainingStart {
  readonly start?: ParameterNumbers | undefined;
  readonly data?: ReadonlyMap<string, OwnRows> | undefined;
  readonly device?: DeviceName | undefined;
}

/** Milliseconds without a word over getting ready, or over a round: devices are tried, and their programs linked. */
const SILENCE = 60_000;

type Open = Extract<TrainingOrder, { kind: 'open' }>;
type Taker = (trained: TrainedParameters | undefined) => void;

/** The page's side of training. */
export class TrainingClient {
  readonly #listener: TrainingListener;
  readonly #desk: Desk<TrainingOrder, TrainingNews>;
  readonly #takers = new Map<string, Taker[]>();
  #opened: Open | undefined;

  constructor(listener: TrainingListener, hire = ownWorker()) {
    this.#listener = listener;
    this.#desk = new Desk({
      name: 'training',
      mend: 'Start it again, or make the graph or its batch smaller.',
      hire,
      silence: () => SILENCE,
      onNews: (news) => this.#hear(news),
      onFailure: ({ words }) => {
        this.#forgetTakers();
        listener.onFailure(words);
      },
    });
  }

  /** Opens a document: all plans start afresh, unless nothing but rates differs. */
  open(document: Document, { start, data, device }: TrainingStart = {}): void {
    this.#open({
      kind: 'open',
      document,
      seed: document.seed,
      ...(start ? { start } : {}),
      ...(data && data.size > 0 ? { data } : {}),
      ...(device ? { device } : {}),
    });
  }

  /** Shows nothing: what was trained is forgotten. */
  close(): void {
    this.#forgetTakers();
    this.#opened = undefined;
    this.#desk.close();
  }

  start(): void {
    this.#desk.tell({ kind: 'start' }, 'going');
    this.#desk.wake();
  }

  pause(): void {
    this.#desk.tell({ kind: 'pause' }, 'going');
  }

  step(count: number): void {
    this.#desk.wake();
    this.#desk.tell({ kind: 'step', count });
  }

  /** Back to step 0. */
  reset(seed: number): void {
    if (this.#opened) this.#open({ ...this.#opened, seed, isAnew: true });
  }

  /** Most steps a second; Infinity as fast as it can. */
  speed(stepsPerSecond: number): void {
    this.#desk.tell({ kind: 'speed', stepsPerSecond }, 'speed');
  }

  /** Chooses the plan whose model the pictures show. */
  look(plan: string): void {
    this.#desk.tell({ kind: 'look', plan }, 'plan');
  }

  view(picture: number, centre: readonly [number, number], reach: number): void {
    this.#desk.tell({ kind: 'view', picture, centre, reach });
  }

  /** The present parameters of a plan; undefined where the document is closed before they come. */
  export(plan: string): Promise<TrainedParameters | undefined> {
    return new Promise((resolve) => {
      if (!this.#desk.tell({ kind: 'export', plan })) resolve(undefined);
      else this.#takers.set(plan, [...(this.#takers.get(plan) ?? []), resolve]);
    });
  }

  dispose(): void {
    this.#forgetTakers();
    this.#desk.end();
  }

  #open(order: Open): void {
    this.#forgetTakers();
    this.#opened = order;
    this.#desk.open(order);
  }

  #hear(news: TrainingNews): void {
    switch (news.kind) {
      case 'status':
        this.#listener.onStatus(news.status);
        break;
      case 'snapshot':
        this.#listener.onSnapshot(news.snapshot);
        break;
      case 'pictures':
        this.#listener.onPictures?.(news.pictures);
        break;
      case 'parameters': {
        const takers = this.#takers.get(news.plan) ?? [];
        this.#takers.delete(news.plan);
        for (const take of takers) take(news);
      }
    }
  }

  #forgetTakers(): void {
    for (const takers of this.#takers.values()) for (const take of takers) take(undefined);
    this.#takers.clear();
  }
}

function ownWorker(): Hire<TrainingOrder, TrainingNews> {
  return inWorker(() => new Worker(new URL('./trainingWorker.ts', import.meta.url), { type: 'module' }));
}
