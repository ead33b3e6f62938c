import type { Document } from '../document/types';
import type { Hire, WorkFailure } from '../work/contract';
import { Desk } from '../work/desk';
import { inWorker } from '../work/places';
import type { TruthReport } from './contract';
import type { Checked, TruthAnswered, TruthNews, TruthOrder } from './protocol';

/** A truth that takes longer than this is given up for the next one. */
const PATIENCE = 300;
/** The exact answer is given up after so many seconds; asked for again, after so many times as many as before. */
const SECONDS = 20;
const LONGER = 5;
/** A worker that has said nothing for so long after that is ended, in milliseconds. */
const GRACE = 10_000;

export interface TruthListener {
  readonly onAnswer: (answer: TruthAnswered) => void;
  /** What is known of a truth that is still being worked out. */
  readonly onPart: (report: TruthReport) => void;
  readonly onChecked: (outcome: Checked) => void;
  readonly onProgress: (share: number, what: string) => void;
}

/** The page's side of the truth. */
export class TruthClient {
  readonly #listener: TruthListener;
  readonly #desk: Desk<TruthOrder, TruthNews>;
  #order: TruthOrder | undefined;
  #isAnswered = false;

  constructor(listener: TruthListener, hire = ownWorker()) {
    this.#listener = listener;
    this.#desk = new Desk({
      name: 'working it out',
      hire,
      patience: PATIENCE,
      silence: ({ seconds }) => 1000 * seconds + GRACE,
      onNews: (news) => this.#hear(news),
      onFailure: (failure) => this.#fail(failure),
    });
  }

  /** Works out the truth of a document. */
  seek(document: Document): void {
    this.#seek({ document, seconds: SECONDS });
  }

  /** Works it out again; one that ran out of time has longer. */
  retry(isLonger: boolean): void {
    if (!this.#order) return;
    const { document, seconds } = this.#order;
    this.#seek({ document, seconds: isLonger ? LONGER * seconds : seconds });
  }

  /** Gives up what is being worked out. */
  cancel(): void {
    this.#desk.end();
  }

  clear(): void {
    this.#order = undefined;
    this.#desk.close();
  }

  #seek(order: TruthOrder): void {
    this.#order = order;
    this.#isAnswered = false;
    this.#desk.open(order);
  }

  #hear(news: TruthNews): void {
    const { onAnswer, onPart, onChecked, onProgress } = this.#listener;
    switch (news.kind) {
      case 'answer':
        this.#isAnswered = true;
        onAnswer(news.answer);
        break;
      case 'part':
        onPart(news.report);
        break;
      case 'checked':
        onChecked(news.outcome);
        break;
      case 'progress':
        onProgress(news.share, news.what);
        break;
    }
  }

  /** An answer that is out stays; its check says too little. */
  #fail({ kind, what }: WorkFailure): void {
    if (this.#isAnswered) {
      this.#listener.onChecked('undecided');
      return;
    }
    const why = kind === 'silent' ? `it takes more than ${this.#order?.seconds} s` : what;
    this.#listener.onAnswer({ report: undefined, why, isOutOfTime: kind === 'silent' });
  }
}

function ownWorker(): Hire<TruthOrder, TruthNews> {
  return inWorker(() => new Worker(new URL('./truthWorker.ts', import.meta.url), { type: 'module' }));
}
