import type { Document } from '../document/types';
import type { WorkFailure } from '../jobs/contract';
import { Desk } from '../jobs/desk';
import { inWorker } from '../jobs/places';
import type { TruthNews, TruthOrder } from './contract';

/** A truth that takes longer than this is given up for the next one. */
const PATIENCE = 300;
/** The exact answer is given up after so many seconds; asked for again, after so many times as many as before. */
const SECONDS = 20;
const LONGER = 5;
/** A worker that has said nothing for so long after that is ended, in milliseconds. */
const GRACE = 10_000;

const ownWorker = inWorker<TruthOrder, TruthNews>(
  () => new Worker(new URL('./truthWorker.ts', import.meta.url), { type: 'module' }),
);

/** The page's side of the truth. Where the worker fails, that is the answer. */
export class TruthClient {
  readonly #tell: (news: TruthNews) => void;
  readonly #desk: Desk<TruthOrder, TruthNews>;
  #order: TruthOrder | undefined;
  #isAnswered = false;

  constructor(tell: (news: TruthNews) => void, hire = ownWorker) {
    this.#tell = tell;
    this.#desk = new Desk<TruthOrder, TruthNews>({
      name: 'working it out',
      hire,
      patience: PATIENCE,
      silence: ({ seconds }) => 1000 * seconds + GRACE,
      onNews: (news) => {
        this.#isAnswered ||= news.kind === 'answer';
        tell(news);
      },
      onFailure: (failure) => this.#fail(failure),
    });
  }

  /** Works out the truth of a document. */
  seek(document: Document, seconds = SECONDS): void {
    this.#order = { document, seconds };
    this.#isAnswered = false;
    this.#desk.open(this.#order);
  }

  /** Works it out again; one that ran out of time has longer. */
  retry(isLonger: boolean): void {
    if (this.#order) this.seek(this.#order.document, this.#order.seconds * (isLonger ? LONGER : 1));
  }

  /** Gives up what is being worked out. */
  cancel(): void {
    this.#desk.end();
  }

  clear(): void {
    this.#order = undefined;
    this.#desk.close();
  }

  /** An answer that is out stays; its check says too little. */
  #fail({ kind, what }: WorkFailure): void {
    const isOutOfTime = kind === 'silent';
    const why = isOutOfTime ? `it was not finished after ${this.#order?.seconds} s` : what;
    this.#tell(
      this.#isAnswered
        ? { kind: 'checked', outcome: 'undecided' }
        : { kind: 'answer', answer: { report: undefined, why, isOutOfTime } },
    );
  }
}
