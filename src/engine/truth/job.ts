import { FindingError } from '../diagnostics/types';
import { wordsOf } from '../exact/noTruthWords';
import type { Job, Outlet } from '../jobs/contract';
import { type Model, modelOf } from '../model/model';
import type { TruthNews, TruthOrder, TruthReport } from './contract';
import { type CheckOutcome, crossCheck } from './crossCheck';
import { longRunReport, type TruthAnswer, truthAnswer, withoutPlans } from './truthReport';

/** News of progress, at most so often, in milliseconds. */
const TELL = 150;
/** What is known so far, at most so often. */
const TELL_PART = 500;
/** How long a document stays as it is before its answer is checked, in milliseconds: not while a slider is dragged. */
const QUIET = 2000;

/**
 * Works out the truth of one document after the other, and checks it by drawing while nothing else is asked: the answer
 * is told at once, and once more where the check takes back all of it, or the moments of a plan.
 */
export class TruthJob implements Job<TruthOrder> {
  readonly #outlet: Outlet<TruthNews>;
  readonly #find: typeof truthAnswer;
  #check: Generator<unknown, CheckOutcome, unknown> | undefined;
  #conclude: (outcome: CheckOutcome) => void = () => undefined;
  wait = 0;

  constructor(outlet: Outlet<TruthNews>, find = truthAnswer) {
    this.#outlet = outlet;
    this.#find = find;
  }

  take({ document, seconds }: TruthOrder): void {
    this.#check = undefined;
    const model = modelOf(document);
    const found = this.#answer(model, seconds);
    if (!found) {
      this.#say(undefined, undefined);
      return;
    }
    const { report, exact, none } = found;
    this.#say(report, none && wordsOf(none), none?.reason === 'time');
    if (!exact) return;
    this.#check = crossCheck(model, exact);
    this.#conclude = (outcome) => this.#tellCheck(model, report, outcome);
    this.wait = QUIET;
  }

  close(): void {
    this.#check = undefined;
  }

  stopped(): void {
    this.#check = undefined;
  }

  get hasWork(): boolean {
    return this.#check !== undefined;
  }

  /** One turn of the check. */
  round(): void {
    this.wait = 0;
    const turn = this.#check?.next();
    if (!turn?.done) return;
    this.#check = undefined;
    this.#conclude(turn.value);
  }

  /** What is taken back, and what the check says of the rest. */
  #tellCheck(model: Model, report: TruthReport | undefined, outcome: CheckOutcome): void {
    if (outcome.kind === 'withdrawn') {
      this.#say(longRunReport(model, outcome.none), wordsOf(outcome.none));
      return;
    }
    if (report && outcome.plans.length > 0) this.#say(withoutPlans(report, outcome.plans), undefined);
    this.#outlet.tell({ kind: 'checked', outcome: outcome.kind });
  }

  /** Undefined for a document that cannot run: what is wrong with it is told by the run. */
  #answer(model: Model, seconds: number): TruthAnswer | undefined {
    let toldAt = performance.now();
    const onProgress = (share: number, what: string) => {
      if (performance.now() - toldAt < TELL) return;
      toldAt = performance.now();
      this.#outlet.tell({ kind: 'progress', share, what });
    };
    let partAt = Number.NEGATIVE_INFINITY;
    const onPart = (report: () => TruthReport) => {
      if (performance.now() - partAt < TELL_PART) return;
      partAt = performance.now();
      this.#outlet.tell({ kind: 'part', report: report() });
    };
    try {
      return this.#find(model, { seconds, onProgress, onPart });
    } catch (error) {
      if (!(error instanceof FindingError)) throw error;
      return undefined;
    }
  }

  #say(report: TruthReport | undefined, why: string | undefined, isOutOfTime = false): void {
    this.#outlet.tell({ kind: 'answer', answer: { report, why, isOutOfTime } });
  }
}
