import { FindingError } from '../diagnostics/types';
import { type Model, modelOf } from '../model/model';
import type { TruthReport } from './contract';
import { type CheckOutcome, crossCheck } from './crossCheck';
import { wordsOf } from './noTruthWords';
import type { TruthAnswered, TruthNews, TruthOrder } from './protocol';
import { longRunReport, type TruthAnswer, truthAnswer, withoutPlans } from './truthReport';

/** News of progress, at most so often, in milliseconds. */
const TELL = 150;
/** What is known so far, at most so often. */
const TELL_PART = 500;
/** How long a document stays as it is before its answer is checked, in milliseconds: not while a slider is dragged. */
const QUIET = 500;

/**
 * Works out the truth of one document after the other, and checks it by drawing while nothing else is asked: the answer is told at once, and
 * once more where the check takes back all of it, or the moments of a plan. Knows no thread.
 */
export class TruthLoop {
  readonly #tell: (news: TruthNews) => void;
  readonly #find: typeof truthAnswer;
  #latest = -1;

  constructor(tell: (news: TruthNews) => void, find = truthAnswer) {
    this.#tell = tell;
    this.#find = find;
  }

  take(order: TruthOrder): void {
    const { document, generation } = order;
    this.#latest = generation;
    const model = modelOf(document);
    const found = this.#answer(model, order);
    if (!found) {
      this.#say(generation, { report: undefined, why: undefined, isOutOfTime: false });
      return;
    }
    const { report, exact, none } = found;
    this.#say(generation, { report, why: none && wordsOf(none), isOutOfTime: none?.reason === 'time' });
    if (!exact) return;
    const check = crossCheck(model, exact);
    const turn = () => {
      // What came in meanwhile is the next order's.
      if (this.#latest !== generation) return;
      const { done, value } = check.next();
      if (!done) setTimeout(turn);
      else this.#conclude(model, generation, report, value);
    };
    setTimeout(turn, QUIET);
  }

  /** What is taken back, and what the check says of the rest. */
  #conclude(model: Model, generation: number, report: TruthReport | undefined, found: CheckOutcome): void {
    if (found.kind === 'withdrawn') {
      const { none } = found;
      this.#say(generation, {
        report: longRunReport(model, generation, none),
        why: wordsOf(none),
        isOutOfTime: false,
      });
      return;
    }
    if (report && found.plans.length > 0)
      this.#say(generation, {
        report: withoutPlans(report, found.plans),
        why: undefined,
        isOutOfTime: false,
      });
    this.#tell({ kind: 'checked', generation, outcome: found.kind });
  }

  /** Undefined for a document that cannot run: what is wrong with it is told by the run. */
  #answer(model: Model, { generation, seconds }: TruthOrder): TruthAnswer | undefined {
    let toldAt = performance.now();
    const onProgress = (share: number, what: string) => {
      if (performance.now() - toldAt < TELL) return;
      toldAt = performance.now();
      this.#tell({ kind: 'progress', generation, share, what });
    };
    let partAt = Number.NEGATIVE_INFINITY;
    const onPart = (report: () => TruthReport) => {
      if (performance.now() - partAt < TELL_PART) return;
      partAt = performance.now();
      this.#tell({ kind: 'part', generation, report: report() });
    };
    try {
      return this.#find(model, generation, { seconds, onProgress, onPart });
    } catch (error) {
      if (!(error instanceof FindingError)) throw error;
      return undefined;
    }
  }

  #say(generation: number, answer: TruthAnswered): void {
    this.#tell({ kind: 'answer', generation, answer });
  }
}
