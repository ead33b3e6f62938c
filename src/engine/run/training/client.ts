import type { Document } from '../../document/types';
import type { DeviceName } from '../../executors/tensor/contract';
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
  readonly onPictures: (pictures: readonly PictureFrame[]) => void;
  readonly onStatus: (status: TrainingStatus) => void;
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

type Taker = (trained: TrainedParameters | undefined) => void;

/** The page's side of training: a worker of its own. News of documents that are no longer shown is dropped. */
export class TrainingClient {
  readonly #listener: TrainingListener;
  readonly #order: (order: TrainingOrder) => void;
  readonly #end: () => void;
  readonly #takers = new Map<string, Taker[]>();
  #generation = 0;

  constructor(listener: TrainingListener, order: (order: TrainingOrder) => void, end: () => void) {
    this.#listener = listener;
    this.#order = order;
    this.#end = end;
  }

  static launch(listener: TrainingListener): TrainingClient {
    const worker = new Worker(new URL('./trainingWorker.ts', import.meta.url), { type: 'module' });
    const client = new TrainingClient(
      listener,
      (order) => worker.postMessage(order),
      () => worker.terminate(),
    );
    worker.onmessage = ({ data }: MessageEvent<TrainingNews>) => client.hear(data);
    worker.onerror = () => client.#fail();
    return client;
  }

  /** Opens a document, paused: all plans start afresh. */
  open(document: Document, { start, data, device }: TrainingStart = {}): void {
    this.#generation++;
    this.#forgetTakers();
    this.#order({
      kind: 'open',
      document,
      generation: this.#generation,
      seed: document.seed,
      ...(start ? { start } : {}),
      ...(data && data.size > 0 ? { data } : {}),
      ...(device ? { device } : {}),
    });
  }

  /** Shows nothing: what was trained is forgotten. */
  close(): void {
    this.#generation++;
    this.#forgetTakers();
    this.#order({ kind: 'close' });
  }

  start(): void {
    this.#order({ kind: 'start' });
  }

  pause(): void {
    this.#order({ kind: 'pause' });
  }

  step(count: number): void {
    this.#order({ kind: 'step', count });
  }

  /** Back to step 0. */
  reset(seed: number): void {
    this.#generation++;
    this.#order({ kind: 'reset', generation: this.#generation, seed });
  }

  /** Most steps a second; Infinity as fast as it can. */
  speed(stepsPerSecond: number): void {
    this.#order({ kind: 'speed', stepsPerSecond });
  }

  /** Chooses the plan whose model the pictures show. */
  look(plan: string): void {
    this.#order({ kind: 'look', plan });
  }

  view(picture: number, centre: readonly [number, number], reach: number): void {
    this.#order({ kind: 'view', picture, centre, reach });
  }

  /** The present parameters of a plan; undefined where the document is closed before they come. */
  export(plan: string): Promise<TrainedParameters | undefined> {
    return new Promise((resolve) => {
      this.#takers.set(plan, [...(this.#takers.get(plan) ?? []), resolve]);
      this.#order({ kind: 'export', plan });
    });
  }

  dispose(): void {
    this.#forgetTakers();
    this.#end();
  }

  hear(news: TrainingNews): void {
    switch (news.kind) {
      case 'status':
        this.#listener.onStatus(news.status);
        break;
      case 'snapshot':
        if (news.snapshot.generation === this.#generation) this.#listener.onSnapshot(news.snapshot);
        break;
      case 'pictures':
        if (news.generation === this.#generation) this.#listener.onPictures(news.pictures);
        break;
      case 'parameters': {
        const takers = this.#takers.get(news.plan) ?? [];
        this.#takers.delete(news.plan);
        for (const take of takers) take(news);
      }
    }
  }

  #fail(): void {
    this.#forgetTakers();
    this.#listener.onStatus({
      state: 'idle',
      device: undefined,
      diagnostics: [],
      notice: 'The training stopped unexpectedly. Load the page again to go on.',
    });
  }

  #forgetTakers(): void {
    for (const takers of this.#takers.values()) for (const take of takers) take(undefined);
    this.#takers.clear();
  }
}
